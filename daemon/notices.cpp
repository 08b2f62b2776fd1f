// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See notices.h.
#include "daemon/notices.h"

#include <sys/wait.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <utility>

#include "audio/job_process.h"
#include "core/error.h"
#include "core/names.h"
#include "daemon/memory_file.h"

namespace truyenthanh {

namespace {

using namespace std::chrono_literals;
using nlohmann::json;

constexpr std::size_t kMostLetters = 32;  // the oldest goes: what stands now matters more
constexpr auto kLongest = 20s;            // curl ends itself after 15
constexpr const char* kBody = "/proc/self/fd/3";
constexpr const char* kConfiguration = "/proc/self/fd/4";
constexpr const char* kLimiter = "/usr/bin/prlimit";  // as for speech: limits from the first instruction on

// Lines of `curl --config`; values hold neither quotes nor backslashes nor line ends (config/notify_section.cpp).
std::string line(const std::string& option, const std::string& value) { return option + " = \"" + value + "\"\n"; }

std::string common() {
    return "silent\nfail\nmax-time = 15\nconnect-timeout = 10\nmax-filesize = 65536\noutput = \"/dev/null\"\n"
           "noproxy = \"*\"\n";
}

std::string without_line_ends(std::string text) {
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    }
    return text;
}

std::string encoded_word(const std::string& text) {
    constexpr const char* digits = "0123456789ABCDEF";
    std::string out = "=?UTF-8?Q?";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (is_plain) {
            out.push_back(c);
        } else {
            out.append({'=', digits[byte >> 4], digits[byte & 15]});
        }
    }
    return out + "?=";
}

// The host alone: the rest of a webhook's address is often a secret.
std::string host_of(const std::string& url) {
    const std::size_t begin = url.find("//");
    return url.substr(0, url.find_first_of("/?#", begin == std::string::npos ? 0 : begin + 2));
}

}  // namespace

Notices::Notices(NotifySettings settings, std::string station, Ends ends, std::filesystem::path curl)
    : settings_(std::move(settings)), station_(std::move(station)), ends_(std::move(ends)), curl_(std::move(curl)) {}

Notices::~Notices() { kill_job(); }

void Notices::look(const Now& now, const std::vector<Message>& faults) {
    if (!settings_.is_on()) return;
    std::map<std::string, Standing> seen;
    for (const Message& fault : faults) {
        const std::string name = to_string(fault);
        const auto known = standing_.extract(name);
        Standing& one = seen[name];
        one = known.empty() ? Standing{fault, now.wall, now.steady, false} : known.mapped();
        if (one.is_told || now.steady - one.since < settings_.after) continue;
        one.is_told = true;
        tell("fault", one.fault, one.at);
    }
    for (const auto& [name, gone] : standing_) {
        if (gone.is_told) tell("over", gone.fault, now.wall);
    }
    standing_ = std::move(seen);
}

void Notices::try_out(const Now& now, const std::string& by) {
    if (!settings_.is_on()) throw RequestError({"notify.nobody", {}});
    is_deaf_.clear();
    tell("test", {"notify.test", {{"by", by}}}, now.wall);
}

void Notices::tell(const char* event, const Message& message, WallTime at) {
    if (!settings_.webhook.empty()) letters_.push_back(webhook(event, message, at));
    if (!settings_.mail_to.empty()) letters_.push_back(mail(event, message, at));
    while (letters_.size() > kMostLetters) letters_.pop_front();
}

Notices::Letter Notices::webhook(const char* event, const Message& message, WallTime at) const {
    json body{{"station", station_},           {"event", event},        {"key", message.key}, {"at", to_string(at)},
              {"text", ends_.render(message)}, {"args", json::object()}};
    for (const auto& [name, value] : message.args) body["args"][name] = value;
    return {host_of(settings_.webhook),
            common() + line("url", settings_.webhook) + line("proto", "=http,https") +
                line("header", "Content-Type: application/json") + line("data-binary", std::string("@") + kBody),
            body.dump(-1, ' ', false, json::error_handler_t::replace)};
}

Notices::Letter Notices::mail(const char* event, const Message& message, WallTime at) const {
    const std::string from = settings_.mail_from.empty() ? settings_.mail_to.front() : settings_.mail_from;
    std::string configuration = common() + line("url", settings_.mail_server) + line("proto", "=smtp,smtps") +
                                line("mail-from", from) + line("upload-file", kBody) + "ssl\n";
    std::string to;
    for (const std::string& mailbox : settings_.mail_to) {
        configuration += line("mail-rcpt", mailbox);
        to.append(to.empty() ? "" : ", ").append(mailbox);
    }
    if (!settings_.mail_user.empty()) {
        configuration += line("user", settings_.mail_user + ":" + settings_.mail_password);
    }
    const std::string subject = ends_.render({std::string("notify.subject_") + event, {{"station", station_}}});
    const std::string body = "From: " + from + "\r\nTo: " + to +
                             "\r\nSubject: " + encoded_word(without_line_ends(subject)) +
                             "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                             "Content-Transfer-Encoding: 8bit\r\n\r\n" +
                             without_line_ends(ends_.render(message)) + "\r\n" + ends_.local(at) + "\r\n";
    return {to, std::move(configuration), body};
}

void Notices::advance(const Now& now) {
    try {
        if (pid_ <= 0 && !letters_.empty()) start(now);
        if (pid_ <= 0) return;
        int status = 0;
        const pid_t ended = ::waitpid(pid_, &status, WNOHANG);
        if (ended == 0 && now.steady < deadline_) return;
        if (ended == 0) kill_job();
        if (pid_ > 0) ::kill(-std::exchange(pid_, -1), SIGKILL);  // what it has left behind
        finish(ended > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    } catch (const Error&) {
        finish(false);
    }
}

void Notices::start(const Now& now) {
    const Letter letter = std::move(letters_.front());
    letters_.pop_front();
    receiver_ = letter.receiver;
    const Descriptor body = memory_file("notice", letter.body);
    const Descriptor configuration = memory_file("curl", letter.configuration);
    JobOrder order;
    order.program = kLimiter;
    order.arguments = {"--cpu=10",     "--fsize=1048576", "--as=536870912", "--core=0",
                       curl_.string(), "--disable",       "--config",       kConfiguration};
    order.descriptors = {body.get(), configuration.get()};
    order.is_independent = true;
    pid_ = start_job(order);
    deadline_ = now.steady + kLongest;
}

// A receiver that has gone deaf is told of once, and once more when it hears again.
void Notices::finish(bool is_good) {
    bool& was_deaf = is_deaf_[receiver_];
    if (is_good == !was_deaf) return;
    was_deaf = !is_good;
    ends_.note(is_good ? Severity::Notice : Severity::Warning,
               {is_good ? "notify.arrives_again" : "notify.does_not_arrive", {{"receiver", receiver_}}});
}

void Notices::kill_job() noexcept {
    if (pid_ <= 0) return;
    ::kill(-pid_, SIGKILL);
    wait_for_job(pid_);
    pid_ = -1;
}

}  // namespace truyenthanh

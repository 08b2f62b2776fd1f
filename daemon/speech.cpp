// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See speech.h.
#include "daemon/speech.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "audio/job_process.h"
#include "core/error.h"
#include "daemon/memory_file.h"
#include "newsroom/spoken.h"
#include "store/items.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using enum ParameterType;

constexpr std::size_t kLongestWords = 50'000;
constexpr std::chrono::seconds kTellEvery{2};

// The job's descriptors 3 and 4, by names that any program can open.
constexpr const char* kTextFile = "/proc/self/fd/3";
constexpr const char* kSoundFile = "/proc/self/fd/4";

// Of util-linux, on every Debian: limits that hold from the program's first instruction, and for all that it starts.
constexpr const char* kLimiter = "/usr/bin/prlimit";

std::filesystem::path program_named(const std::string& name) {
    if (name.find('/') != std::string::npos) return name;
    for (const char* folder : {"/usr/local/bin/", "/usr/bin/", "/bin/"}) {
        if (::access((folder + name).c_str(), X_OK) == 0) return folder + name;
    }
    throw RequestError({"speech.no_program", {{"program", name}}});
}

std::string filled(std::string argument) {
    for (const auto& [mark, file] :
         {std::pair<std::string, std::string>{"{text}", kTextFile}, {"{sound}", kSoundFile}}) {
        for (std::size_t at = argument.find(mark); at != std::string::npos;
             at = argument.find(mark, at + file.size())) {
            argument.replace(at, mark.size(), file);
        }
    }
    return argument;
}

bool is_empty(const Descriptor& file) {
    struct stat found {};
    return ::fstat(file.get(), &found) != 0 || found.st_size == 0;
}

}  // namespace

Speech::Speech(std::vector<std::string> command, Connection& database, Ends ends, SpeechLimits limits)
    : command_(std::move(command)), database_(database), ends_(std::move(ends)), limits_(limits) {}

Speech::~Speech() { kill_job(); }

std::vector<Method> Speech::table() {
    return {{"speak", {{"item", Integer}, {"by"}}, [this](DeskCall& call) { return queue(call); }}};
}

std::optional<json> Speech::queue(const DeskCall& call) {
    const ItemId id{call.params.at("item").get<std::int64_t>()};
    const Actor actor = database_.actor().value_or(Actor{});
    const ItemDraft draft = read_item_on_file(database_, id, actor.now).draft;
    if (draft.text.empty()) throw RequestError({"speech.no_text", {{"title", draft.title}}});
    if (draft.text.size() > kLongestWords) {
        throw RequestError({"speech.too_long", {{"title", draft.title}, {"longest", std::to_string(kLongestWords)}}});
    }
    waiting_.push_back({call.id, id, draft.title, draft.kind, spoken_text(draft.title + ".\n" + draft.text + "\n"),
                        call.params.at("by")});
    return std::nullopt;
}

void Speech::advance(const Now& now) {
    try {
        if (!current_ && !waiting_.empty()) start(now);
        if (pid_ <= 0) return;
        tell_who_waits(now);
        int status = 0;
        const pid_t ended = ::waitpid(pid_, &status, WNOHANG);
        if (ended == 0 && now.steady < deadline_) return;
        if (ended == 0) {
            kill_job();
            return give_up({"speech.too_slow", {{"title", current_->title}}});
        }
        ::kill(-std::exchange(pid_, -1), SIGKILL);  // what it has left behind
        end(ended < 0 ? -1 : status);
    } catch (const Error& error) {
        give_up(error.message());
    }
}

void Speech::start(const Now& now) {
    current_ = std::move(waiting_.front());
    waiting_.pop_front();
    const Descriptor words = memory_file("words", current_->words);
    sound_ = memory_file("sound", "");
    JobOrder order;
    order.program = kLimiter;
    order.arguments = {"--cpu=" + std::to_string(limits_.processor.count()),
                       "--fsize=" + std::to_string(limits_.file_bytes),
                       "--data=" + std::to_string(limits_.memory_bytes), "--core=0", program_named(command_.front())};
    for (std::size_t i = 1; i < command_.size(); ++i) order.arguments.push_back(filled(command_[i]));
    order.descriptors = {words.get(), sound_.get()};
    order.is_independent = true;  // a group of its own, which ends with it
    pid_ = start_job(order);
    deadline_ = now.steady + limits_.longest;
}

void Speech::end(int status) {
    const bool is_good = WIFEXITED(status) && WEXITSTATUS(status) == 0 && !is_empty(sound_);
    if (!is_good) return give_up({"speech.failed", {{"title", current_->title}, {"program", command_.front()}}});
    BroughtSound brought;
    brought.file = std::move(sound_);
    brought.title = current_->title;
    brought.kind = current_->kind;
    brought.name = "doc-may.wav";
    brought.by = current_->by;
    brought.item = current_->item;
    brought.taken = [answer = ends_.answer, call = current_->call](const json& result) { answer(call, result); };
    brought.refused = [fail = ends_.fail, call = current_->call](const DeskFault& fault) { fail(call, fault); };
    brought.progress = [tell = ends_.progress, call = current_->call](const json& progress) { tell(call, progress); };
    current_.reset();
    ends_.bring(std::move(brought));
}

// Whoever hears nothing takes the station for hung, and a good voice may need a minute.
void Speech::tell_who_waits(const Now& now) {
    if (now.steady - told_at_ < kTellEvery) return;
    told_at_ = now.steady;
    const json nothing_yet{{"percent", 0}, {"seconds", 0.0}};
    ends_.progress(current_->call, nothing_yet);
    for (const Order& order : waiting_) ends_.progress(order.call, nothing_yet);
}

void Speech::give_up(const Message& message) {
    if (current_) ends_.fail(current_->call, {desk_code::kRefused, message});
    current_.reset();
    sound_ = Descriptor();
}

void Speech::kill_job() noexcept {
    if (pid_ <= 0) return;
    ::kill(-pid_, SIGKILL);
    wait_for_job(pid_);
    pid_ = -1;
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See password_desk.h.
#include "daemon/password_desk.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/descriptor.h"
#include "core/error.h"
#include "core/names.h"
#include "core/person_name.h"
#include "daemon/desk_rights.h"
#include "newsroom/rights.h"
#include "store/accounts.h"
#include "store/password.h"

namespace truyenthanh {

namespace {

using namespace std::chrono_literals;
using nlohmann::json;

constexpr std::size_t kMostWaiting = 16;
constexpr std::chrono::days kCodeHolds{7};
const std::string kRight = "right";

void write_code(const std::filesystem::path& path, const std::string& code) {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    const std::string line = code + "\n";
    if (!file || ::write(file.get(), line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
        throw StoreError({"station.cannot_make", {{"path", path.string()}, {"why", std::strerror(errno)}}});
    }
}

// A code is told once, to whoever asked for it, and kept as a hash.
json with_code(const std::string& name, const std::string& code) {
    json said{{"name", name}};
    if (!code.empty()) said["code"] = code;
    return said;
}

std::string text(const DeskCall& call, const char* name) { return call.params.value(name, std::string()); }

}  // namespace

PasswordDesk::PasswordDesk(Connection& database, const Clock& clock, const Zone& zone, std::filesystem::path code_file,
                           Replies replies)
    : database_(database), clock_(clock), zone_(zone), code_file_(std::move(code_file)), replies_(std::move(replies)) {
    std::error_code ignored;
    std::filesystem::remove(code_file_, ignored);
    if (has_accounts(database_)) return;
    code_ = one_time_code();
    write_code(code_file_, code_);
}

PasswordDesk::~PasswordDesk() {
    if (looking_.valid()) looking_.wait();
}

std::vector<Method> PasswordDesk::table() {
    return {
        {"authenticate", {{"name"}, {"password"}}, [this](DeskCall& call) { return authenticate(call); }},
        {"account_first", {{"code"}, {"name"}, {"password"}}, [this](DeskCall& call) { return first(call); }},
        {"account_add",
         {{"name"}, {"password", ParameterType::Text, false}, {"by"}},
         [this](DeskCall& call) { return add(call); }},
        {"account_password",
         {{"name"}, {"password", ParameterType::Text, false}, {"old", ParameterType::Text, false}, {"by"}},
         [this](DeskCall& call) { return change(call); }},
    };
}

std::optional<std::filesystem::path> PasswordDesk::code_file() const {
    return code_.empty() ? std::nullopt : std::optional(code_file_);
}

LocalDate PasswordDesk::today() const {
    return LocalDate{std::chrono::floor<std::chrono::days>(zone_.to_local(clock_.now().wall))};
}

// An unknown name costs as much time as a known one.
std::optional<json> PasswordDesk::authenticate(DeskCall& call) {
    const std::string name = text(call, "name");
    const std::optional<Account> account = find_account(database_, name);
    const WallTime now = clock_.now().wall;
    if (account && account->locked_until && now < *account->locked_until) {
        throw RequestError({"account.locked", {{"until", to_string(*account->locked_until)}}});
    }
    const auto look = [hash = account ? account->password : std::string(), password = text(call, "password")] {
        if (hash.empty()) return password_hash(password).substr(0, 0);
        return is_password(hash, password) ? kRight : std::string();
    };
    queue({call.id, name, look, [this, name](const std::string& seen) { return signed_in(name, !seen.empty()); }});
    return std::nullopt;
}

json PasswordDesk::signed_in(const std::string& name, bool is_right) {
    const std::optional<Account> account = find_account(database_, name);
    const WallTime now = clock_.now().wall;
    if (account && !is_right) note_wrong_password(database_, account->person, now);
    if (!account || !is_right) throw RequestError({"account.wrong_password", {}});
    if (account->is_code && now - account->password_at > kCodeHolds) {
        throw RequestError({"account.code_over", {{"name", account->name}}});
    }
    const Speaker speaker = speaker_named(database_, account->name, today());
    note_login(database_, account->person, now);
    json roles = json::array();
    json rights = json::array();
    for (const Role role : speaker.roles) roles.push_back(truyenthanh::name(role));
    for (const Right right : rights_of(speaker.roles)) rights.push_back(truyenthanh::name(right));
    return {{"person", speaker.person.value},
            {"name", speaker.name},
            {"roles", roles},
            {"rights", rights},
            {"must_change_password", account->is_code}};
}

std::optional<json> PasswordDesk::first(DeskCall& call) {
    if (code_.empty()) throw RequestError({"account.not_first", {}});
    if (text(call, "code") != code_) throw RequestError({"account.wrong_code", {{"file", code_file_.string()}}});
    const std::string name = text(call, "name");
    check_password(text(call, "password"));
    queue({call.id, name, [password = text(call, "password")] { return password_hash(password); },
           [this, name](const std::string& hash) {
               const PersonId person = add_first_account(database_, name, hash, today());
               code_.clear();
               std::error_code ignored;
               std::filesystem::remove(code_file_, ignored);
               return json{{"person", person.value}};
           }});
    return std::nullopt;
}

std::optional<json> PasswordDesk::add(DeskCall& call) {
    if (!has_accounts(database_)) throw RequestError({"account.first_wanted", {{"file", code_file_.string()}}});
    const std::string name = text(call, "name");
    const std::string code = call.params.contains("password") ? "" : one_time_code();
    const std::string password = code.empty() ? text(call, "password") : code;
    check_password(password);
    queue({call.id, text(call, "by"), [password] { return password_hash(password); },
           [this, name, code](const std::string& hash) {
               add_account(database_, name, hash, !code.empty());
               return with_code(name, code);
           }});
    return std::nullopt;
}

// One's own with the old one, anybody's as an administrator.
std::optional<json> PasswordDesk::change(DeskCall& call) {
    const std::string name = text(call, "name");
    const std::optional<Account> account = find_account(database_, name);
    if (!account) throw RequestError({"account.none", {{"name", name}}});
    const Speaker speaker = speaker_named(database_, text(call, "by"), today());
    const bool is_own = speaker.person == account->person;
    if (!is_own) {
        if (const auto no = why_no_right(speaker.name, speaker.roles, Right::Admin)) throw RequestError(*no);
    }
    const std::string code = is_own || call.params.contains("password") ? "" : one_time_code();
    const std::string password = code.empty() ? text(call, "password") : code;
    check_password(password);
    const std::string hash = is_own ? account->password : "";
    queue({call.id, speaker.name,
           [hash, old = text(call, "old"), password] {
               return hash.empty() || is_password(hash, old) ? password_hash(password) : std::string();
           },
           [this, name, code](const std::string& made) {
               if (made.empty()) throw RequestError({"account.wrong_password", {}});
               set_password(database_, name, made, !code.empty());
               return with_code(name, code);
           }});
    return std::nullopt;
}

void PasswordDesk::queue(Job job) {
    if (waiting_.size() >= kMostWaiting) throw RequestError({"account.busy", {}});
    waiting_.push_back(std::move(job));
}

void PasswordDesk::advance() {
    if (current_ && looking_.wait_for(0s) == std::future_status::ready) {
        finish(*current_);
        current_.reset();
    }
    if (current_ || waiting_.empty()) return;
    current_ = std::move(waiting_.front());
    waiting_.pop_front();
    looking_ = std::async(std::launch::async, current_->look);
}

void PasswordDesk::finish(const Job& job) {
    try {
        const std::string seen = looking_.get();
        const Acting acting(database_, {job.by, clock_.now().wall});
        replies_.answer(job.call, job.then(seen));
    } catch (const RequestError& error) {
        replies_.fail(job.call, {desk_code::kRefused, error.message()});
    } catch (const Error& error) {
        replies_.fail(job.call, {desk_code::kFailed, error.message()});
    }
}

}  // namespace truyenthanh

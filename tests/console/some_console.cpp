// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See some_console.h.
#include "tests/console/some_console.h"

#include <unistd.h>

#include "core/error.h"
#include "core/names.h"
#include "daemon/new_station.h"
#include "newsroom/rights.h"
#include "tests/catch.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

std::string content_of(int file) {
    std::string content(64 << 20, '\0');
    const ssize_t count = ::pread(file, content.data(), content.size(), 0);
    content.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
    return content;
}

}  // namespace

LoggedIn person_of(const std::string& role, const std::string& name) {
    LoggedIn who{static_cast<std::int64_t>(std::hash<std::string>{}(name) % 1'000'000), name, {role}, {}};
    const auto known = parse<Role>(role);
    REQUIRE(known);
    for (const Right right : rights_of({*known})) who.rights.insert(std::string(truyenthanh::name(right)));
    return who;
}

json NotingDesk::authenticate(const json& params) const {
    const std::string account = params.at("name").get<std::string>();
    if (params.at("password") != "đúng") throw DeskRefusal(desk_code::kRefused, {"account.wrong_password", {}});
    const LoggedIn who = person_of(account.substr(0, account.find(' ')), account);
    return {{"person", who.person}, {"name", who.name}, {"roles", who.roles}, {"rights", who.rights}};
}

json NotingDesk::ask(const std::string& method, const json& params, const std::optional<int>& file,
                     const Progress& on_progress) {
    if (!is_reachable_) throw DeskUnreachable({"desk.unreachable", {{"socket", "s"}, {"why", "test"}}});
    if (method == "authenticate") return authenticate(params);
    const std::lock_guard lock(mutex_);
    if (method == "status") return status_;
    asked_.push_back({method, params, file ? content_of(*file) : ""});
    if (on_progress) on_progress({{"percent", 50}});
    if (params.value("title", "") == "hỏng") throw DeskRefusal(desk_code::kRefused, {"intake.no_audio", {}});
    return {{"done", true}};
}

Descriptor NotingDesk::fetch(const std::string& method, const json& params) {
    const Tape* tape = tape_;
    if (tape == nullptr) throw DeskRefusal(desk_code::kRefused, {"station.no_chain", {}});
    const std::lock_guard lock(mutex_);
    asked_.push_back({method, params, ""});
    return duplicate(tape->descriptor());
}

std::vector<NotingDesk::Asked> NotingDesk::asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
}

NotingDesk::Asked NotingDesk::last() const {
    const std::lock_guard lock(mutex_);
    return asked_.back();
}

void NotingDesk::set_status(json status) {
    const std::lock_guard lock(mutex_);
    status_ = std::move(status);
}

SomeConsole::SomeConsole(bool behind_proxy) {
    std::string name = (std::filesystem::temp_directory_path() / "console-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder = name;
    places = places_at(folder);
    settings.station_name = "Đài phường Thử";
    settings.time_zone = "Asia/Ho_Chi_Minh";
    settings.console.behind_proxy = behind_proxy;
    settings.console.connections_per_address = 200;
    zone = make_zone(settings.time_zone);
    make_station(places, clock.now().wall);
    program = std::make_unique<ConsoleProgram>(
        places, settings, *zone, clock, desk, [](const Message&) {}, std::uint16_t{0});
}

SomeConsole::~SomeConsole() {
    program.reset();
    std::filesystem::remove_all(folder);
}

Reply SomeConsole::ask(const std::string& bytes) {
    Visitor visitor(port());
    const auto reply = visitor.ask(bytes);
    REQUIRE(reply);
    return *reply;
}

std::string of_session(const Session& session) { return "Cookie: truyenthanh=" + session.token + "\r\n"; }

std::string of_change(const Session& session) {
    return of_session(session) + kOrigin + "X-Change-Token: " + session.change + "\r\n";
}

std::string error_key(const Reply& reply) {
    const json body = json::parse(reply.body, nullptr, false);
    return body.is_object() && body.contains("error") ? body["error"].value("key", "") : "";
}

}  // namespace truyenthanh

#if defined(__SANITIZE_ADDRESS__)
// fontconfig keeps what it has learned of the fonts to the end of the process; seen as lost when a thread that set
// a page has ended.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }
#endif

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See parts.h.
#include "console/parts.h"

#include "audio/kill_latch.h"
#include "core/error.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

}  // namespace

ConsoleParts::ConsoleParts(const Places& places_of, const Settings& settings_of, const Zone& zone,
                           const Clock& clock_of, DeskDoor& desk_of, std::size_t workers,
                           std::function<void(const Message&)> note_to)
    : places(places_of),
      settings(settings_of),
      clock(clock_of),
      desk(desk_of),
      answers(zone),
      sessions(clock_of, settings_of.console.idle),
      delay(clock_of),
      feed(desk_of, answers),
      uploads(places_of.uploads, clock_of, desk_of, answers),
      note(std::move(note_to)) {
    for (std::size_t worker = 0; worker <= workers; ++worker) {
        readers_.push_back(std::make_unique<StationReader>(places, settings, zone, clock));
    }
}

LoggedIn ConsoleParts::authenticate(const std::string& account, const std::string& password) {
    const Turn turn(authenticating_, {"console.login_busy", {}});
    const json said = desk.ask("authenticate", {{"name", account}, {"password", password}});
    LoggedIn who;
    who.person = said.at("person").get<std::int64_t>();
    who.name = said.at("name").get<std::string>();
    for (const json& role : said.value("roles", json::array())) who.roles.insert(role.get<std::string>());
    for (const json& right : said.value("rights", json::array())) who.rights.insert(right.get<std::string>());
    who.must_change_password = said.value("must_change_password", false);
    return who;
}

json ConsoleParts::kill(const std::string& by, const std::string& reason) {
    bool is_set = false;
    bool is_told = false;
    try {
        KillLatch(places.kill_latch).set(by, reason, clock.now().wall);
        is_set = true;
    } catch (const StoreError& error) {
        note(error.message());
    }
    try {
        desk.ask("kill", {{"by", by}, {"reason", reason}});
        is_told = true;
    } catch (const Error&) {
        if (!is_set) throw;
    }
    return {{"is_killed", true}, {"station_told", is_told}};
}

}  // namespace truyenthanh

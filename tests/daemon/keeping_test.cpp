// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Settings changed at the desk, and copies of the database.
#include "daemon/keeping.h"

#include <poll.h>

#include <filesystem>
#include <fstream>

#include "config/settings.h"
#include "core/error.h"
#include "daemon/new_station.h"
#include "daemon/settings_document.h"
#include "store/audit.h"
#include "store/backup.h"
#include "tests/daemon/desk_of_a_day.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;

namespace {

namespace fs = std::filesystem;

AuditFilter of_settings() {
    AuditFilter filter;
    filter.thing = "settings";
    return filter;
}

struct Kept : Desk {
    Kept() {
        places = places_at(station.folder.path() / "home");
        make_folders(places);
        places.database = station.database;
        std::ofstream(places.configuration, std::ios::trunc) << default_text();
    }

    json ask(const std::string& method, json params = json::object()) {
        params["by"] = "Lê Thị Hoa";
        const Acting acting(station.connection, {"Lê Thị Hoa", clock.wall});
        answered = nullptr;
        for (const Method& one : keeping.table()) {
            if (one.name != method) continue;
            DeskCall call;
            call.params = params;
            if (const auto result = one.run(call)) return *result;
        }
        while (keeping.is_busy()) {
            ::poll(nullptr, 0, 1);
            keeping.advance();
        }
        return answered;
    }
    std::string refused(const json& changes) {
        return refusal([&] { ask("settings_change", {{"changes", changes}}); });
    }
    Settings settings() const { return load_settings(places.configuration); }
    std::size_t kept_files() const {
        return static_cast<std::size_t>(
            std::count_if(fs::directory_iterator(places.backups), fs::directory_iterator(),
                          [](const auto& entry) { return entry.path().extension() == ".toml"; }));
    }

    int begun_anew = 0;
    json answered;
    Keeping keeping{
        context,
        {[this](const CallId&, const json& result) { answered = result; },
         [this](const CallId&, const DeskFault& fault) { answered = fault.message.key; }, [this] { ++begun_anew; },
         [](const std::string& text) {
             if (text == "bad") throw RequestError({"report.bad_wording", {}});
         }}};
};

}  // namespace

TEST_CASE("settings are changed in their file, the old one is kept, the audit says who, and the station begins anew") {
    Kept desk;
    const std::string before = settings_text(desk.places.configuration);
    const json done = desk.ask("settings_change",
                               {{"changes",
                                 {{"station.name", "Đài phường \"Mới\" \\ 2026"},
                                  {"profile.sessions_a_day", 3},
                                  {"profile.longest_session_minutes", nullptr},
                                  {"profile.permitted", {{{"days", "daily"}, {"from", "05:30"}, {"until", "06:30"}}}},
                                  {"relay.allowed_hosts", {"vov.vn", "rfi.fr"}},
                                  {"notify.webhook", "https://example.invalid/hook"}}}});
    const Settings now = desk.settings();
    CHECK(now.station_name == "Đài phường \"Mới\" \\ 2026");
    CHECK(now.profile.sessions_a_day == 3);
    CHECK_FALSE(now.profile.longest_session);
    REQUIRE(now.profile.permitted.size() == 1);
    CHECK(now.profile.permitted[0].from == 5h + 30min);
    CHECK(now.relay.allowed_hosts == std::vector<std::string>{"vov.vn", "rfi.fr"});
    CHECK(now.notify.webhook == "https://example.invalid/hook");
    CHECK(desk.begun_anew == 1);
    CHECK(settings_text(done["before"].get<std::string>()) == before);
    const auto entries = audit_entries(desk.station.connection, {});
    REQUIRE_FALSE(entries.empty());
    CHECK(entries.back().who == "Lê Thị Hoa");
    CHECK(entries.back().thing == "settings");
    CHECK(entries.back().before != entries.back().after);
    CHECK_FALSE(fs::exists(desk.places.configuration.string() + ".new"));
}

TEST_CASE("what would be no configuration, or is not to be changed from here, changes nothing at all") {
    Kept desk;
    const std::string before = settings_text(desk.places.configuration);
    CHECK(desk.refused({{"profile.sessions_a_day", 3},
                        {"profile.permitted", {{{"from", "25:00"}, {"until", "06:00"}}}}}) == "config.not_time");
    CHECK(desk.refused({{"station.language", "fr"}}) == "config.not_one_of");
    CHECK(desk.refused({{"station.name", nullptr}}) == "config.missing");
    CHECK(desk.refused({{"station.name", json::object()}}) == "settings.bad_value");
    CHECK(desk.refused({{"profile.permitted", {{{"from\" = 1\n[speech]\ncommand", "x"}}}}}) == "settings.bad_value");
    CHECK(desk.refused({{"notify.webhook", "file:///etc/passwd"}}) == "config.not_webhook");
    CHECK(desk.refused({{"notify.webhook", "http://x/\" url=\"http://evil"}}) == "config.not_webhook");
    CHECK(desk.refused({{"notify.mail_to", {"a@b.vn"}}}) == "config.mail_needs_both");
    for (const char* key : {"speech.command", "audio.device", "desk.socket_group", "console.listen", "console.key",
                            "log.level", "station", "", "station.name\n[speech]"}) {
        INFO(key);
        CHECK(desk.refused({{key, "x"}}) == "settings.no_such_setting");
    }
    CHECK(desk.refused(json::object()) == "settings.nothing");
    CHECK(settings_text(desk.places.configuration) == before);
    CHECK(desk.begun_anew == 0);
    CHECK(desk.kept_files() == 0);
    CHECK(audit_entries(desk.station.connection, of_settings()).empty());
}

TEST_CASE("a folder that cannot be written leaves settings and audit as they were") {
    Kept desk;
    fs::create_directory(desk.places.configuration.string() + ".new");
    std::ofstream(desk.places.configuration.string() + ".new/x") << "x";
    CHECK(desk.refused({{"profile.sessions_a_day", 3}}) == "settings.not_written");
    CHECK(desk.settings().profile.sessions_a_day == 2);
    CHECK(audit_entries(desk.station.connection, of_settings()).empty());
    CHECK(desk.begun_anew == 0);
}

TEST_CASE("the report's wording is checked, kept and replaced: empty is none") {
    Kept desk;
    const auto file = desk.places.configuration.parent_path() / "report-wording.txt";
    CHECK(refusal([&] { desk.ask("wording_change", {{"text", "bad"}}); }) == "report.bad_wording");
    CHECK_FALSE(fs::exists(file));
    desk.ask("wording_change", {{"text", "lời một"}});
    CHECK(settings_text(file) == "lời một");
    desk.clock.wall = at(1h);
    const json done = desk.ask("wording_change", {{"text", ""}});
    CHECK(settings_text(file).empty());
    CHECK(settings_text(done["before"].get<std::string>()) == "lời một");
    CHECK(audit_entries(desk.station.connection, of_settings()).size() == 2);
}

TEST_CASE("a backup is made when somebody asks, and listed newest first") {
    Kept desk;
    CHECK(desk.ask("backup_list")["backups"].empty());
    const json made = desk.ask("backup_now");
    const fs::path copy = made.at("backup").get<std::string>();
    check_backup(copy);
    const json listed = desk.ask("backup_list")["backups"];
    REQUIRE(listed.size() == 1);
    CHECK(listed[0]["backup"] == copy.filename().string());
    CHECK(listed[0]["bytes"] == fs::file_size(copy));
    CHECK(desk.ask("backup_now") == "store.file_exists");
}

TEST_CASE("what is shown of the settings hides the password and says what may be changed") {
    Settings settings = parse_settings(default_text(), "a.toml");
    settings.notify.mail_password = "bí mật";
    const json shown = settings_document(settings);
    CHECK(shown.dump().find("bí mật") == std::string::npos);
    CHECK(shown["notify"]["has_mail_password"] == true);
    CHECK(shown["profile"]["permitted"][0] == json{{"days", "mon-fri"}, {"from", "07:00"}, {"until", "08:00"}});
    std::string text = default_text();
    for (const json& key : shown["changeable"]) {
        const std::string name = key.get<std::string>();
        const std::size_t dot = name.find('.');
        const json value = shown.at(name.substr(0, dot)).value(name.substr(dot + 1), json());
        if (value.is_null()) continue;
        INFO(name);
        text = changed_settings(text, "a.toml", {{name, value}});  // what is shown can be given back
    }
    CHECK(settings_document(parse_settings(text, "a.toml")) ==
          settings_document(parse_settings(default_text(), "a.toml")));
}

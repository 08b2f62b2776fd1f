// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A right configuration is understood.
#include "config/settings.h"

#include "core/error.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

TEST_CASE("the smallest configuration names the station and the permitted hours") {
    const Settings settings =
        parse_settings("station = { name = \"Đài A\" }\nprofile = { permitted = [] }\n", "a.toml");
    CHECK(settings.station_name == "Đài A");
    CHECK(settings.time_zone == "Asia/Ho_Chi_Minh");
    CHECK(settings.language == "vi");
    CHECK(settings.profile.permitted.empty());
    CHECK(settings.audio.is_virtual());
    CHECK(settings.audio.target_lufs == -16.0);
    CHECK(settings.audio.ceiling_dbtp == -1.0);
    REQUIRE(settings.audio.zones.size() == 1);
    CHECK(settings.audio.channels() == 2);
}

TEST_CASE("what --init writes is a right configuration of an urban ward") {
    const Settings settings = parse_settings(default_text(), "station.toml");
    REQUIRE(settings.profile.permitted.size() == 2);
    CHECK(settings.profile.permitted[0].days == 0x1f);
    CHECK(settings.profile.permitted[0].from == 7h);
    CHECK(settings.profile.permitted[1].until == 17h + 30min);
    CHECK(settings.profile.longest_session == 15min);
    CHECK(settings.profile.sessions_a_day == 2);
    CHECK_FALSE(settings.profile.relay_allowed);
}

TEST_CASE("every sample profile can be used as it is") {
    for (const char* name : {"urban-ward", "rural-commune", "hue-style"}) {
        INFO(name);
        const Settings settings = load_settings(std::string(SAMPLES "/") + name + ".toml");
        CHECK_FALSE(settings.station_name.empty());
        CHECK_FALSE(settings.profile.permitted.empty());
        CHECK_FALSE(settings.profile.quiet.empty());
    }
}

TEST_CASE("a commune plays quieter before six and has its loudspeakers in two zones") {
    const Settings settings = load_settings(SAMPLES "/hue-style.toml");
    REQUIRE(settings.profile.daypart_gains.size() == 1);
    CHECK(settings.profile.daypart_gains[0].gain_db == -6.0);
    CHECK(settings.profile.daypart_gains[0].window.until == 6h);
    REQUIRE(settings.audio.zones.size() == 2);
    CHECK(settings.audio.zones[1].channels == std::vector<int>{2});
    CHECK(settings.audio.zones[1].gain_db == -3.0);
    CHECK(settings.relay.jitter_buffer == 15s);
}

TEST_CASE("the console listens to this machine alone unless others are let in by name") {
    const std::string right = "station = { name = \"A\" }\nprofile = { permitted = [] }\n";
    const ConsoleSettings usual = parse_settings(right, "a.toml").console;
    CHECK(usual.listen == "127.0.0.1");
    CHECK(usual.idle == 60min);
    CHECK_FALSE(usual.plain_http);
    for (const char* let_in : {"plain_http = true", "certificate = \"a.pem\"\nkey = \"b.pem\""}) {
        const std::string text = right + "[console]\nlisten = \"0.0.0.0\"\nidle_minutes = 5\n" + let_in + "\n";
        const ConsoleSettings open = parse_settings(text, "a.toml").console;
        CHECK(open.listen == "0.0.0.0");
        CHECK(open.idle == 5min);
    }
    CHECK(parse_settings(right + "[console]\nlisten = \"::1\"\n", "a.toml").console.listen == "::1");
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a station keeps its things.
#include "config/places.h"

#include "tests/catch.h"

using namespace truyenthanh;

TEST_CASE("a whole station lives in one folder") {
    const Places places = places_at("/srv/demo/");
    CHECK(places.configuration == "/srv/demo/station.toml");
    CHECK(places.database == "/srv/demo/station.db");
    CHECK(places.masters == "/srv/demo/masters");
    CHECK(places.originals == "/srv/demo/originals");
    CHECK(places.backups == "/srv/demo/backups");
    CHECK(places.kill_latch == "/srv/demo/kill.latch");
    CHECK(places.desk_socket == "/srv/demo/run/desk.sock");
    CHECK(places.air_socket == "/srv/demo/run/air.sock");
}

TEST_CASE("without a folder the station uses the system's places") {
    const Places places = places_for(std::nullopt, std::nullopt);
    CHECK(places.configuration == "/etc/truyenthanh/station.toml");
    CHECK(places.database == "/var/lib/truyenthanh/station.db");
    CHECK(places.kill_latch == "/var/lib/truyenthanh/kill.latch");
    CHECK(places.desk_socket == "/run/truyenthanh/desk.sock");
}

TEST_CASE("the option --config replaces the configuration and nothing else") {
    const Places places = places_for("/srv/demo", "/tmp/other.toml");
    CHECK(places.configuration == "/tmp/other.toml");
    CHECK(places.database == "/srv/demo/station.db");
}

TEST_CASE("a relative folder is taken from the working directory") {
    CHECK(places_at("demo").database == std::filesystem::current_path() / "demo/station.db");
    CHECK(places_at("./a/../demo").masters == std::filesystem::current_path() / "demo/masters");
}

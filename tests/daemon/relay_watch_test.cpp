// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a relay gave, by the hour, as evidence.
#include "daemon/relay_watch.h"

#include "store/relays.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using namespace std::chrono_literals;

namespace {

struct OneRelay final : RelayDesk {
    RelayHealth now;
    void want(const Relay&, SteadyTime, RelayReturn) override {}
    void unwant(RelayId) override {}
    RelayHealth health(RelayId) override { return now; }
    Descriptor ring(RelayId) override { return {}; }
};

struct Watched {
    TemporaryStation station;
    OneRelay desk;
    RelayId relay;
    RelayWatch watch{station.connection, desk};
    Now now{at(), SteadyTime{1h}, ClockTrust::Trusted};

    Watched() {
        Relay added;
        added.name = "VOV1";
        added.urls = {"http://a.example/live"};
        relay = add_relay(station.connection, added);
        watch.look(now);
    }
    void pass(int seconds) {
        for (int i = 0; i < seconds; ++i) {
            now.steady = now.steady + 1s;
            now.wall += 1s;
            watch.look(now);
        }
    }
    RelayEvidence evidence(WallTime from, WallTime until) {
        return relay_evidence(station.connection, relay, from, until);
    }
};

}  // namespace

TEST_CASE("lost minutes, drops and the clock of a relay are kept by the hour") {
    Watched seen;
    seen.desk.now.is_open = seen.desk.now.is_flowing = true;
    seen.pass(1200);
    seen.desk.now.is_flowing = false;
    seen.desk.now.drops = 1;
    seen.pass(120);
    seen.desk.now.is_flowing = true;
    seen.desk.now.switches = 2;
    seen.desk.now.ppm = 31.0;
    seen.desk.now.ppm_error = 8.0;
    seen.desk.now.errors = 3;
    seen.desk.now.silent_for = 6.0;
    seen.pass(20);
    seen.desk.now.silent_for = 0.0;
    seen.desk.now.tone_for = 12.0;
    seen.pass(30);
    seen.desk.now.tone_for = 0.0;
    seen.desk.now.ppm = 900.0;  // too rough to be kept
    seen.desk.now.ppm_error = 700.0;
    seen.pass(550);
    seen.watch.keep(seen.now);
    const RelayEvidence day = seen.evidence(at(), at(24h));
    CHECK(std::abs(day.open_s - 1920.0) < 1.5);
    CHECK(std::abs(day.lost_s - 120.0) < 1.5);
    CHECK(day.drops == 1);
    CHECK(day.switches == 2);
    CHECK(day.ppm == 31.0);
    CHECK(day.errors == 3);
    CHECK(std::abs(day.silent_s - 20.0) < 1.5);
    CHECK(std::abs(day.stuck_s - 30.0) < 1.5);
}

TEST_CASE("what is not wanted is not lost, and the first seconds of opening are not either") {
    Watched seen;
    seen.pass(600);
    seen.watch.keep(seen.now);
    CHECK(seen.evidence(at(), at(24h)).open_s == 0.0);
    seen.desk.now.is_open = true;
    seen.pass(9);
    seen.watch.keep(seen.now);
    CHECK(seen.evidence(at(), at(24h)).lost_s == 0.0);
}

TEST_CASE("a job that was started again counts its drops from nought") {
    Watched seen;
    seen.desk.now.is_open = seen.desk.now.is_flowing = true;
    seen.pass(2);
    seen.desk.now.drops = 3;
    seen.pass(2);
    seen.desk.now.drops = 1;
    seen.pass(2);
    seen.watch.keep(seen.now);
    CHECK(seen.evidence(at(), at(24h)).drops == 4);
    CHECK(seen.evidence(at(1h), at(24h)).drops == 0);
}

TEST_CASE("how loud an address of a relay is, is remembered with it") {
    Watched seen;
    CHECK_FALSE(loudness_of(seen.station.connection, "http://a.example/live"));
    seen.desk.now.is_open = seen.desk.now.is_flowing = true;
    seen.pass(70);
    CHECK_FALSE(loudness_of(seen.station.connection, "http://a.example/live"));
    seen.desk.now.loudness_lufs = -27.5;
    seen.pass(70);
    CHECK(loudness_of(seen.station.connection, "http://a.example/live") == -27.5);
    CHECK_FALSE(loudness_of(seen.station.connection, "http://b.example/live"));
}

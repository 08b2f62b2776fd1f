// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far the wall clock is believed.
#include "daemon/system_clock.h"

#include "core/names.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

WallTime at(const char* text) { return *parse_wall_time(text); }

}  // namespace

TEST_CASE("a clock the kernel has synchronised is trusted") {
    CHECK(judge_clock(true, at("2026-12-05T00:30:00Z"), {}) == ClockTrust::Trusted);
    CHECK(judge_clock(true, at("2026-12-05T00:30:00Z"), at("2026-12-05T01:30:00Z")) == ClockTrust::Trusted);
}

TEST_CASE("a clock nobody synchronised is plausible from the last time the station saw") {
    CHECK(judge_clock(false, at("2026-12-05T00:30:00Z"), {}) == ClockTrust::Plausible);
    CHECK(judge_clock(false, at("2026-12-05T00:30:00Z"), at("2026-12-05T00:29:00Z")) == ClockTrust::Plausible);
    CHECK(judge_clock(false, at("2026-12-05T00:30:00Z"), at("2026-12-05T00:30:01Z")) == ClockTrust::Plausible);
    CHECK(judge_clock(false, at("2026-12-05T00:30:00Z"), at("2026-12-05T00:31:00Z")) == ClockTrust::Untrusted);
}

TEST_CASE("an absurd clock is not trusted whatever the kernel says") {
    CHECK(judge_clock(false, at("1970-01-01T00:02:00Z"), {}) == ClockTrust::Untrusted);
    CHECK(judge_clock(true, at("2000-01-01T00:00:00Z"), {}) == ClockTrust::Untrusted);
    CHECK(judge_clock(true, at("2107-01-01T00:00:00Z"), {}) == ClockTrust::Untrusted);
}

TEST_CASE("both clocks are read together and go forward") {
    SystemClock clock{{}};
    const Now first = clock.now();
    const Now second = clock.now();
    CHECK(second.steady >= first.steady);
    CHECK(first.wall > at("2026-01-01T00:00:00Z"));
    clock.seen(first.wall + 1h);
    CHECK(clock.now().trust != ClockTrust::Plausible);
}

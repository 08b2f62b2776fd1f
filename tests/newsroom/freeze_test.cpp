// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Until when a programme may be changed.
#include "newsroom/freeze.h"

#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

constexpr WallTime kStart{1'796'600'000s};

ProgrammeBuild morning() {
    ProgrammeBuild build;
    build.starts_at = kStart;
    build.freezes_at = kStart - 30min;
    return build;
}

std::string why_not(const ProgrammeBuild& build, WallTime now, const std::string& reason = "") {
    const auto why = why_not_change("Bản tin", build, now, reason);
    return why ? why->key : "";
}

}  // namespace

TEST_CASE("a programme is open until half an hour before its start, then a change needs a reason") {
    CHECK(why_not(morning(), kStart - 30min - 1us).empty());
    CHECK(why_not(morning(), kStart - 30min) == "newsroom.programme_frozen");
    CHECK(why_not(morning(), kStart - 30min, "  ") == "newsroom.programme_frozen");
    CHECK(why_not(morning(), kStart - 30min, "tin khẩn").empty());
}

TEST_CASE("a minute before its start nothing changes it, whatever the reason") {
    CHECK(why_not(morning(), kStart - 60s - 1us, "tin khẩn").empty());
    CHECK(why_not(morning(), kStart - 60s, "tin khẩn") == "newsroom.programme_closed");
    CHECK(why_not(morning(), kStart + 24h, "tin khẩn") == "newsroom.programme_closed");
}

TEST_CASE("a programme frozen by hand is frozen at once, one that no slot plays only so") {
    ProgrammeBuild by_hand;
    CHECK(state_of(by_hand, kStart) == ProgrammeState::Open);
    by_hand.frozen_at = kStart - 5h;
    CHECK(state_of(by_hand, kStart) == ProgrammeState::Frozen);
    CHECK(why_not(by_hand, kStart) == "newsroom.programme_frozen");
}

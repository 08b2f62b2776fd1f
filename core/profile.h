// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the station's place allows: the gate's rules, as the configuration states them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/units.h"
#include "core/week.h"

namespace truyenthanh {

// Local times of day; `until` may be smaller than `from` (across midnight) or 24 h.
struct TimeWindow {
    Weekdays days = kEveryDay;
    std::chrono::seconds from{0};
    std::chrono::seconds until{std::chrono::hours{24}};
};

struct DaypartGain {
    TimeWindow window;
    double gain_db = 0.0;
};

struct Profile {
    std::vector<TimeWindow> permitted;                    // sound may leave only inside one of them; empty: never
    std::vector<TimeWindow> quiet;                        // and never inside one of these
    std::optional<std::chrono::seconds> longest_session;  // consecutive transmissions (gap ≤ 60 s) are one session
    std::optional<int> sessions_a_day;
    bool relay_allowed = true;
    std::vector<DaypartGain> daypart_gains;
};

// A named exception to hours, session length, number of sessions and relay – never to approval. It holds only once
// two different people stand behind it.
struct Override {
    OverrideId id;
    WallTime from;
    WallTime until;
    std::string reason;
    std::string requested_by;
    std::optional<std::string> confirmed_by;
    std::optional<WallTime> revoked_at;

    bool holds() const noexcept { return confirmed_by && *confirmed_by != requested_by && !revoked_at; }
};

}  // namespace truyenthanh

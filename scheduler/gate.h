// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether sound may leave at all. Two questions: of a plan (judge), once, and of this moment (lease_until), each tick;
// the second believes nothing of the first that it can work out itself. Approval is not asked here, see Library.
// Pure. Thread: any.
//
// The rules:
// - Sound may leave inside a permitted window and outside every quiet one, or under an override that holds.
// - A transmission that begins where that is not so is refused whole; one that runs out of it is cut at the edge and
//   does not come back behind it.
// - A session is sound with pauses of at most 60 s, over all loudspeaker zones together. What is refused makes no sound
//   and belongs to none. No session is longer than the longest allowed: what goes beyond is cut, what would begin
//   beyond is refused until the session is over.
// - A session counts for the local date on which it is first heard outside an override; the count of a date once
//   reached, no further session begins.
// - An override lifts hours, length, number and the ban on relays while it lasts; a session under it counts only once
//   it goes on beyond.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/message.h"
#include "core/profile.h"
#include "core/transmission.h"
#include "core/units.h"
#include "core/zone.h"

namespace truyenthanh {

inline constexpr std::chrono::seconds kSessionPause{60};
// A lease is given this long before a transmission starts, with the orders that carry its first frame.
inline constexpr std::chrono::seconds kLeaseLead{5};

// What a transmission asks of the gate.
struct Claim {
    std::string slot_name;
    WallTime start;
    WallTime end;     // planned
    WallTime latest;  // ≥ end: the item on air may finish, a start may be late by its rules
    std::string relay_name;
    bool is_relay = false;
};

// The answer. With `refused`, `allowed_until` is the start; `cut` says why it is before the planned end.
struct Verdict {
    std::optional<Message> refused;
    WallTime allowed_until;
    std::optional<Message> cut;
};

// One verdict a claim, in their order. `claims` are sorted by start and reach back to where no session is under way
// and no day counted.
std::vector<Verdict> judge(const std::vector<Claim>& claims, const Profile& profile,
                           const std::vector<Override>& overrides, const Zone& zone);

// Until when sound may leave by hours and overrides alone, asked at `at`; at most 24 h ahead. Empty: not at all. For
// sound that no plan holds: a person's take, a test.
std::optional<WallTime> hours_until(const Profile& profile, const std::vector<Override>& overrides, const Zone& zone,
                                    WallTime at);

// Until when sound of the plan may leave, asked now: the end of what is allowed of the transmission that is on, or that
// starts within kLeaseLead; of several, the latest. Empty: no lease. Nothing at all on an untrusted clock.
// Give it to the chain as now.steady_at(…), each tick.
std::optional<WallTime> lease_until(const Now& now, const Plan& plan);
// The same, for a plan that may be older than the rules: hours and overrides as they stand are asked again.
std::optional<WallTime> lease_until(const Now& now, const Plan& plan, const Profile& profile,
                                    const std::vector<Override>& overrides, const Zone& zone);

}  // namespace truyenthanh

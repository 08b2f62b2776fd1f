// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the week to a plan: what should be heard when, and what of it the gate and the approvals refuse. Pure: the same
// values give the same plan, whatever the hour. A plan is worked out afresh, never amended.
// Thread: any.
//
// What a plan promises beyond core/transmission.h:
// - A transmission's start is its slot's local time on its date, by the zone's policy for gaps and folds; its length is
//   elapsed time. A date that the zone skips altogether has no transmissions.
// - Exceptions: a suspension beats a replacement, the newer replacement the older. Two editions of one series on one
//   date: the newer programme.
// - Without a relay every entry that is not a bed lies on the line by itself (Mix::Replace); over a relay none does
//   (Replace becomes Mute).
// - An entry without `at` follows the one before it; one with `at` cuts what is still on. A crossfade begins `fade`
//   before the end of the entry before and is never longer than either; after a gap or at the start there is none.
// - A bed lies under what follows it, to the end of the last or to the next bed, and no longer than its sound.
// - A refused item stands in the list with its reason. Under SubstituteRule::Close it takes no time and what follows
//   moves up; else its place is kept.
// - An item that would begin at or after the slot's end is refused ("plan.beyond_slot"), whatever the overrun rule.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "core/library.h"
#include "core/message.h"
#include "core/profile.h"
#include "core/transmission.h"
#include "core/units.h"
#include "core/week.h"
#include "core/zone.h"

namespace truyenthanh {

// Why a recording may not be heard at an instant; empty: it may. The station gives Library::why_not.
using ApprovalOracle = std::function<std::optional<Message>(RecordingId, WallTime)>;

inline constexpr double kTargetLufs = -16.0;
// Loudness matching stays within these, so that a nearly silent recording is not turned into noise; slot and daypart
// gains come on top.
inline constexpr double kMostCutDb = -24.0;
inline constexpr double kMostBoostDb = 12.0;

// Everything a plan depends on. References only for the length of a call.
// `week` holds the programmes of the dates asked about and, where the profile limits sessions, of the week before.
struct PlanInputs {
    const Week& week;
    const Zone& zone;
    const Profile& profile;
    const std::vector<Override>& overrides;
    ApprovalOracle why_not;
    double target_lufs = kTargetLufs;
};

// Every transmission that touches [from, until), judged by the gate, sorted by start and then by key.
Plan make_plan(const PlanInputs& inputs, WallTime from, WallTime until);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A programme laid out in its transmission: offset, frames, mix and gain of every entry (rules: plan.h).
// Thread: any.
#pragma once

#include <optional>
#include <vector>

#include "core/library.h"
#include "core/transmission.h"
#include "scheduler/plan.h"

namespace truyenthanh {

// `transmission` has its slot, start, length and relay.
std::vector<PlannedItem> lay_out(const Programme& programme, const Transmission& transmission,
                                 const PlanInputs& inputs);

// What brings a recording of this loudness to the target, within kMostCutDb and kMostBoostDb.
double matching_gain_db(double loudness_lufs, double target_lufs) noexcept;

// The slot's gain and that of the first daypart whose window holds the local time of `at`.
double place_gain_db(const Slot& slot, const PlanInputs& inputs, WallTime at);

// Why `item` must not be heard at `at`: it has no recording, or the recording may not. Empty: it may.
std::optional<Message> why_not(const Item& item, const PlanInputs& inputs, WallTime at);

}  // namespace truyenthanh

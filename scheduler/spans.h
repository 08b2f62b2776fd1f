// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Stretches of wall time as sets, and the local windows of a profile turned into them.
// A local instant is in a window when the clock on the wall reads so; where clocks are set back a reading comes twice.
// Thread: any.
#pragma once

#include <optional>
#include <vector>

#include "core/profile.h"
#include "core/units.h"
#include "core/zone.h"

namespace truyenthanh {

// `until` is exclusive.
struct Span {
    WallTime from;
    WallTime until;

    bool operator==(const Span&) const = default;
};

// A set of instants: sorted, apart from each other, none empty.
using Spans = std::vector<Span>;

// From any spans to a set.
Spans unite(std::vector<Span> spans);
Spans subtract(const Spans& from, const Spans& what);
// The end of the span that holds `at`; empty where none does.
std::optional<WallTime> end_of_span(const Spans& spans, WallTime at) noexcept;

// The part of [from, until) inside one of the windows. One day too many on either side is harmless.
Spans window_spans(const std::vector<TimeWindow>& windows, const Zone& zone, WallTime from, WallTime until);
// Whether the local time `at` is inside `window`. Equal ends hold no time at all.
bool is_within(const TimeWindow& window, LocalTime at) noexcept;

}  // namespace truyenthanh

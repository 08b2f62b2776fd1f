// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See spans.h.
#include "scheduler/spans.h"

#include <algorithm>

#include "core/names.h"

namespace truyenthanh {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_days;
using std::chrono::microseconds;
using namespace std::chrono_literals;

// Wall time throughout which the zone's offset is the same.
struct Stretch {
    Span span;
    microseconds offset;
};

microseconds offset_at(const Zone& zone, WallTime at) {
    return zone.to_local(at).time_since_epoch() - at.time_since_epoch();
}

// The first instant in (low, high] whose offset is that of `high`; the offset changes once between them.
WallTime find_change(const Zone& zone, WallTime low, WallTime high) {
    const microseconds after = offset_at(zone, high);
    while (high - low > 1us) {
        const WallTime middle = low + (high - low) / 2;
        (offset_at(zone, middle) == after ? high : low) = middle;
    }
    return high;
}

std::vector<Stretch> stretches(const Zone& zone, WallTime from, WallTime until) {
    std::vector<Stretch> found;
    for (WallTime at = from; at < until;) {
        WallTime end = std::min(at + days{1}, until);
        const microseconds offset = offset_at(zone, at);
        if (offset_at(zone, end) != offset) end = find_change(zone, at, end);
        if (!found.empty() && found.back().offset == offset) {
            found.back().span.until = end;
        } else {
            found.push_back({{at, end}, offset});
        }
        at = end;
    }
    return found;
}

// The length of a window, from its start on.
std::chrono::seconds length_of(const TimeWindow& window) noexcept {
    return window.until < window.from ? window.until + 24h - window.from : window.until - window.from;
}

void add_window(const TimeWindow& window, const Stretch& stretch, std::vector<Span>& to) {
    const LocalTime first{stretch.span.from.time_since_epoch() + stretch.offset};
    const LocalTime last{stretch.span.until.time_since_epoch() + stretch.offset};
    for (local_days day = floor<days>(first) - days{1}; day < last; day += days{1}) {
        if ((window.days & weekday_bit(std::chrono::weekday{day})) == 0) continue;
        const LocalTime from = std::max<LocalTime>(day + window.from, first);
        const LocalTime until = std::min<LocalTime>(day + window.from + length_of(window), last);
        if (from >= until) continue;
        to.push_back(
            {WallTime{from.time_since_epoch() - stretch.offset}, WallTime{until.time_since_epoch() - stretch.offset}});
    }
}

}  // namespace

Spans unite(std::vector<Span> spans) {
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
    Spans set;
    for (const Span& span : spans) {
        if (span.from >= span.until) continue;
        if (!set.empty() && span.from <= set.back().until) {
            set.back().until = std::max(set.back().until, span.until);
        } else {
            set.push_back(span);
        }
    }
    return set;
}

Spans subtract(const Spans& from, const Spans& what) {
    Spans set;
    auto hole = what.begin();
    for (Span rest : from) {
        while (hole != what.end() && hole->until <= rest.from) ++hole;
        for (auto next = hole; next != what.end() && next->from < rest.until; ++next) {
            if (rest.from < next->from) set.push_back({rest.from, next->from});
            rest.from = std::max(rest.from, next->until);
        }
        if (rest.from < rest.until) set.push_back(rest);
    }
    return set;
}

std::optional<WallTime> end_of_span(const Spans& spans, WallTime at) noexcept {
    const auto after =
        std::upper_bound(spans.begin(), spans.end(), at, [](WallTime t, const Span& span) { return t < span.from; });
    if (after == spans.begin() || std::prev(after)->until <= at) return std::nullopt;
    return std::prev(after)->until;
}

Spans window_spans(const std::vector<TimeWindow>& windows, const Zone& zone, WallTime from, WallTime until) {
    std::vector<Span> all;
    for (const Stretch& stretch : stretches(zone, from, until)) {
        for (const TimeWindow& window : windows) add_window(window, stretch, all);
    }
    return unite(std::move(all));
}

bool is_within(const TimeWindow& window, LocalTime at) noexcept {
    const local_days today = floor<days>(at);
    for (const local_days day : {today - days{1}, today}) {
        if ((window.days & weekday_bit(std::chrono::weekday{day})) == 0) continue;
        if (at >= day + window.from && at < day + window.from + length_of(window)) return true;
    }
    return false;
}

}  // namespace truyenthanh

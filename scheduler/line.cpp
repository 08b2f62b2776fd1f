// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See line.h.
#include "scheduler/line.h"

#include <algorithm>

#include "scheduler/playout.h"

namespace truyenthanh {

void Part::blame(const Message& reason, std::optional<Outcome> if_unheard) {
    if (cause) return;
    cause = reason;
    verdict = if_unheard;
}

void Part::shift(Frames by) {
    span.begin += by;
    span.end += by;
    at += by;
    if (until) *until += by;
    if (stopped_end) *stopped_end += by;
}

void Running::shift(Frames by) {
    span.begin += by;
    span.end += by;
    origin += by;
    due += by;
    resumed += by;
    rival_end += by;
    limit += by;
    for (Part& part : parts) part.shift(by);
}

bool Running::may_finish(const Part& part) const {
    const Slot& slot = transmission.slot;
    return slot.overrun == OverrunRule::Finish && part.key.kind == EntryKind::Item && part.span.begin < span.end &&
           part.span.end <= span.end + to_frames(slot.finish_within);
}

bool is_before(Frames end, Frames other) noexcept { return end + to_frames(kAnchorSlack) < other; }

Frames Running::end_of(const Part& part) const {
    Frames end = is_before(limit, part.span.end) ? limit : part.span.end;
    if (part.until) end = std::min(end, *part.until);
    return may_finish(part) || !is_before(span.end, end) ? end : span.end;
}

Frames Running::end_of_sound() const {
    Frames end = span.begin;
    for (const Part& part : parts) {
        if (is_planned(part.key.kind) && !part.is_over) end = std::max(end, end_of(part));
    }
    return end;
}

}  // namespace truyenthanh

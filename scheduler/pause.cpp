// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Inserts that may begin sooner than planned, in a pause of the relay they lie over: the first one within their window
// is taken, heard by the relay's job seconds before the ear hears it. Without one they begin at their time.
#include <algorithm>

#include "scheduler/step.h"

namespace truyenthanh {
namespace {

// Where the pause is on the line; empty: there is none, or the relay is not what is heard.
std::optional<Frames> pause_of(const Step& step, const Running& running) {
    const auto health = step.world.relays.find(running.transmission.relay->id);
    if (health == step.world.relays.end() || !health->second.pause_ahead) return std::nullopt;
    const bool is_heard = std::any_of(running.parts.begin(), running.parts.end(), [&](const Part& part) {
        const TakeMeter* meter = part.rank == Rank::Relay ? step.meter(part.take()) : nullptr;
        return meter && meter->state == TakeState::OnAir;
    });
    if (!is_heard) return std::nullopt;
    return step.world.air.emitted + *health->second.pause_ahead;
}

const PlannedItem* planned(const Running& running, const Part& part) {
    const auto& items = running.transmission.items;
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&](const PlannedItem& item) { return item.position == part.key.position; });
    return found == items.end() ? nullptr : &*found;
}

bool may_move(const Step& step, const Part& part) {
    const TakeMeter* meter = step.meter(part.take());
    return part.rank == Rank::Insert && part.is_live() && !part.is_suspended && !part.started &&
           !(meter && meter->state >= TakeState::OnAir);
}

// The inserts before it are over by then.
bool is_free(const Running& running, const Part& part, Frames at) {
    return std::none_of(running.parts.begin(), running.parts.end(), [&](const Part& other) {
        return &other != &part && other.rank == Rank::Insert && other.is_live() && !is_before(at, other.span.begin) &&
               is_before(at, other.span.end);
    });
}

bool is_chosen(const Step& step, const Running& running, const Part& part, Frames at) {
    if (!may_move(step, part)) return false;
    const PlannedItem* item = planned(running, part);
    if (!item || item->pause_window == Frames{}) return false;
    const Frames due = running.origin + item->offset;
    const bool has_moved = is_before(part.span.begin, due);
    if (has_moved || at < due - item->pause_window || !is_before(at, due) || at < step.soonest(kReadyLead))
        return false;
    return is_free(running, part, at) && !step.world.why_not(*part.intent.recording, step.wall_of(at));
}

// Those that follow it without a gap come with it.
void move(Running& running, Part& first, Frames to) {
    const Frames by = to - first.span.begin;
    Frames end = first.span.end - first.overlap;
    first.shift(by);
    for (Part& part : running.parts) {
        if (&part == &first || part.rank != Rank::Insert || !part.is_live() || part.span.begin != end) continue;
        end = part.span.end - part.overlap;
        part.shift(by);
    }
}

}  // namespace

void take_pauses(Step& step) {
    if (!step.has_line()) return;
    for (Running& running : step.state.running) {
        if (!running.transmission.relay) continue;
        const auto at = pause_of(step, running);
        if (!at) continue;
        const auto part = std::find_if(running.parts.begin(), running.parts.end(),
                                       [&](const Part& one) { return is_chosen(step, running, one, *at); });
        if (part != running.parts.end()) move(running, *part, *at);
    }
}

}  // namespace truyenthanh

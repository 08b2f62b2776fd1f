// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See adopt.h.
#include "scheduler/adopt.h"

#include <algorithm>
#include <map>
#include <utility>

#include "scheduler/step.h"

namespace truyenthanh {
namespace {

// The plan may no longer hold it: then what the row says is enough to end it properly.
Transmission transmission_of(const Plan& plan, const EntryIntent& intent) {
    for (const Transmission& transmission : plan.transmissions) {
        if (transmission.key == intent.transmission) return transmission;
    }
    Transmission lost;
    lost.key = intent.transmission;
    lost.slot.name = intent.slot_name;
    lost.slot.zones = intent.zones;
    lost.programme = intent.programme;
    lost.programme_name = intent.programme_name;
    lost.start = intent.planned_start;
    lost.length = intent.planned_frames;
    lost.allowed_until = end_of(lost);
    return lost;
}

Rank rank_of(const Transmission& transmission, EntryKind kind) {
    switch (kind) {
        case EntryKind::Relay:
            return Rank::Relay;
        case EntryKind::Sustainer:
            return Rank::Sustainer;
        case EntryKind::Bed:
            return Rank::Bed;
        case EntryKind::Insert:
            return Rank::Insert;
        case EntryKind::Emergency:
            return Rank::Emergency;
        default:
            return is_manual(transmission.key) ? Rank::Bulletin : Rank::Programme;
    }
}

class Adopter {
public:
    Adopter(const Plan& plan, const Now& now) : plan_(plan), now_(now), clock_{Frames{}, now.steady, 0.0} {}

    Running& running_of(PlayoutState& state, const EntryIntent& intent) {
        for (Running& running : state.running) {
            if (running.transmission.key == intent.transmission) return running;
        }
        Running running;
        running.transmission = transmission_of(plan_, intent);
        running.origin = frame_of(running.transmission.start);
        running.span = Span{running.origin, running.origin + running.transmission.length};
        running.due = running.span.begin;
        running.limit = frame_of(running.transmission.allowed_until);
        running.wall_minus_steady = now_.wall.time_since_epoch() - now_.steady.since_boot;
        running.is_begun = true;
        state.running.push_back(std::move(running));
        return state.running.back();
    }

    Part part_of(const Running& running, const AsRunEntry& entry) const {
        const EntryIntent& intent = entry.intent;
        Part part;
        part.key = key_of(intent);
        part.intent = intent;
        part.rank = rank_of(running.transmission, intent.kind);
        const Frames begin = frame_of(intent.planned_start);
        part.span = Span{begin, begin + intent.planned_frames};
        part.at = begin;
        part.is_open = true;
        if (intent.kind == EntryKind::Relay || intent.kind == EntryKind::Sustainer) part.span.end = running.span.end;
        part.is_wanted = intent.kind != EntryKind::Relay;
        part.loops = intent.kind == EntryKind::Sustainer;
        add_plan(running, part);
        add_count(part, entry.count);
        return part;
    }

    const FrameClock& clock() const noexcept { return clock_; }

private:
    Frames frame_of(WallTime at) const { return clock_.frame_at(now_.steady_at(at)); }

    static void add_plan(const Running& running, Part& part) {
        for (const PlannedItem& item : running.transmission.items) {
            if (item.position != part.key.position || part.key.kind == EntryKind::Relay) continue;
            part.mix = item.mix;
            part.fade_in = item.fade;
        }
    }

    static void add_count(Part& part, const EntryCount& count) {
        part.epoch = count.epoch;
        part.now = Tally{count.frames, count.starved, count.silenced};
        part.started = count.started;
        part.first = count.first;
        part.last_heard = count.ended;
        part.is_estimated = count.is_estimated;
    }

    const Plan& plan_;
    Now now_;
    FrameClock clock_;
};

// The row last refreshed tells when the station last looked, and which life of the chain it saw.
const AsRunEntry* last_refreshed(const std::vector<AsRunEntry>& open) {
    const AsRunEntry* last = nullptr;
    for (const AsRunEntry& entry : open) {
        if (entry.count.ended && (!last || *entry.count.ended > *last->count.ended)) last = &entry;
    }
    return last;
}

// Follow slots and restarted ones end later than planned.
void stretch(Running& running) {
    for (const Part& part : running.parts) {
        if (part.key.kind == EntryKind::Item && !running.transmission.relay)
            running.span.end = std::max(running.span.end, part.span.begin + Frames{1});
    }
    if (is_manual(running.transmission.key)) {
        running.rank = Rank::Bulletin;
        for (const Part& part : running.parts) running.rank = std::max(running.rank, part.rank);
    }
}

}  // namespace

Adoption adopt(const std::vector<AsRunEntry>& open, const Plan& plan, const Now& now) {
    Adoption adoption;
    Adopter adopter{plan, now};
    PlayoutState& state = adoption.state;
    for (const AsRunEntry& entry : open) {
        if (entry.intent.kind == EntryKind::DeadAir || entry.intent.kind == EntryKind::Session) {
            adoption.orphans.push_back(entry);
            continue;
        }
        Running& running = adopter.running_of(state, entry.intent);
        running.parts.push_back(adopter.part_of(running, entry));
    }
    for (Running& running : state.running) stretch(running);
    state.clock = adopter.clock();
    state.refreshed = now.steady;
    if (const AsRunEntry* last = last_refreshed(open)) {
        state.epoch = last->count.epoch;
        state.refreshed = std::min(now.steady, now.steady_at(*last->count.ended));
    }
    return adoption;
}

}  // namespace truyenthanh

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
            if (running.transmission.key != intent.transmission) continue;
            extend(running, intent);
            return running;
        }
        Running running;
        running.transmission = transmission_of(plan_, intent);
        running.origin = frame_of(running.transmission.start);
        running.span = Span{running.origin, running.origin + running.transmission.length};
        running.due = running.span.begin;
        running.limit = kNoLimit;
        running.wall_minus_steady = now_.wall.time_since_epoch() - now_.steady.since_boot;
        running.begin(running.steady_of(running.transmission.start));
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

    // Where the plan holds it no more, it is as long as its rows.
    void extend(Running& running, const EntryIntent& intent) const {
        Transmission& transmission = running.transmission;
        if (!transmission.items.empty() || transmission.relay) return;
        const Frames end = frame_of(intent.planned_start) + intent.planned_frames;
        transmission.length = std::max(transmission.length, end - running.origin);
        transmission.allowed_until = std::max(transmission.allowed_until, end_of(transmission));
        running.span.end = std::max(running.span.end, end);
    }

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

// What a person took, found again in its rows.
void add_row(ManualTake& take, const AsRunEntry& entry) {
    const EntryIntent& intent = entry.intent;
    Transmission& transmission = take.transmission;
    if (intent.kind == EntryKind::Emergency) take.rank = Rank::Emergency;
    PlannedItem item;
    item.position = intent.position;
    item.offset = to_frames(intent.planned_start - transmission.start);
    item.frames = intent.planned_frames;
    item.gain_db = intent.gain_db;
    item.item.title = intent.title;
    item.item.id = intent.item.value_or(ItemId{});
    item.item.kind = intent.item_kind.value_or(ItemKind::Notice);
    if (intent.recording) item.item.recording = Recording{};
    if (intent.recording) item.item.recording->id = *intent.recording;
    if (intent.recording) item.item.recording->sha256 = intent.sha256;
    item.item.approval = Approval{};
    item.item.approval->approved_by = intent.approved_by;
    transmission.length = std::max(transmission.length, item.offset + item.frames);
    transmission.allowed_until = end_of(transmission) + transmission.slot.restart_within;
    transmission.items.push_back(std::move(item));
}

void take_again(std::vector<ManualTake>& takes, const AsRunEntry& entry) {
    const EntryIntent& intent = entry.intent;
    const auto known = std::find_if(takes.begin(), takes.end(), [&](const ManualTake& take) {
        return take.transmission.key == intent.transmission;
    });
    if (known != takes.end()) return add_row(*known, entry);
    ManualTake& take = takes.emplace_back();
    Transmission& transmission = take.transmission;
    transmission.key = intent.transmission;
    transmission.slot.name = intent.slot_name;
    transmission.slot.zones = intent.zones;
    transmission.slot.overrun = OverrunRule::Finish;
    transmission.slot.late = LateRule::Restart;
    transmission.programme = intent.programme;
    transmission.programme_name = intent.programme_name;
    transmission.start = intent.planned_start;
    add_row(take, entry);
}

// Begun by the chain, or by now: then it is continued like any other.
bool is_still_to_come(const std::vector<AsRunEntry>& open, const AsRunEntry& entry) {
    return is_manual(entry.intent.transmission) && std::none_of(open.begin(), open.end(), [&](const AsRunEntry& other) {
               return other.intent.transmission == entry.intent.transmission && other.count.started;
           });
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
        if (is_still_to_come(open, entry)) {
            take_again(adoption.takes, entry);
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

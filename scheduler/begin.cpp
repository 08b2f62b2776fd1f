// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is due is given the line, or waits, or its late rule says never.
#include <algorithm>
#include <tuple>
#include <variant>

#include "scheduler/begin.h"
#include "scheduler/step.h"

namespace truyenthanh {
namespace {

struct Wait {
    Message why;
};
struct Never {
    Message why;
};
using Choice = std::variant<Placement, Wait, Never>;

// What has no row yet, and whose hour has come and is not over.
bool is_due(const Step& step, const Transmission& transmission) {
    const WallTime now = step.world.now.wall;
    if (transmission.start - kCueAhead > now || end_of(transmission) <= now) return false;
    if (step.state.settled.contains(transmission.key)) return false;
    return std::none_of(step.state.running.begin(), step.state.running.end(),
                        [&](const Running& running) { return running.transmission.key == transmission.key; });
}

std::vector<const Transmission*> due_by_rank(const Step& step) {
    std::vector<const Transmission*> due;
    for (const Transmission& transmission : step.world.plan.transmissions) {
        if (is_due(step, transmission)) due.push_back(&transmission);
    }
    std::sort(due.begin(), due.end(), [](const Transmission* a, const Transmission* b) {
        return std::tuple{a->start, -a->slot.priority, a->key} < std::tuple{b->start, -b->slot.priority, b->key};
    });
    return due;
}

std::string name_of(const Transmission& transmission) {
    return transmission.slot.name.empty() ? transmission.programme_name : transmission.slot.name;
}

std::optional<Message> blocked(const Step& step, const Transmission& transmission, Rank rank) {
    if (transmission.refused) return transmission.refused;
    if (step.world.now.trust == ClockTrust::Untrusted) return Message{"asrun.clock_untrusted", {}};
    if (!step.has_line()) return Message{"asrun.chain_gone", {}};
    if (const auto stopped = step.stopped(rank)) return stopped;
    const WallTime first = std::max(transmission.start, step.world.now.wall);
    const auto open = step.world.hours_until(first);
    if (!open || *open <= first || transmission.allowed_until <= first)
        return transmission.cut ? *transmission.cut : Message{"asrun.not_permitted", {}};
    return std::nullopt;
}

// Which transmission is in the way, and until when.
struct Rival {
    Frames until;
    Message why;
};

std::optional<Rival> rival_of(const Step& step, const Transmission& transmission, Rank rank, Frames begin) {
    std::optional<Rival> rival;
    const bool yields = rank > Rank::Insert || transmission.slot.start_rule == StartRule::Follow;
    for (const Running& running : step.state.running) {
        const bool is_same_line = rank > Rank::Insert ? running.rank == rank : !running.is_over_others();
        const Frames end = running.end_of_sound();
        if (!is_same_line || end <= begin || running.span.begin >= begin + transmission.length) continue;
        if (!yields && !beats(running.transmission, transmission)) continue;
        if (!rival || end > rival->until)
            rival = Rival{end, Message{"asrun.replaced", {{"slot", name_of(running.transmission)}}}};
    }
    return rival;
}

Placement whole(const Transmission& transmission, Frames begin, Frames planned) {
    return Placement{begin, begin, begin + transmission.length, begin == planned};
}

Choice late(const Step& step, const Transmission& transmission, Frames planned, Frames begin) {
    const Message why{"asrun.too_late", {{"slot", name_of(transmission)}}};
    switch (transmission.slot.late) {
        case LateRule::Join:
            return Placement{begin, planned, planned + transmission.length, false};
        case LateRule::Restart:
            if (fits_late(step, transmission, begin - planned)) return whole(transmission, begin, planned);
            return Never{why};
        case LateRule::Skip:
            return Never{why};
    }
    return Never{why};
}

bool is_interrupted(const Step& step, const Transmission& transmission, Rank rank) {
    const auto rows = planned_rows(transmission, rank);
    return std::any_of(rows.begin(), rows.end(),
                       [&](const EntryIntent& row) { return step.world.has_outcome(key_of(row)); });
}

Choice place(Step& step, const Transmission& transmission, Rank rank) {
    if (const auto why = blocked(step, transmission, rank)) {
        if (!transmission.refused) step.wake(step.world.now.steady + kReadyLead);  // it may be gone at any moment
        return Wait{*why};
    }
    const Frames planned = step.frame_of(transmission.start);
    Frames begin = std::max(planned, step.soonest(kLead));
    const auto rival = rival_of(step, transmission, rank, begin);
    const bool is_follow = transmission.slot.start_rule == StartRule::Follow;
    if (rival) {
        begin = std::max(begin, rival->until);
        step.wake(begin - to_frames(kCueAhead));
        if (begin > step.soonest(kCueAhead)) return Wait{rival->why};
    }
    if (is_interrupted(step, transmission, rank))
        return Placement{begin, planned, planned + transmission.length, false};
    const Frames patience = to_frames(is_follow ? std::max<std::chrono::nanoseconds>(transmission.slot.grace, kLate)
                                                : std::chrono::nanoseconds{kLate});
    if (rank > Rank::Insert || begin - planned <= patience) return whole(transmission, begin, planned);
    return late(step, transmission, planned, begin);
}

// A planned time that nothing but our own absence kept silent is a gap from its beginning. What a person takes has no
// such time: it is due when it can be made ready.
Frames due_from(const Step& step, const Transmission& transmission, const Placement& place) {
    if (is_manual(transmission.key) || step.state.waiting.contains(transmission.key)) return place.begin;
    return std::min(place.begin, std::max(step.frame_of(transmission.start), step.state.emitted));
}

void begin(Step& step, const Transmission& transmission, Rank rank, const Placement& placement) {
    Running running = lay(step, transmission, rank, placement);
    running.due = due_from(step, transmission, placement);
    for (Part& part : running.parts) part.epoch = step.state.epoch;
    step.state.waiting.erase(transmission.key);
    if (running.parts.empty()) {
        step.state.settled.insert(transmission.key);
        return;
    }
    step.state.running.push_back(std::move(running));
}

// Not to be played at all: its rows are written by settle_past at its end, with this cause.
void consider(Step& step, const Transmission& transmission, Rank rank) {
    if (step.state.never.contains(transmission.key)) return;
    const Choice choice = place(step, transmission, rank);
    if (const auto* placement = std::get_if<Placement>(&choice)) begin(step, transmission, rank, *placement);
    if (const auto* wait = std::get_if<Wait>(&choice)) step.state.waiting.insert_or_assign(transmission.key, wait->why);
    if (const auto* never = std::get_if<Never>(&choice))
        step.state.never.insert_or_assign(transmission.key, never->why);
}

}  // namespace

bool beats(const Transmission& a, const Transmission& b) {
    return std::tuple{a.slot.priority, a.start, b.key} > std::tuple{b.slot.priority, b.start, a.key};
}

bool fits_late(const Step& step, const Transmission& transmission, Frames lateness) {
    if (lateness > to_frames(transmission.slot.restart_within)) return false;
    Frames content = transmission.relay ? transmission.length : Frames{};
    for (const PlannedItem& item : transmission.items) {
        if (!item.refused) content = std::max(content, item.offset + item.frames);
    }
    content = std::min(content, transmission.length) + lateness;
    const WallTime end = transmission.start + std::chrono::floor<std::chrono::microseconds>(to_duration(content));
    if (end > transmission.allowed_until) return false;
    const auto& all = step.world.plan.transmissions;
    return std::none_of(all.begin(), all.end(), [&](const Transmission& other) {
        return other.key != transmission.key && !other.refused && other.start >= transmission.start &&
               other.start < end;
    });
}

void begin_due(Step& step) {
    for (const Transmission* transmission : due_by_rank(step)) consider(step, *transmission, Rank::Programme);
    for (const ManualTake& take : step.world.operators.takes) {
        if (is_due(step, take.transmission)) consider(step, take.transmission, take.rank);
    }
    for (const Transmission& transmission : step.world.plan.transmissions) {
        step.wake(transmission.start - kCueAhead);
        if (!step.state.settled.contains(transmission.key)) step.wake(end_of(transmission));
    }
}

}  // namespace truyenthanh

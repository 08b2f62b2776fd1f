// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a transmission must end before its time – the gate's edge, a stronger transmission – and what of it may not
// sound at this moment.
#include <algorithm>

#include "scheduler/begin.h"
#include "scheduler/step.h"

namespace truyenthanh {
namespace {

void tighten(Running& running, Frames limit, const Message& cause, Outcome if_unheard = Outcome::Refused) {
    if (limit >= running.limit) return;
    running.limit = limit;
    running.limit_cause = cause;
    running.limit_outcome = if_unheard;
}

const Transmission* planned_now(const Step& step, const Running& running) {
    for (const Transmission& transmission : step.world.plan.transmissions) {
        if (transmission.key == running.transmission.key) return &transmission;
    }
    return nullptr;
}

// Where the gate cut nothing, the allowed end is the transmission's own, in wall time; its frames may be there a little
// later, on an output that is slow or has slipped. The hours, which forbid, are asked apart and give nothing away.
WallTime edge_of(const Transmission& transmission) {
    return transmission.cut ? transmission.allowed_until : transmission.allowed_until + kOwnEndSlack;
}

// The gate as it was asked at the beginning, and as it answers now: an override taken back ends what it allowed.
void limit_by_gate(const Step& step, Running& running) {
    const Transmission& transmission = running.transmission;
    const Message edge = transmission.cut.value_or(Message{"asrun.not_permitted", {}});
    tighten(running, step.frame_of(running.steady_of(edge_of(transmission))), edge);
    if (const Transmission* fresh = planned_now(step, running)) {
        if (fresh->refused) tighten(running, step.here(), *fresh->refused);
        tighten(running, step.frame_of(running.steady_of(edge_of(*fresh))), fresh->cut.value_or(edge));
    }
    const WallTime asked = std::max(transmission.start, running.wall_of(step.world.now.steady));
    const auto open = step.world.hours_until(asked);
    tighten(running, open ? step.frame_of(running.steady_of(*open)) : step.here(), edge);
}

// Where `other` takes the line, if it will.
std::optional<Frames> start_of_rival(const Step& step, const Transmission& other) {
    for (const Running& running : step.state.running) {
        if (running.transmission.key == other.key) return running.span.begin;
    }
    const bool is_to_come = other.start > step.world.now.wall && !step.state.settled.contains(other.key);
    if (!is_to_come || step.stopped(Rank::Programme)) return std::nullopt;
    return step.frame_of(other.start);
}

void limit_by_rivals(const Step& step, Running& running) {
    if (running.is_over_others()) return;
    for (const Transmission& other : step.world.plan.transmissions) {
        const bool is_hard = !other.refused && other.slot.start_rule == StartRule::Hard;
        if (!is_hard || other.key == running.transmission.key || !beats(other, running.transmission)) continue;
        const auto start = start_of_rival(step, other);
        if (start && *start > running.span.begin)
            tighten(running, *start, Message{"asrun.cut_by", {{"slot", other.slot.name}}}, Outcome::Replaced);
    }
}

// Past its limit a transmission is over, also if what cut it is over by then.
void end_at_limit(const Step& step, Running& running) {
    if (step.here() < running.limit || !running.limit_cause) return;
    for (Part& part : running.parts) {
        const bool is_slot_over = running.span.end <= running.limit && !running.may_finish(part);
        if (!part.is_live() || !is_before(running.limit, part.span.end) || is_slot_over) continue;
        part.blame(*running.limit_cause, running.limit_outcome);
        part.is_cut_short = true;
    }
}

constexpr Frames kNoLimit{INT64_MAX / 4};

bool is_on_air(const Step& step, const Part& part) {
    const TakeMeter* meter = step.meter(part.take());
    return meter && meter->state == TakeState::OnAir;
}

// A person's no: what is on ends, and its place stays silent; a relay may be rejoined later.
void stop(const Step& step, Part& part, const Message& why) {
    const bool is_item = part.rank != Rank::Relay && !(part.rank == Rank::Sustainer && !part.is_wanted);
    if (is_item && (is_on_air(step, part) || part.started)) {
        part.blame(why, Outcome::Cancelled);
        part.is_cut_short = true;
        part.span.end = std::clamp(step.here(), part.span.begin, part.span.end);
        return;
    }
    if (!part.is_suspended) part.renew();
    part.is_suspended = true;
    part.is_wanted = part.is_wanted && part.rank != Rank::Relay;
    if (step.here() >= part.span.begin) part.blame(why, Outcome::Cancelled);
}

void suspend(Step& step, Running& running) {
    const auto why = step.stopped(running.rank);
    for (Part& part : running.parts) {
        if (!part.is_live()) continue;
        if (why) {
            stop(step, part, *why);
        } else if (part.is_suspended) {
            part.is_suspended = false;
            running.due = std::max(running.due, step.soonest(kLead));
        }
    }
}

}  // namespace

void limit_all(Step& step) {
    for (Running& running : step.state.running) {
        if (step.here() < running.limit) {
            running.limit = kNoLimit;
            running.limit_cause.reset();
            limit_by_gate(step, running);
            limit_by_rivals(step, running);
        }
        end_at_limit(step, running);
    }
}

void suspend_all(Step& step) {
    for (Running& running : step.state.running) suspend(step, running);
}

}  // namespace truyenthanh

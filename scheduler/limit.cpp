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

constexpr std::chrono::milliseconds kResume{
    1'000};  // so long before a stronger one's end what it interrupted is made ready

void tighten(Running& running, Frames limit, const Message& cause, Outcome if_unheard = Outcome::Refused,
             bool passes = false) {
    if (limit >= running.limit) return;
    running.limit = limit;
    running.limit_cause = cause;
    running.limit_outcome = if_unheard;
    running.limit_passes = passes;
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

// The stretch for which `other` takes the line, if it will.
std::optional<Span> stretch_of_rival(const Step& step, const Transmission& other) {
    for (const Running& running : step.state.running) {
        if (running.transmission.key == other.key) return Span{running.span.begin, running.end_of_sound()};
    }
    const bool is_to_come = other.start > step.world.now.wall && !step.state.settled.contains(other.key);
    if (!is_to_come || step.stopped(Rank::Programme)) return std::nullopt;
    const Frames begin = step.frame_of(other.start);
    return Span{begin, begin + other.length};
}

// What is only interrupted: its late rule joins it again behind the stronger one.
bool comes_back(const Running& running, Frames rival_end) {
    return running.transmission.slot.late == LateRule::Join && is_before(rival_end, running.span.end);
}

bool is_stronger(const Transmission& other, const Running& running) {
    const bool is_hard = !other.refused && other.slot.start_rule == StartRule::Hard;
    return is_hard && other.key != running.transmission.key && beats(other, running.transmission);
}

Message cut_by(const Transmission& rival) { return Message{"asrun.cut_by", {{"slot", rival.slot.name}}}; }

void limit_by_rivals(const Step& step, Running& running) {
    if (running.is_over_others()) return;
    for (const Transmission& other : step.world.plan.transmissions) {
        if (!is_stronger(other, running)) continue;
        const auto rival = stretch_of_rival(step, other);
        if (!rival || rival->begin <= running.span.begin) continue;
        const bool passes = comes_back(running, rival->end);
        if (passes && rival->begin <= step.here()) continue;  // it is on: see rival_on
        tighten(running, rival->begin, cut_by(other), Outcome::Replaced, passes);
    }
}

// The limit was a stronger one that will be over: what has begun ends here, the rest waits.
void interrupt(Running& running) {
    for (Part& part : running.parts) {
        const bool has_begun = part.span.begin < running.limit && is_before(running.limit, part.span.end);
        const bool is_heard = part.rank != Rank::Relay && (part.rank != Rank::Sustainer || part.is_wanted);
        if (part.is_over || (part.is_cut_short && part.cause) || !has_begun || !is_heard) continue;
        part.blame(*running.limit_cause, running.limit_outcome);
        part.is_cut_short = true;
        part.span.end = running.limit;
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

bool is_on_air(const Step& step, const Part& part) {
    const TakeMeter* meter = step.meter(part.take());
    return meter && meter->state == TakeState::OnAir;
}

// The stronger one that is on now and has interrupted it.
const Running* rival_on(const Step& step, const Running& running) {
    if (running.is_over_others()) return nullptr;
    for (const Running& other : step.state.running) {
        if (other.is_over_others() || !is_stronger(other.transmission, running)) continue;
        const Frames end = other.end_of_sound();
        const bool is_on = other.span.begin <= step.here() && step.soonest(kResume) < end;
        if (is_on && running.span.begin < other.span.begin && comes_back(running, end)) return &other;
    }
    return nullptr;
}

// What is on ends, and its place stays without it; a relay may be rejoined later.
void stop(const Step& step, Part& part, const Message& why, Outcome if_unheard) {
    const bool is_item = part.rank != Rank::Relay && !(part.rank == Rank::Sustainer && !part.is_wanted);
    if (is_item && (is_on_air(step, part) || part.started)) {
        part.blame(why, if_unheard);
        part.is_cut_short = true;
        if (if_unheard == Outcome::Cancelled) part.stopped_end = part.span.end;
        part.span.end = std::clamp(step.here(), part.span.begin, part.span.end);
        return;
    }
    if (!part.is_suspended) part.renew();
    part.is_suspended = true;
    part.is_wanted = part.is_wanted && part.rank != Rank::Relay;
    if (step.here() >= part.span.begin) part.blame(why, if_unheard);
}

// Items are ordered ahead to the very frame; a relay is rejoined when that has come.
void resume(const Step& step, Running& running, Part& part) {
    const bool is_ahead = part.rank != Rank::Relay && part.rank != Rank::Sustainer;
    if (!is_ahead && step.soonest(kReadyLead) < running.rival_end) return;
    part.is_suspended = false;
    part.at = std::max(part.at, running.rival_end);
    running.resumed = step.soonest(kLead);
}

// A person's no, or a stronger one's right.
void suspend(Step& step, Running& running) {
    const auto no = step.stopped(running.rank);
    const Running* rival = no ? nullptr : rival_on(step, running);
    if (rival) running.rival_end = rival->end_of_sound();
    for (Part& part : running.parts) {
        if (!part.is_live()) continue;
        if (no)
            stop(step, part, *no, Outcome::Cancelled);
        else if (rival)
            stop(step, part, cut_by(rival->transmission), Outcome::Replaced);
        else if (part.is_suspended)
            resume(step, running, part);
    }
}

}  // namespace

void limit_all(Step& step) {
    for (Running& running : step.state.running) {
        const bool is_passing = running.limit_passes && running.limit_cause && step.here() >= running.limit;
        if (is_passing) interrupt(running);
        if (is_passing || step.here() < running.limit) {
            running.limit = kNoLimit;
            running.limit_passes = false;
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

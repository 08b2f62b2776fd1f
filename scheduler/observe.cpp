// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the chain tells: which life it lives, what its takes have counted, how they ended.
#include <algorithm>

#include "scheduler/step.h"

namespace truyenthanh {
namespace {

constexpr Frames kAdoptSlack{kSampleRate / 10};
constexpr std::chrono::seconds kMeeting{5};  // station and chain may be started together

Tally tally_of(const AirStatus& status, const Part& part) {
    Tally sum;
    for (const TakeMeter& meter : status.takes) {
        if (attempt_of(meter.take, part.key)) sum = sum + Tally{meter.line, meter.starved, meter.silenced};
    }
    return sum;
}

// The newest take of the part that the chain holds; absent: none. `lowest` becomes the oldest attempt it knows.
const TakeMeter* newest_take(const AirStatus& status, const Part& part, int& newest, int& lowest) {
    const TakeMeter* found = nullptr;
    for (const TakeMeter& meter : status.takes) {
        const auto attempt = attempt_of(meter.take, part.key);
        if (!attempt) continue;
        if (!found || *attempt < lowest) lowest = *attempt;
        if (found && *attempt < newest) continue;
        newest = *attempt;
        found = &meter;
    }
    return found;
}

Tally at_least_zero(Tally tally) {
    const Frames none;
    return {std::max(tally.line, none), std::max(tally.starved, none), std::max(tally.silenced, none)};
}

// After a restart of the station: what the chain plays is what we would have played.
void adopt(Step& step, Part& part, const TakeMeter& newest, int lowest) {
    const bool is_same_life = part.epoch == step.world.air.epoch;
    const bool has_counted = part.total().line.count > 0;
    if (has_counted && (lowest > 0 || !is_same_life)) {
        const Tally known = tally_of(step.world.air, part);
        part.before = is_same_life ? at_least_zero(part.total() - known) : part.total();
        part.is_estimated = true;
    } else {
        part.before = {};
    }
    const bool is_ordered = newest.state >= TakeState::Taken;
    if (is_ordered) {
        // What was joined late ends where it should have; all else stands where it was ordered, not where the clocks
        // of now would put it: the line between may have slipped.
        const bool is_joined_late =
            newest.at > part.span.begin + kAdoptSlack && newest.until <= part.span.end + kAdoptSlack;
        if (!is_joined_late) part.span = Span{newest.at, newest.at + part.span.length()};
        part.at = newest.at;
    }
    part.is_wanted = is_ordered || part.is_wanted;
    step.state.taken[newest.take] = TakeOrder{newest.take, newest.at, newest.until, part.fade_in, {}};
}

// The chain knows nothing of it: what it had counted is over, the rest is to be played from where we are.
void carry_over(Step& step, Part& part) {
    if (step.world.last_words && step.world.last_words->epoch == part.epoch) {
        const Tally last = tally_of(*step.world.last_words, part);
        const bool is_more = (last + part.before).line >= part.total().line;
        part.is_estimated = part.is_estimated || !is_more;
        part.before = is_more ? last + part.before : part.total();
    } else {
        part.is_estimated = part.is_estimated || part.total().line.count > 0;
        part.before = part.total();
    }
    if (step.world.last_words && part.started)
        part.last_heard = step.world.now.wall_at(step.world.last_words->emitted_at);
    part.now = {};
    part.first.reset();
    part.renew();
    part.is_wanted = part.rank != Rank::Relay && (part.rank != Rank::Sustainer || part.is_wanted);
    if (part.at < step.soonest(kLead)) part.blame(Message{"asrun.chain_lost", {}});
}

void enter_part(Step& step, Part& part) {
    int newest = 0;
    int lowest = 0;
    if (const TakeMeter* meter = newest_take(step.world.air, part, newest, lowest)) {
        part.attempt = newest;
        adopt(step, part, *meter, lowest);
    } else {
        carry_over(step, part);
    }
    part.now = tally_of(step.world.air, part);
    part.epoch = step.world.air.epoch;
}

bool is_sounding(const Running& running, Frames at) { return running.span.begin <= at && at < running.end_of_sound(); }

// The chain was dead for a while: the gap begins where its last life ended.
void open_gap(Step& step, SteadyTime since) {
    for (const Running& running : step.state.running) {
        if (!is_sounding(running, step.frame_of(since)) || step.stopped(running.rank)) continue;
        Gap gap;
        gap.intent = gap_row(running.transmission, step.world.now.wall_at(since));
        gap.key = key_of(gap.intent);
        gap.cause = Message{"asrun.chain_lost", {}};
        step.state.gap = gap;
        return;
    }
}

SteadyTime end_of_last_life(const Step& step) {
    if (step.world.last_words) return step.world.last_words->emitted_at;
    return step.steady_of(step.state.emitted);
}

// What the rows of a life that goes on had counted when they were last refreshed.
Frames reached_by_rows(const Step& step) {
    Frames reached;
    for (const Running& running : step.state.running) {
        for (const Part& part : running.parts)
            if (part.first) reached = std::max(reached, *part.first + part.accounted);
    }
    return reached;
}

// Frames accounted for so far: of a new life none; of one we have been in, to the last refresh. Where the rows' own
// counts say more than the clock they are believed: it may have been set since.
void move_cursor(Step& step, bool is_same_life) {
    const Frames refreshed = std::max(step.frame_of(step.state.refreshed), reached_by_rows(step));
    step.state.emitted = is_same_life ? std::clamp(refreshed, Frames{}, step.world.air.emitted) : Frames{};
}

// A chain that goes on keeps what has slipped, for what it was ordered stands; a new one begins where it should be.
void move_line(Step& step, bool is_same_life) {
    const FrameClock old = *step.state.clock;
    const FrameClock& fresh = *step.world.air.clock;
    for (Running& running : step.state.running) {
        const bool has_place = running.is_begun && !is_same_life;
        const SteadyTime origin = has_place ? running.placed : old.steady_at(running.origin);
        running.shift(fresh.frame_at(origin) - running.origin);
    }
    step.state.clock = fresh;
}

}  // namespace

void enter_epoch(Step& step) {
    const AirStatus& air = step.world.air;
    if (!air.is_reachable || !air.clock) return;
    if (step.state.is_entered && step.state.epoch == air.epoch) {
        step.state.clock = air.clock;
        return;
    }
    const bool is_same_life = step.state.epoch == air.epoch;
    const bool was_alive = step.state.epoch != 0 && !is_same_life;
    const SteadyTime ended = was_alive ? end_of_last_life(step) : step.world.now.steady;
    if (was_alive && !step.state.gap) open_gap(step, ended);
    move_line(step, is_same_life);
    step.state.epoch = air.epoch;
    step.state.is_entered = true;
    step.state.cued.clear();
    step.state.taken.clear();
    step.state.released.clear();
    step.state.dropped.clear();
    step.state.gains.clear();
    step.state.lease.reset();
    for (Running& running : step.state.running) {
        for (Part& part : running.parts) {
            if (part.is_over) continue;
            const Frames known = is_same_life ? part.total().line : Frames{};
            enter_part(step, part);
            part.accounted = is_same_life ? known : part.before.line;
            // What the chain was ordered to play is not cut by our not knowing why it ends so late.
            if (const auto order = step.state.taken.find(part.take()); order != step.state.taken.end())
                running.span.end = std::max(running.span.end, order->second.until);
        }
    }
    for (const TakeMeter& meter : air.takes) step.state.cued.insert(meter.take);
    move_cursor(step, is_same_life);
}

namespace {

void note_start(Step& step, Part& part, const TakeMeter& meter) {
    if (!meter.first) return;
    if (!part.started) part.started = step.wall_of(*meter.first);
    if (!part.first || *meter.first < *part.first) part.first = meter.first;
}

Message ended_badly(const char* key, const Part& part) { return Message{key, {{"item", part.intent.title}}}; }

// The take we mean has ended.
void note_end(Part& part, const TakeMeter& meter) {
    switch (meter.cause) {
        case EndCause::Unreadable:
            part.blame(ended_badly("asrun.unreadable", part), Outcome::Failed);
            break;
        case EndCause::Tampered:
            part.blame(ended_badly("asrun.tampered", part), Outcome::Refused);
            break;
        case EndCause::LeaseEnded:
            if (meter.end + kAdoptSlack < meter.until) part.blame(Message{"asrun.lease_ended", {}}, Outcome::Refused);
            break;
        case EndCause::Completed:
            if (meter.end + kAdoptSlack < meter.until) part.blame(ended_badly("asrun.short", part));
            break;
        case EndCause::Killed:
            part.blame(Message{"asrun.killed", {}}, Outcome::Cancelled);
            break;
        default:
            break;
    }
    const bool never_sounded = !meter.first && (meter.cause == EndCause::Killed || meter.cause == EndCause::Dropped);
    if (part.rank != Rank::Relay && !never_sounded) {
        part.is_cut_short = true;
        return;
    }
    part.renew();
    part.is_wanted = part.rank != Rank::Relay;
}

void observe(Step& step, Part& part) {
    part.now = {};
    for (const TakeMeter& meter : step.world.air.takes) {
        const auto attempt = attempt_of(meter.take, part.key);
        if (!attempt || step.state.dropped.contains(meter.take)) continue;
        part.now = part.now + Tally{meter.line, meter.starved, meter.silenced};
        note_start(step, part, meter);
        if (*attempt == part.attempt && meter.state == TakeState::Ended && part.is_live()) note_end(part, meter);
    }
    if (const auto refused = step.world.refused.find(part.take());
        refused != step.world.refused.end() && part.is_live()) {
        part.blame(refused->second, Outcome::Refused);
        part.is_cut_short = true;
    }
}

// The chain is gone: what it had counted at the last.
void count_last_words(const Step& step, Part& part) {
    const auto& last = step.world.last_words;
    if (!last || last->epoch != step.state.epoch || part.epoch != last->epoch || !step.state.is_entered) return;
    part.now = tally_of(*last, part);
}

}  // namespace

void observe_takes(Step& step) {
    for (Running& running : step.state.running) {
        const bool has_begun = step.here() >= running.span.begin;
        if (has_begun && !running.is_begun) running.begin(step.steady_of(running.origin));
        for (Part& part : running.parts) {
            if (part.is_over) continue;
            if (step.has_line())
                observe(step, part);
            else
                count_last_words(step, part);
        }
    }
}

void observe_faults(Step& step) {
    const AirStatus& air = step.world.air;
    const bool is_there = air.is_reachable;
    if (!step.state.looked) step.state.looked = step.world.now.steady;
    const bool is_missed = step.state.is_entered || step.world.now.steady - *step.state.looked > kMeeting;
    step.stand("chain", !is_there && is_missed, Severity::Fault, Message{"playout.chain_gone", {}});
    step.stand("output", is_there && air.output == OutputState::Lost, Severity::Fault,
               Message{"playout.output_lost", {{"device", air.device}}});
    step.stand("latch", is_there && air.is_killed, Severity::Warning, Message{"playout.latched", {}});
    step.stand("clock", step.world.now.trust == ClockTrust::Untrusted, Severity::Fault,
               Message{"playout.clock_untrusted", {}});
    const auto& held = step.world.operators.held_by;
    step.stand("hold", held.has_value(), Severity::Notice, Message{"playout.held", {{"by", held.value_or("")}}});
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See playout.h. The stages of a step, in their order.
#include "scheduler/playout.h"

#include <algorithm>
#include <utility>

#include "scheduler/step.h"

namespace truyenthanh {
namespace {

constexpr std::chrono::seconds kLongestRest{60};      // while something runs: a master may fail unannounced
constexpr std::chrono::minutes kLongestIdleRest{30};  // while nothing does: the plan tells what comes

// Before the chain has ever been seen: a frame line of our own, so that there is one way to reckon.
FrameClock reckoned_clock(const Now& now) { return FrameClock{Frames{}, now.steady, 0.0}; }

void drop_finished(Step& step) {
    std::erase_if(step.state.running, [](const Running& running) {
        return std::all_of(running.parts.begin(), running.parts.end(), [](const Part& part) { return part.is_over; });
    });
}

// The instants at which a part's state will change by itself.
void wake_for_parts(Step& step) {
    if (!step.state.running.empty()) step.wake(step.world.now.steady + kLongestRest);
    for (const Running& running : step.state.running) {
        step.wake(running.span.end);
        step.wake(running.limit);
        for (const Part& part : running.parts) {
            if (part.is_over) continue;
            step.wake(part.at);
            step.wake(running.end_of(part));
        }
    }
}

}  // namespace

Step::Step(PlayoutState remembered, const Situation& situation)
    : state(std::move(remembered)), world(situation), next(situation.now.steady + kLongestIdleRest) {
    if (!state.clock) state.clock = world.air.clock ? *world.air.clock : reckoned_clock(world.now);
}

void Step::wake(SteadyTime at) {
    if (at > world.now.steady && at < next) next = at;
}

bool Step::has_line() const {
    return world.air.is_reachable && world.air.clock && state.is_entered && state.epoch == world.air.epoch;
}

Frames Step::here() const {
    const Frames reckoned = frame_of(world.now.steady);
    return has_line() ? std::max(reckoned, world.air.emitted) : reckoned;
}

const TakeMeter* Step::meter(TakeId take) const {
    if (!has_line()) return nullptr;
    const auto found = std::find_if(world.air.takes.begin(), world.air.takes.end(),
                                    [take](const TakeMeter& meter) { return meter.take == take; });
    return found == world.air.takes.end() ? nullptr : &*found;
}

std::optional<Message> Step::stopped(Rank rank) const {
    if (world.air.is_killed) return Message{"asrun.killed", {}};
    if (rank <= Rank::Insert && world.operators.held_by)
        return Message{"asrun.held", {{"by", *world.operators.held_by}}};
    return std::nullopt;
}

void Step::stand(const std::string& name, bool stands, Severity severity, const Message& message) {
    const auto found = state.faults.find(name);
    if (stands && found == state.faults.end()) {
        state.faults.emplace(name, message);
        issue(Note{severity, message});
    } else if (!stands && found != state.faults.end()) {
        issue(Note{Severity::Notice, Message{found->second.key + "_over", found->second.args}});
        state.faults.erase(found);
    }
}

WallTime end_of(const Transmission& transmission) {
    return transmission.start + std::chrono::floor<std::chrono::microseconds>(to_duration(transmission.length));
}

Decision step(PlayoutState state, const Situation& situation) {
    Step step{std::move(state), situation};
    enter_epoch(step);
    observe_takes(step);
    observe_faults(step);
    follow_clock(step);
    begin_due(step);
    limit_all(step);
    suspend_all(step);
    take_pauses(step);
    judge_approvals(step);
    substitute_failed(step);
    want_relays(step);
    tend_relays(step);
    order_lease(step);
    order_takes(step);
    order_gains(step);
    order_rest(step);
    account_silence(step);
    close_parts(step);
    refresh_entries(step);
    wake_for_parts(step);
    settle_past(step);
    drop_finished(step);
    return Decision{std::move(step.state), std::move(step.commands), step.next};
}

}  // namespace truyenthanh

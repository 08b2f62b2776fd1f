// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Relays: opened ahead, made ready unheard, taken at their instant, replaced by the filler before their buffer is
// empty, rejoined as soon as they flow again.
#include <algorithm>
#include <utility>

#include "scheduler/step.h"

namespace truyenthanh {
namespace {

constexpr std::chrono::milliseconds kPatience{1'500};
constexpr std::chrono::milliseconds kFillAhead{600};  // three looks before its beginning a relay is there, or filled
constexpr std::chrono::seconds kRelayAfter{5};        // a job outlives its transmission by so much

bool is_pending(const Step& step, const Transmission& transmission) {
    const WallTime now = step.world.now.wall;
    const bool is_near = transmission.relay && transmission.start - transmission.relay->open_ahead <= now;
    return is_near && now < end_of(transmission) && !transmission.refused &&
           !step.state.settled.contains(transmission.key) && !step.state.never.contains(transmission.key);
}

using Wishes = std::map<RelayId, WantRelay>;

// Of two transmissions the first one says how the relay returns.
void wish(Wishes& wishes, const Transmission& transmission, SteadyTime until) {
    const Relay& relay = *transmission.relay;
    const auto [entry, is_new] = wishes.emplace(relay.id, WantRelay{relay, until, transmission.slot.relay_return});
    if (!is_new) entry->second.until = std::max(entry->second.until, until);
}

Wishes all_wishes(Step& step) {
    Wishes wishes;
    for (const Running& running : step.state.running) {
        if (running.transmission.relay) wish(wishes, running.transmission, step.steady_of(running.span.end));
    }
    for (const Transmission& transmission : step.world.plan.transmissions) {
        if (transmission.relay) step.wake(transmission.start - transmission.relay->open_ahead);
        if (is_pending(step, transmission)) wish(wishes, transmission, step.world.now.steady_at(end_of(transmission)));
    }
    return wishes;
}

bool is_as_known(const WantedRelay& known, const WantRelay& wish) {
    return known.returns == wish.returns && known.until + kRelayAfter >= wish.until &&
           wish.until + kRelayAfter >= known.until;
}

const RelayHealth* health_of(const Step& step, const Running& running) {
    const auto found = step.world.relays.find(running.transmission.relay->id);
    return found == step.world.relays.end() ? nullptr : &found->second;
}

bool is_flowing(const Step& step, const Running& running) {
    const RelayHealth* health = health_of(step, running);
    return health && health->is_open && health->is_flowing;
}

Message lost_relay(const Step& step, const Running& running) {
    const RelayHealth* health = health_of(step, running);
    if (health && health->fault) return *health->fault;
    return Message{"asrun.relay_lost", {{"relay", running.transmission.relay->name}}};
}

Part* relay_part(Running& running) {
    const auto found = std::find_if(running.parts.begin(), running.parts.end(),
                                    [](const Part& part) { return part.rank == Rank::Relay && part.is_live(); });
    return found == running.parts.end() ? nullptr : &*found;
}

Part* filler_part(Running& running) {
    const auto found = std::find_if(running.parts.begin(), running.parts.end(), [](const Part& part) {
        return part.rank == Rank::Sustainer && part.is_live() && !part.until;
    });
    return found == running.parts.end() ? nullptr : &*found;
}

// The relay can be heard from `at` on.
void join(Running& running, Part& relay, Frames at) {
    relay.is_wanted = true;
    relay.awaited.reset();
    relay.at = at;
    relay.fade_in = at > relay.span.begin ? to_frames(kRejoinFade) : Frames{};
    Part* filler = filler_part(running);
    if (filler && filler->is_wanted) filler->until = std::max(at, filler->at) + to_frames(kRejoinFade);
}

void lose(Step& step, Running& running, Part& relay) {
    if (step.here() >= relay.span.begin) relay.blame(lost_relay(step, running), Outcome::Failed);
    relay.is_wanted = false;
    relay.renew();
}

bool is_lost(const Step& step, const Running& running, const Part& relay) {
    const TakeMeter* meter = step.meter(relay.take());
    if (is_flowing(step, running)) return false;
    if (!meter || meter->state != TakeState::OnAir) return true;
    return meter->buffered < to_frames(running.transmission.sustainer ? kRelayLow : kReadyLead + kRejoinFade);
}

bool is_ready(const Step& step, const Running& running, const Part& relay) {
    const TakeMeter* meter = step.meter(relay.take());
    if (!meter || meter->state != TakeState::Ready || !is_flowing(step, running)) return false;
    return meter->buffered >= to_frames(kRelayReady);
}

// Fills from `at` on until the relay is back.
void fill(Running& running, Frames at) {
    Part* filler = filler_part(running);
    if (!filler || filler->is_wanted) return;
    filler->is_wanted = true;
    filler->at = at;
    filler->span.begin = at;
}

// A filler that was refused once is not tried again and again.
bool is_filler_refused(const Running& running) {
    return std::any_of(running.parts.begin(), running.parts.end(), [](const Part& part) {
        return part.rank == Rank::Sustainer && part.verdict == Outcome::Refused;
    });
}

void keep_standby(Step& step, Running& running) {
    if (!running.transmission.sustainer || filler_part(running) || is_filler_refused(running)) return;
    Part filler = make_filler(running, running.span, step.world.now.wall);
    filler.epoch = step.state.epoch;
    running.parts.push_back(std::move(filler));
}

// It flows, and only has to be made ready: after a resume, or in a new life of the chain.
bool is_nearly_ready(const Step& step, const Running& running, Part& relay) {
    if (!is_flowing(step, running)) {
        relay.awaited.reset();
        return false;
    }
    if (!relay.awaited) relay.awaited = step.world.now.steady;
    return step.world.now.steady - *relay.awaited < kPatience;
}

void tend(Step& step, Running& running) {
    Part* relay = relay_part(running);
    if (!relay || relay->is_suspended || !step.has_line()) return;
    const Frames soonest = step.soonest(kReadyLead);
    if (soonest >= running.end_of(*relay)) return;
    if (relay->is_wanted && is_lost(step, running, *relay)) lose(step, running, *relay);
    if (!relay->is_wanted && is_ready(step, running, *relay))
        join(running, *relay, std::max(relay->span.begin, soonest));
    const bool is_time = step.soonest(kFillAhead) >= running.span.begin;
    if (!relay->is_wanted && is_time && !is_nearly_ready(step, running, *relay)) {
        relay->blame(lost_relay(step, running), Outcome::Failed);
        fill(running, std::max(running.span.begin, soonest));
    }
    if (!relay->is_wanted || relay->at > step.here()) step.wake(step.world.now.steady + kReadyLead);
}

}  // namespace

void want_relays(Step& step) {
    const Wishes wishes = all_wishes(step);
    std::map<RelayId, WantedRelay> wanted;
    for (const auto& [id, wish] : wishes) {
        const auto known = step.state.relays.find(id);
        const bool is_known = known != step.state.relays.end() && is_as_known(known->second, wish);
        wanted[id] = is_known ? known->second : WantedRelay{wish.until, wish.returns};
        if (!is_known) step.issue(WantRelay{wish.relay, wish.until + kRelayAfter, wish.returns});
    }
    for (const auto& [id, last] : step.state.relays) {
        if (!wanted.contains(id)) step.issue(UnwantRelay{id});
    }
    step.state.relays = std::move(wanted);
}

void tend_relays(Step& step) {
    for (Running& running : step.state.running) {
        if (!running.transmission.relay || !relay_part(running)) continue;
        keep_standby(step, running);
        tend(step, running);
    }
}

}  // namespace truyenthanh

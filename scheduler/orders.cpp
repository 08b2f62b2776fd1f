// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The difference between the takes that should be and those that are: rows opened, sources cued, takes ordered or
// moved, what is no longer meant released, what is over forgotten.
#include <algorithm>
#include <cstring>

#include "scheduler/step.h"

namespace truyenthanh {
namespace {

constexpr Frames kWorthPlaying{kSampleRate / 5};
constexpr std::chrono::seconds kLeaseAfter{1};
constexpr std::chrono::milliseconds kLeaseSlack{100};
constexpr std::uint64_t kMostEndedTakes = 8;  // of one part, before they are folded into its count

bool differs(Frames a, Frames b) {
    const Frames slack = to_frames(kAnchorSlack);
    return a - b > slack || b - a > slack;
}

void copy_label(std::array<char, 96>& label, const std::string& text) {
    std::size_t length = std::min(text.size(), label.size() - 1);
    while (length > 0 && length < text.size() && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) --length;
    std::memcpy(label.data(), text.data(), length);
}

CueOrder cue_of(const Running& running, const Part& part) {
    CueOrder order;
    order.take = part.take();
    order.rank = part.rank;
    order.gain_db = part.intent.gain_db;
    order.zones = part.intent.zones;
    order.loops = part.loops;
    if (part.rank != Rank::Relay && !part.loops) {
        order.skip = part.at - part.span.begin;
        order.frames = part.span.end - part.at;
    }
    copy_label(order.label, part.intent.title.empty() ? running.transmission.slot.name : part.intent.title);
    return order;
}

// Two takes of one ring would each drain half of it.
bool is_ring_free(const Step& step, const Part& part) {
    return std::none_of(step.world.air.takes.begin(), step.world.air.takes.end(), [&](const TakeMeter& meter) {
        return attempt_of(meter.take, part.key) && meter.take != part.take() && meter.state != TakeState::Ended;
    });
}

bool can_cue(const Step& step, const Running& running, const Part& part) {
    if (part.rank != Rank::Relay) return part.intent.recording.has_value();
    const auto health = step.world.relays.find(running.transmission.relay->id);
    return health != step.world.relays.end() && health->second.is_open && health->second.is_flowing &&
           is_ring_free(step, part);
}

// What begins too late for its place is joined there.
void hasten(Step& step, const Running& running, Part& part) {
    part.at = std::max(part.at, step.soonest(kLead));
    if (part.rank == Rank::Relay || part.at + kWorthPlaying < running.end_of(part)) return;
    part.is_cut_short = true;
}

void open_row(Step& step, Part& part) {
    if (part.is_open) return;
    step.issue(OpenEntry{part.key, part.intent});
    part.is_open = true;
}

void cue(Step& step, Running& running, Part& part) {
    const bool is_standby = part.rank == Rank::Relay || !part.is_wanted;
    if (!is_standby && part.at < step.soonest(kLead)) hasten(step, running, part);
    if (part.is_cut_short || !can_cue(step, running, part)) return;
    if (part.rank != Rank::Sustainer || part.is_wanted) open_row(step, part);
    if (part.rank == Rank::Relay)
        step.issue(CueRelay{cue_of(running, part), running.transmission.relay->id});
    else
        step.issue(CueMaster{cue_of(running, part), *part.intent.recording, part.intent.sha256});
    // A ring may not be there yet: then the chain shows no such take, and the cue is repeated.
    if (part.rank != Rank::Relay) step.state.cued.insert(part.take());
    step.wake(step.world.now.steady + kReadyLead);
}

TakeOrder order_of(const Running& running, const Part& part) {
    TakeOrder order{part.take(), part.at, running.end_of(part), part.fade_in, part.overlap};
    if (part.at > part.span.begin && part.fade_in == Frames{}) order.fade_in = to_frames(kReadyLead);
    if (order.until < part.span.end) order.fade_out = to_frames(kCutFade);
    if (part.until) order.fade_out = to_frames(kRejoinFade);
    if (part.key.kind == EntryKind::Bed || part.loops) order.fade_out = to_frames(kCutFade);
    return order;
}

// Sounding already: its end can only come sooner.
void shorten(Step& step, const TakeOrder& order, TakeOrder& known) {
    if (order.until >= known.until || !differs(order.until, known.until)) return;
    step.issue(Release{order.take, order.until - order.fade_out, order.fade_out});
    known.until = order.until;
}

void take(Step& step, Running& running, Part& part, const TakeMeter* meter) {
    const TakeOrder order = order_of(running, part);
    if (order.until <= order.at) return;
    const auto known = step.state.taken.find(order.take);
    if (known != step.state.taken.end() && meter && meter->state == TakeState::OnAir) {
        shorten(step, order, known->second);
        return;
    }
    const bool is_same = known != step.state.taken.end() && !differs(known->second.at, order.at) &&
                         !differs(known->second.until, order.until);
    if (is_same || (meter && meter->state == TakeState::Ended)) return;
    open_row(step, part);
    step.issue(Take{order});
    step.state.taken.insert_or_assign(order.take, order);
}

void order_part(Step& step, Running& running, Part& part) {
    if (!part.is_live() || part.is_suspended || step.world.refused.contains(part.take())) return;
    if (part.rank == Rank::Relay) open_row(step, part);
    const TakeMeter* meter = step.meter(part.take());
    const bool has_time = part.at < running.end_of(part);
    if (!meter && has_time && !step.state.cued.contains(part.take())) cue(step, running, part);
    const bool is_made = meter || step.state.cued.contains(part.take());
    if (is_made && part.is_wanted && part.is_live()) take(step, running, part, meter);
}

Part* part_of(Step& step, TakeId take) {
    for (Running& running : step.state.running) {
        for (Part& part : running.parts) {
            if (attempt_of(take, part.key)) return &part;
        }
    }
    return nullptr;
}

bool is_meant(const Part& part, TakeId take) { return part.is_live() && !part.is_suspended && part.take() == take; }

void release(Step& step, TakeId take) {
    if (step.state.released.insert(take).second)
        step.issue(Release{take, step.soonest(kReadyLead), to_frames(kRejoinFade)});
}

void forget(Step& step, TakeId take) {
    if (step.state.dropped.insert(take).second) step.issue(Drop{take});
}

// The counts of ended takes are needed until the row is closed; a relay lost and found many times would fill the chain
// with them.
void fold(Step& step, Part& part, const TakeMeter& meter) {
    if (meter.take.value + kMostEndedTakes > part.take().value || step.state.dropped.contains(meter.take)) return;
    const Tally counted{meter.line, meter.starved, meter.silenced};
    part.before = part.before + counted;
    part.now = part.now - counted;
    forget(step, meter.take);
}

void end_unmeant(Step& step, const TakeMeter& meter) {
    Part* part = part_of(step, meter.take);
    if (part && is_meant(*part, meter.take)) return;
    if (meter.state == TakeState::OnAir)
        release(step, meter.take);
    else if (meter.state != TakeState::Ended || !part || part->is_over)
        forget(step, meter.take);
    else
        fold(step, *part, meter);
}

std::optional<SteadyTime> needed_until(const Step& step) {
    std::optional<SteadyTime> until;
    for (const Running& running : step.state.running) {
        Frames end = running.span.end;
        for (const Part& part : running.parts) end = std::max(end, running.end_of(part));
        const SteadyTime wanted = std::min(step.steady_of(end) + kLeaseAfter, step.steady_of(running.limit));
        if (!until || wanted > *until) until = wanted;
    }
    return until;
}

}  // namespace

void order_lease(Step& step) {
    if (!step.has_line()) return;
    const auto wanted = needed_until(step);
    auto& lease = step.state.lease;
    if (!wanted) {
        if (lease && *lease > step.world.now.steady) step.issue(Lease{step.world.now.steady});
        lease.reset();
        return;
    }
    if (lease && *wanted - *lease < kLeaseSlack && *lease - *wanted < kLeaseSlack) return;
    step.issue(Lease{*wanted});
    lease = *wanted;
}

void order_takes(Step& step) {
    if (!step.has_line()) return;
    for (Running& running : step.state.running) {
        for (Part& part : running.parts) order_part(step, running, part);
    }
}

void order_rest(Step& step) {
    if (!step.has_line()) return;
    for (const TakeMeter& meter : step.world.air.takes) end_unmeant(step, meter);
}

}  // namespace truyenthanh

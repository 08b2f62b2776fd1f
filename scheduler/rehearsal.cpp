// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See rehearsal.h.
#include "scheduler/rehearsal.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace truyenthanh {
namespace {

constexpr std::chrono::seconds kRing{3};          // in a ring that flows
constexpr std::chrono::seconds kStillFlowing{2};  // a stall is noticed after so long
constexpr std::chrono::milliseconds kTick{200};
constexpr std::chrono::seconds kAlert{15};
constexpr std::chrono::minutes kStationGone{1};  // between two moves of a world nobody looks at
constexpr Frames kEndless{std::numeric_limits<std::int64_t>::max() / 8};

Frames left_in_ring(std::chrono::nanoseconds dry_since) {
    return dry_since >= kRing ? Frames{} : to_frames(kRing - dry_since);
}

}  // namespace

void VirtualRelays::want(const Relay& relay, SteadyTime until, RelayReturn /*returns*/) {
    const SteadyTime now = clock_.now().steady;
    const auto [entry, is_new] = jobs_.emplace(relay.id, Job{now, until, now, now});
    if (!is_new && !job(relay.id)) entry->second = Job{now, until, now, now};
    entry->second.wanted_until = until;
}

void VirtualRelays::unwant(RelayId relay) { jobs_.erase(relay); }

const VirtualRelays::Job* VirtualRelays::job(RelayId relay) const {
    const auto found = jobs_.find(relay);
    if (found == jobs_.end() || found->second.wanted_until <= clock_.now().steady) return nullptr;
    return &found->second;
}

RingLevel VirtualRelays::level(RelayId relay) const {
    const Job* job = this->job(relay);
    if (!job) return RingLevel{false, true, Frames{}};
    if (is_gone(*job)) return RingLevel{false, true, left_in_ring(clock_.now().steady - job->gone_at)};
    const auto stall = stalled_.find(relay);
    if (stall == stalled_.end()) return RingLevel{true, false, to_frames(kRing)};
    const bool is_dry = stall->second <= job->opened;
    return RingLevel{false, false, is_dry ? Frames{} : left_in_ring(clock_.now().steady - stall->second)};
}

RelayHealth VirtualRelays::health(RelayId relay) {
    RelayHealth health;
    const Job* job = this->job(relay);
    if (!job || is_gone(*job)) return health;
    const auto stall = stalled_.find(relay);
    const SteadyTime now = clock_.now().steady;
    health.is_open = true;
    health.is_flowing = stall == stalled_.end() || (stall->second > job->opened && now - stall->second < kStillFlowing);
    health.buffered = level(relay).buffered;
    health.codec = "virtual";
    if (const auto pause = paused_.find(relay); pause != paused_.end())
        health.pause_ahead = to_frames(pause->second - now);
    return health;
}

Descriptor VirtualRelays::ring(RelayId relay) {
    const Job* job = this->job(relay);
    return job && !is_gone(*job) ? ring_of(relay) : Descriptor{};
}

void VirtualRelays::pause(RelayId relay) { paused_[relay] = clock_.now().steady + kRing; }

void VirtualRelays::flow(RelayId relay, bool is_flowing) {
    if (is_flowing)
        stalled_.erase(relay);
    else
        stalled_.emplace(relay, clock_.now().steady);
}

void VirtualRelays::end_job(RelayId relay, std::chrono::nanoseconds outage) {
    const auto found = jobs_.find(relay);
    if (found == jobs_.end()) return;
    found->second.gone_at = clock_.now().steady;
    found->second.gone_until = found->second.gone_at + outage;
}

void VirtualRelays::end_all() { jobs_.clear(); }

std::variant<OpenMaster, Message> UnreadLibrary::open(RecordingId recording, WallTime at) {
    if (auto why = real_.why_not(recording, at)) return *std::move(why);
    OpenMaster master;
    master.frames = kEndless;
    return master;
}

Rehearsal::Rehearsal(const Stage& stage, std::optional<WallTime> last_seen)
    : stage_(stage), begin_(stage.clock.now().steady), alert_until_(begin_), last_seen_(last_seen) {
    start();
}

void Rehearsal::start() { runner_.emplace(stage_.doors, last_seen_); }

void Rehearsal::at(std::chrono::nanoseconds after, std::function<void()> happen) {
    mishaps_.emplace(begin_ + after, std::move(happen));
}

void Rehearsal::tick() {
    if (!runner_) return;
    runner_->tick();
    const Now now = stage_.clock.now();
    last_seen_ = now.wall;
    if (observer_) observer_(now, runner_->last_commands());
}

bool Rehearsal::is_busy() const {
    const auto& commands = runner_->last_commands();
    return std::any_of(commands.begin(), commands.end(), [](const PlayoutCommand& command) {
        return !std::holds_alternative<RefreshEntries>(command) && !std::holds_alternative<Note>(command);
    });
}

// Nothing but a mishap comes before runner_->next(): the stage is as still as the step function believes.
SteadyTime Rehearsal::next_instant() const {
    const SteadyTime now = stage_.clock.now().steady;
    if (!runner_) return now + kStationGone;
    const bool is_hurried = is_busy() || now < alert_until_;
    return std::min(now + (is_hurried ? kTick : pace_), std::max(runner_->next(), now));
}

// At least a frame, and past the instant: what is due there has happened when the station looks.
void Rehearsal::advance_to(SteadyTime instant) {
    const Frames frames = to_frames(instant - stage_.clock.now().steady) + Frames{1};
    const Frames forward = std::max(frames, Frames{1});
    stage_.clock.advance(forward);
    stage_.advance(forward);
}

void Rehearsal::happen() {
    const SteadyTime now = stage_.clock.now().steady;
    while (!mishaps_.empty() && mishaps_.begin()->first <= now) {
        const auto happen = std::move(mishaps_.begin()->second);
        mishaps_.erase(mishaps_.begin());
        happen();
        alert_until_ = now + kAlert;
    }
}

void Rehearsal::walk(std::chrono::nanoseconds length) {
    const SteadyTime end = stage_.clock.now().steady + length;
    while (stage_.clock.now().steady < end) {
        happen();
        tick();
        SteadyTime instant = std::min(next_instant(), end);
        if (!mishaps_.empty()) instant = std::min(instant, mishaps_.begin()->first);
        advance_to(instant);
    }
    tick();
}

}  // namespace truyenthanh

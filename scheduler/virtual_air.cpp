// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See virtual_air.h.
#include "scheduler/virtual_air.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <limits>

namespace truyenthanh {
namespace {

constexpr Frames kForEver{std::numeric_limits<std::int64_t>::max() / 4};

}  // namespace

void VirtualClock::advance(Frames by) {
    gone_ += by;
    const std::chrono::nanoseconds gone = to_duration(gone_);
    now_.steady = kBoot + gone;
    now_.wall = start_ + std::chrono::floor<std::chrono::microseconds>(gone);
}

Descriptor ring_of(RelayId relay) {
    Descriptor ring{::memfd_create("virtual-ring", MFD_CLOEXEC)};
    if (!ring || ::write(ring.get(), &relay.value, sizeof relay.value) != sizeof relay.value) return Descriptor{};
    return ring;
}

std::optional<RelayId> relay_of(const Descriptor& ring) {
    RelayId relay;
    if (::pread(ring.get(), &relay.value, sizeof relay.value, 0) != sizeof relay.value) return std::nullopt;
    return relay;
}

VirtualAir::VirtualAir(const Clock& clock) : clock_(clock), zero_(clock.now().steady), lease_(zero_) {}

AirStatus VirtualAir::status() {
    AirStatus status;
    status.epoch = epoch_;
    if (is_dead_) return status;
    status.is_reachable = true;
    status.output = is_lost_ ? OutputState::Lost : OutputState::Running;
    if (!is_lost_) status.clock = FrameClock{emitted_, zero_ + to_duration(emitted_), 0.0};
    status.emitted = emitted_;
    status.emitted_at = is_lost_ ? lost_at_ : clock_.now().steady;
    status.is_killed = is_killed_;
    status.lease_until = lease_;
    status.device = "virtual";
    for (Deck& deck : decks_) {
        if (deck.relay && gauge_) deck.meter.buffered = gauge_(*deck.relay).buffered;
        status.takes.push_back(deck.meter);
    }
    return status;
}

std::optional<AirStatus> VirtualAir::last_words(std::uint64_t epoch) {
    const auto found = last_words_.find(epoch);
    return found == last_words_.end() ? std::nullopt : std::optional{found->second};
}

VirtualAir::Deck* VirtualAir::find(TakeId take) {
    const auto found = std::find_if(decks_.begin(), decks_.end(), [&](const Deck& d) { return d.order.take == take; });
    return found == decks_.end() ? nullptr : &*found;
}

void VirtualAir::add(const CueOrder& order, Frames length, std::optional<RelayId> relay) {
    if (is_dead_ || find(order.take) || decks_.size() >= kMaxTakes) return;
    Deck deck;
    deck.order = order;
    deck.meter.take = order.take;
    deck.meter.state = TakeState::Ready;
    deck.length = length;
    deck.relay = relay;
    if (const auto bad = spoiled_.find(order.label.data()); bad != spoiled_.end() && bad->second.first < length) {
        deck.length = std::max(bad->second.first - order.skip, Frames{});
        deck.at_length = bad->second.second;
    }
    decks_.push_back(deck);
}

void VirtualAir::cue(const CueOrder& order, OpenMaster master) {
    const Frames left = std::max(master.frames - order.skip, Frames{});
    const Frames wanted = order.frames.count > 0 ? order.frames : kForEver;
    add(order, order.loops ? wanted : std::min(left, wanted), std::nullopt);
}

void VirtualAir::cue(const CueOrder& order, Descriptor ring) {
    if (const auto relay = relay_of(ring)) add(order, kForEver, relay);
}

void VirtualAir::take(const TakeOrder& order) {
    Deck* deck = find(order.take);
    if (!deck || (deck->meter.state != TakeState::Ready && deck->meter.state != TakeState::Taken)) return;
    deck->meter.state = TakeState::Taken;
    deck->meter.at = order.at;
    deck->meter.until = deck->until = order.until;
}

void VirtualAir::release(TakeId take, Frames at, Frames fade) {
    Deck* deck = find(take);
    if (!deck || (deck->meter.state != TakeState::OnAir && deck->meter.state != TakeState::Taken)) return;
    const Frames end = std::max(at, emitted_) + fade;
    if (end >= end_of(*deck)) return;
    deck->meter.until = deck->until = end;
    deck->at_until = EndCause::Released;
}

void VirtualAir::gain(TakeId, double, Frames, Frames) {}  // whose frame it is does not depend on how loud it is

void VirtualAir::drop(TakeId take) {
    const Deck* deck = find(take);
    if (!deck || deck->meter.state == TakeState::OnAir) return;
    if (deck->meter.first) sounded_.push_back(sound_of(*deck));
    decks_.erase(decks_.begin() + (deck - decks_.data()));
}

void VirtualAir::lease(SteadyTime until) {
    if (!is_dead_) lease_ = until;
}

Frames VirtualAir::end_of(const Deck& deck) const {
    if (!deck.meter.first) return deck.until;
    return std::min(deck.until, *deck.meter.first + deck.length);
}

Frames VirtualAir::lease_end() const { return to_frames(lease_ - zero_); }

void VirtualAir::start_due() {
    for (Deck& deck : decks_) {
        if (deck.meter.state != TakeState::Taken || deck.meter.at > emitted_) continue;
        if (deck.until <= emitted_ || deck.length.count <= 0 || is_killed_ || lease_end() <= emitted_) {
            deck.meter.state = TakeState::Ended;
            deck.meter.end = emitted_;
            deck.meter.cause = is_killed_               ? EndCause::Killed
                               : deck.length.count <= 0 ? deck.at_length
                               : deck.until <= emitted_ ? deck.at_until
                                                        : EndCause::LeaseEnded;
            continue;
        }
        deck.meter.state = TakeState::OnAir;
        deck.meter.first = emitted_;
    }
}

void VirtualAir::end_due() {
    for (Deck& deck : decks_) {
        if (deck.meter.state != TakeState::OnAir) continue;
        EndCause cause = EndCause::None;
        if (*deck.meter.first + deck.length <= emitted_) cause = deck.at_length;
        if (deck.until <= emitted_) cause = deck.at_until;
        if (lease_end() <= emitted_) cause = EndCause::LeaseEnded;
        if (deck.level.is_gone && deck.level.buffered.count <= 0) cause = EndCause::SourceEnded;
        if (is_killed_) cause = EndCause::Killed;
        if (cause == EndCause::None) continue;
        deck.meter.state = TakeState::Ended;
        deck.meter.cause = cause;
        deck.meter.end = emitted_;
    }
}

// The next frame at which something begins, ends or runs dry; `limit` if nothing does before.
Frames VirtualAir::next_edge(Frames limit) const {
    Frames edge = limit;
    const auto consider = [&](Frames at) {
        if (at > emitted_ && at < edge) edge = at;
    };
    consider(lease_end());
    for (const Deck& deck : decks_) {
        if (deck.meter.state == TakeState::Taken) consider(deck.meter.at);
        if (deck.meter.state != TakeState::OnAir) continue;
        consider(end_of(deck));
        if (deck.relay && !deck.level.is_flowing) consider(emitted_ + deck.level.buffered);
    }
    return edge;
}

VirtualAir::Deck* VirtualAir::owner() {
    Deck* owner = nullptr;
    for (Deck& deck : decks_) {
        if (deck.meter.state != TakeState::OnAir) continue;
        if (!owner ||
            std::pair{deck.order.rank, *deck.meter.first} >= std::pair{owner->order.rank, *owner->meter.first})
            owner = &deck;
    }
    return owner;
}

void VirtualAir::emit(Frames frames) {
    if (Deck* deck = owner()) {
        deck->meter.line += frames;
        if (deck->relay && !deck->level.is_flowing && deck->level.buffered.count <= 0) deck->meter.starved += frames;
    }
    for (Deck& deck : decks_) {
        if (deck.relay && !deck.level.is_flowing) deck.level.buffered -= std::min(frames, deck.level.buffered);
    }
    emitted_ += frames;
}

void VirtualAir::advance(Frames frames) {
    if (is_dead_) return;
    if (is_lost_) {
        zero_ = zero_ + to_duration(frames);
        return;
    }
    for (Deck& deck : decks_) {
        if (deck.relay && gauge_) deck.level = gauge_(*deck.relay);
    }
    const Frames target = emitted_ + frames;
    while (emitted_ < target) {
        end_due();
        start_due();
        emit(next_edge(target) - emitted_);
    }
    end_due();
    start_due();
}

void VirtualAir::kill(bool is_killed) {
    is_killed_ = is_killed;
    if (!is_dead_) end_due();
}

void VirtualAir::crash() {
    if (is_dead_) return;
    last_words_[epoch_] = status();
    sounded_ = sounded();
    emitted_before_ += emitted_;
    emitted_ = Frames{};
    decks_.clear();
    is_dead_ = true;
}

void VirtualAir::restart() {
    if (!is_dead_) return;
    is_dead_ = false;
    ++epoch_;
    zero_ = lease_ = clock_.now().steady;
}

VirtualAir::Sounded VirtualAir::sound_of(const Deck& deck) const {
    return Sounded{epoch_, deck.order, deck.meter, zero_ + to_duration(*deck.meter.first)};
}

std::vector<VirtualAir::Sounded> VirtualAir::sounded() const {
    std::vector<Sounded> all = sounded_;
    for (const Deck& deck : decks_) {
        if (deck.meter.first) all.push_back(sound_of(deck));
    }
    return all;
}

void VirtualAir::lose_output(bool is_lost) {
    if (is_lost && !is_lost_) lost_at_ = clock_.now().steady;
    is_lost_ = is_lost;
}

void VirtualAir::slip(std::chrono::nanoseconds by) { zero_ = zero_ + by; }

void VirtualAir::spoil(const std::string& label, Frames after, EndCause cause) { spoiled_[label] = {after, cause}; }

}  // namespace truyenthanh

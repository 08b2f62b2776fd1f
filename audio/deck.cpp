// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See deck.h.
#include "audio/deck.h"

#include <algorithm>
#include <cmath>

#include "audio/limiter.h"

namespace truyenthanh {
namespace {

constexpr std::uint32_t kReadyFrames = 9'600;   // 200 ms: a deck with so much is ready
constexpr std::uint32_t kRejoinFrames = 4'800;  // 100 ms: a live source that ran dry is heard again from here
// A deck that waits lets a ring that ran dry fill to 1 s: drained from less it would stand there, and never be fit to
// be taken.
constexpr std::uint32_t kWaitingFrames = 48'000;
constexpr std::int64_t kSilentJob = 3'000'000'000;  // ns without a heartbeat: the job is gone
// A lease that ends this close before the take's own end has not cut it: the jitter of one clock reading.
constexpr std::int64_t kLeaseJitter = 480;

// Another process filled the ring: no number may harm what is mixed after it.
void tame(float* samples, std::uint32_t count) noexcept {
    for (std::uint32_t i = 0; i < count; ++i)
        if (!(std::fabs(samples[i]) <= 4.0F)) samples[i] = 0.0F;
}

}  // namespace

void Deck::load(const LoadDeck& order) noexcept {
    *this = Deck{};
    source_ = order.source;
    row_ = order.row;
    take_ = order.take;
    rank_ = order.rank;
    is_live_ = order.is_live;
    zones_ = order.zones;
    gain_ = order.gain;
    playable_ = order.playable;
    state_ = TakeState::Cueing;
    if (is_live_) source_->ring.resume();
}

void Deck::take(const TakeDeck& order, std::int64_t now) noexcept {
    if (!is_loaded() || is_on_air() || is_over()) return;
    state_ = TakeState::Taken;
    at_ = order.at;
    until_ = ordered_until_ = order.until;
    fade_in_ = order.fade_in;
    fade_out_ = order.fade_out;
    until_cause_ = EndCause::Completed;
    release_at_ = kForEver;
    waits_ = at_ < now;
}

void Deck::release(const ReleaseDeck& order, std::int64_t now) noexcept {
    if (!is_on_air() && state_ != TakeState::Taken) return;
    const std::int64_t at = std::max(order.at, now);
    if (at + order.fade >= end()) return;
    until_ = at + order.fade;
    until_cause_ = EndCause::Released;
    release_at_ = at;
    release_fade_ = order.fade;
}

void Deck::move_gain(const MoveGain& order) noexcept {
    auto* const last = moves_.data() + move_count_;
    auto* place = std::find_if(moves_.data(), last, [&order](const MoveGain& move) { return move.at >= order.at; });
    if (place != last && place->at == order.at) {
        *place = order;
        return;
    }
    if (move_count_ == moves_.size()) return;
    std::move_backward(place, last, last + 1);
    *place = order;
    ++move_count_;
}

void Deck::unload() noexcept {
    if (!is_loaded() || is_on_air() || is_over()) return;
    state_ = TakeState::Ended;
    cause_ = EndCause::Dropped;
}

bool Deck::is_ready() const noexcept {
    if (!is_live_ && debt_ > 0) return false;
    const std::int64_t wanted = std::min<std::int64_t>(kReadyFrames, playable_);
    return source_->ring.available() >= wanted || source_->fault.load(std::memory_order_acquire) != EndCause::None;
}

std::int64_t Deck::end() const noexcept {
    const std::int64_t content = first_ == kForEver ? kForEver : first_ + playable_;
    return std::min({until_, content, good_until_});
}

void Deck::look(std::int64_t frame, std::int64_t now) noexcept {
    if (!is_loaded() || is_over()) return;
    const EndCause fault = source_->fault.load(std::memory_order_acquire);
    if (fault != EndCause::None) {
        const std::int64_t good = source_->good_frames.load(std::memory_order_relaxed);
        if (is_on_air()) good_until_ = first_ + good;
        if (!is_on_air() && good == 0) finish(frame, fault);
    }
    if (state_ == TakeState::Cueing && is_ready()) state_ = TakeState::Ready;
    if (!is_live_) return;
    JobLine& job = source_->ring.job();
    job.reader_heartbeat.store(now, std::memory_order_relaxed);
    const std::int64_t beat = job.writer_heartbeat.load(std::memory_order_relaxed);
    const bool is_gone = job.ended.load(std::memory_order_acquire) != 0 || (beat != 0 && now - beat > kSilentJob);
    if (is_gone && source_->ring.available() == 0) finish(frame, EndCause::SourceEnded);
}

void Deck::arrive(std::int64_t frame, const Bounds& bounds) noexcept {
    if (!is_loaded() || is_over()) return;
    if (state_ == TakeState::Taken && at_ <= frame && (!waits_ || until_ <= frame || is_ready())) begin(frame, bounds);
    if (is_on_air()) end_if_due(frame, bounds);
    apply_moves(frame);
}

void Deck::begin(std::int64_t frame, const Bounds& bounds) noexcept {
    if (bounds.is_killed) return finish(frame, EndCause::Killed);
    if (until_ <= frame || playable_ <= 0) return finish(frame, until_cause_);
    if (bounds.lease_end <= frame) return finish(frame, EndCause::LeaseEnded);
    state_ = TakeState::OnAir;
    first_ = frame;
    if (source_->fault.load(std::memory_order_acquire) != EndCause::None)
        good_until_ = first_ + source_->good_frames.load(std::memory_order_relaxed);
}

void Deck::end_if_due(std::int64_t frame, const Bounds& bounds) noexcept {
    if (bounds.is_killed) {
        silenced_ = std::min(line_ - starved_, kLimiterDelay);  // what is still on its way is not heard
        return finish(frame, EndCause::Killed);
    }
    const EndCause due = natural_cause();
    if (frame >= end()) return finish(frame, due);
    if (frame >= bounds.lease_end) finish(frame, end() - frame <= kLeaseJitter ? due : EndCause::LeaseEnded);
}

// Why it ends if it ends at end().
EndCause Deck::natural_cause() const noexcept {
    const std::int64_t content = first_ + playable_;
    if (good_until_ <= std::min(until_, content)) return source_->fault.load(std::memory_order_acquire);
    return content < until_ ? EndCause::Completed : until_cause_;
}

void Deck::settle(std::int64_t frame) noexcept {
    if (is_loaded() && is_on_air() && frame >= end()) finish(frame, natural_cause());
}

void Deck::finish(std::int64_t frame, EndCause cause) noexcept {
    state_ = TakeState::Ended;
    cause_ = cause;
    ended_at_ = frame;
}

void Deck::apply_moves(std::int64_t frame) noexcept {
    std::size_t due = 0;
    while (due < move_count_ && moves_[due].at <= frame) {
        move_.move(moves_[due].gain, is_on_air() ? moves_[due].ramp : 0);
        ++due;
    }
    if (due == 0) return;
    std::move(moves_.begin() + static_cast<std::ptrdiff_t>(due),
              moves_.begin() + static_cast<std::ptrdiff_t>(move_count_), moves_.begin());
    move_count_ -= due;
}

std::int64_t Deck::next_event(std::int64_t frame) const noexcept {
    if (!is_loaded() || is_over()) return kForEver;
    std::int64_t next = kForEver;
    const auto consider = [&next, frame](std::int64_t at) {
        if (at > frame) next = std::min(next, at);
    };
    if (state_ == TakeState::Taken) consider(at_);
    if (is_on_air()) consider(end());
    if (move_count_ > 0) consider(moves_[0].at);
    return next;
}

// What is there; the debt of an earlier gap is paid first, so that a master stays in step with the line.
std::uint32_t Deck::fetch(float* out, std::uint32_t count) noexcept {
    Ring& ring = source_->ring;
    if (debt_ > 0) debt_ -= ring.skip(static_cast<std::uint32_t>(std::min<std::int64_t>(debt_, ring.capacity())));
    if (debt_ > 0) return 0;
    if (is_live_ && is_dry_ && ring.available() < kRejoinFrames) return 0;
    const std::uint32_t got = ring.read(out, count);
    if (is_live_) tame(out, got * 2);
    return got;
}

std::uint32_t Deck::render(float* out, std::int64_t frame, std::uint32_t count) noexcept {
    const std::uint32_t got = fetch(out, count);
    const std::uint32_t missing = count - got;
    if (missing > 0 || is_dry_ || presence_ < 1.0F || tail_ > 0) smooth(out, got, count);
    if (missing > 0 && !is_live_) debt_ += missing;
    is_dry_ = missing > 0;
    last_ = {out[2 * count - 2], out[2 * count - 1]};
    shape(out, frame, count);
    return missing;
}

// Out of sound: the last sample sinks to nothing. Into sound: what comes rises from nothing.
void Deck::smooth(float* out, std::uint32_t got, std::uint32_t count) noexcept {
    constexpr float step = 1.0F / static_cast<float>(kClickFrames);
    for (std::uint32_t i = 0; i < count; ++i) {
        if (i == got && presence_ > 0.0F) {
            held_ = i > 0 ? std::array{out[2 * i - 2], out[2 * i - 1]} : last_;
            tail_ = kClickFrames;
            presence_ = 0.0F;
        }
        const float sinking = static_cast<float>(tail_) * step;
        if (tail_ > 0) --tail_;
        for (std::uint32_t channel = 0; channel < 2; ++channel) {
            float& sample = out[2 * i + channel];
            sample = (i < got ? sample * presence_ : 0.0F) + held_[channel] * sinking;
        }
        if (i < got) presence_ = std::min(1.0F, presence_ + step);
    }
}

// The gain of fades and of the way into a faulty source's end; 1 where none is due.
float Deck::envelope(std::int64_t frame) const noexcept {
    const auto part = [](std::int64_t of, std::int64_t whole) {
        return whole <= 0 || of >= whole
                   ? 1.0F
                   : static_cast<float>(std::max<std::int64_t>(of, 0)) / static_cast<float>(whole);
    };
    const std::int64_t last = std::min(ordered_until_, first_ + playable_);
    const float out = std::min(part(last - frame, fade_out_), part(good_until_ - frame, kClickFrames));
    const float released = release_at_ == kForEver ? 1.0F : part(until_ - frame, release_fade_);
    return part(frame - first_, fade_in_) * std::min(out, released);
}

bool Deck::is_shaped(std::int64_t frame, std::uint32_t count) const noexcept {
    return envelope(frame) != 1.0F || envelope(frame + count - 1) != 1.0F || move_.is_moving();
}

void Deck::shape(float* out, std::int64_t frame, std::uint32_t count) noexcept {
    if (!is_shaped(frame, count)) {
        const float gain = gain_ * move_.value();
        if (gain != 1.0F)
            for (std::uint32_t i = 0; i < 2 * count; ++i) out[i] *= gain;
    } else {
        for (std::uint32_t i = 0; i < count; ++i) {
            const float gain = gain_ * move_.next() * envelope(frame + i);
            out[2 * i] *= gain;
            out[2 * i + 1] *= gain;
        }
    }
}

void Deck::drain(std::uint32_t count) noexcept {
    if (!is_live_ || !is_loaded() || is_on_air() || is_over()) return;
    Ring& ring = source_->ring;
    if (is_dry_ && ring.available() < kWaitingFrames) return;
    is_dry_ = ring.skip(count) < count;
}

void Deck::own(std::uint32_t frames, std::uint32_t missing) noexcept {
    line_ += frames;
    starved_ += missing;
}

void Deck::publish() noexcept {
    TakeMeter meter;
    meter.take = take_;
    meter.state = state_;
    meter.cause = cause_;
    meter.at = Frames{at_};
    meter.until = Frames{until_};
    if (first_ != kForEver) meter.first = Frames{first_};
    meter.end = Frames{ended_at_};
    meter.line = Frames{line_};
    meter.starved = Frames{starved_};
    meter.silenced = Frames{silenced_};
    meter.buffered = Frames{source_->ring.available()};
    row_->store(meter);
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See mixer.h.
#include "audio/mixer.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "audio/flush_to_zero.h"
#include "audio/kill_latch.h"

namespace truyenthanh {
namespace {

constexpr std::int64_t kMeterFall = kSampleRate / 10;  // frames in which a peak falls by half

// A closed gate opens at once: every take behind it is over.
void turn(Ramp& gate, float target) noexcept { gate.move(target, gate.value() == 0.0F ? 0 : kClickFrames); }

}  // namespace

Mixer::Mixer(MeterPage& page, const KillLatch* latch, const std::vector<ZoneOutput>& zones, float ceiling)
    : page_(page), latch_(latch) {
    assert(!zones.empty() && zones.size() <= kZones);
    for (const ZoneOutput& output : zones) {
        zones_.push_back(Zone{output, Limiter{ceiling}, false, {}});
        for (const std::uint32_t channel : output.channels) channels_ = std::max(channels_, channel + 1);
    }
    assert(channels_ <= kChannels);
    zones_[0].is_plain = zones_.size() == 1 && zones[0].channels == std::vector<std::uint32_t>{0, 1};
    if (latch_ != nullptr && latch_->is_set()) latch_gain_.jump(0.0F);
}

void Mixer::render(float* out, std::uint32_t frames, SteadyTime entry) noexcept {
    const FlushToZero scope;
    assert(frames <= kMaxBlock);
    obey();
    look(entry);
    mix(frames);
    shape_output(frames);
    std::fill_n(out, std::size_t{frames} * channels_, 0.0F);
    for (Zone& zone : zones_) write_zone(zone, out, frames);
    publish(entry);
}

void Mixer::obey() noexcept {
    for (int i = 0; i < kCommandsPerBlock; ++i) {
        const std::optional<ChainCommand> command = commands_.pop();
        if (!command) return;
        execute(*command);
    }
}

void Mixer::execute(const ChainCommand& command) noexcept {
    if (const auto* load = std::get_if<LoadDeck>(&command)) decks_[load->deck].load(*load);
    if (const auto* take = std::get_if<TakeDeck>(&command)) decks_[take->deck].take(*take, frame_);
    if (const auto* release = std::get_if<ReleaseDeck>(&command)) decks_[release->deck].release(*release, frame_);
    if (const auto* move = std::get_if<MoveGain>(&command)) decks_[move->deck].move_gain(*move);
    if (const auto* unload = std::get_if<UnloadDeck>(&command)) decks_[unload->deck].unload();
    if (const auto* lease = std::get_if<SetLease>(&command)) lease_ = lease->until;
}

// Frames of output from the entry's first one that may still leave; negative once the lease is over.
std::int64_t Mixer::frames_to_lease(SteadyTime entry) const noexcept {
    constexpr std::int64_t kDay = 86'400'000'000'000;
    const std::int64_t left = lease_ - entry.since_boot.count() - latency_.load(std::memory_order_relaxed);
    return left <= 0 ? -1 : to_frames(std::chrono::nanoseconds{std::min(left, kDay)}).count;
}

void Mixer::look(SteadyTime entry) noexcept {
    bounds_.is_killed = latch_ != nullptr && latch_->is_set();
    lease_in_block_ = frames_to_lease(entry);
    // A frame of the line leaves the limiter kLimiterDelay later.
    bounds_.lease_end = frame_ + lease_in_block_ - kLimiterDelay;
    for (Deck& deck : decks_) deck.look(frame_, entry.since_boot.count());
}

void Mixer::mix(std::uint32_t frames) noexcept {
    for (Zone& zone : zones_) std::fill_n(zone.bus.data(), 2 * std::size_t{frames}, 0.0F);
    for (std::uint32_t offset = 0; offset < frames;) {
        const std::int64_t at = frame_ + offset;
        std::int64_t next = frame_ + frames;
        if (bounds_.lease_end > at) next = std::min(next, bounds_.lease_end);
        for (Deck& deck : decks_) deck.arrive(at, bounds_);
        for (const Deck& deck : decks_) next = std::min(next, deck.next_event(at));
        const auto count = static_cast<std::uint32_t>(next - at);
        mix_segment(offset, count);
        offset += count;
    }
    frame_ += frames;
}

// The same takes are on air from the first to the last frame of a segment; the highest owns it, then the latest.
void Mixer::mix_segment(std::uint32_t offset, std::uint32_t count) noexcept {
    Deck* owner = nullptr;
    std::uint32_t owner_missing = 0;
    for (Deck& deck : decks_) {
        if (!deck.is_on_air()) {
            deck.drain(count);
            continue;
        }
        const std::uint32_t missing = deck.render(scratch_.data(), frame_ + offset, count);
        add(deck, offset, count);
        const bool is_above = owner == nullptr || deck.rank() > owner->rank() ||
                              (deck.rank() == owner->rank() && deck.first() >= owner->first());
        if (!is_above) continue;
        owner = &deck;
        owner_missing = missing;
    }
    if (owner != nullptr)
        owner->own(count, owner_missing);
    else
        unclaimed_ += count;
}

void Mixer::add(const Deck& deck, std::uint32_t offset, std::uint32_t count) noexcept {
    for (std::size_t i = 0; i < zones_.size(); ++i) {
        if ((deck.zones() >> i & 1U) == 0) continue;
        float* bus = zones_[i].bus.data() + std::size_t{offset} * 2;
        for (std::uint32_t s = 0; s < 2 * count; ++s) bus[s] += scratch_[s];
    }
}

// What the lease and the latch leave of each frame. The way to silence under the lease is over when the lease is.
void Mixer::shape_output(std::uint32_t frames) noexcept {
    const float latch_target = bounds_.is_killed ? 0.0F : 1.0F;
    if (latch_gain_.target() != latch_target) turn(latch_gain_, latch_target);
    const std::int64_t close_at = lease_in_block_ - kClickFrames;
    if (close_at >= frames && gate_.target() == 0.0F) turn(gate_, 1.0F);
    is_shaped_ = close_at < frames || gate_.is_moving() || latch_gain_.is_moving() || latch_gain_.value() != 1.0F;
    if (!is_shaped_) return;
    for (std::uint32_t i = 0; i < frames; ++i) {
        if (i >= close_at && gate_.target() != 0.0F) gate_.move(0.0F, std::max<std::int64_t>(lease_in_block_ - i, 0));
        const float gate = gate_.next();
        const float latch = latch_gain_.next();
        shape_[i] = i < lease_in_block_ ? gate * latch : 0.0F;
    }
}

void Mixer::write_zone(Zone& zone, float* out, std::uint32_t frames) noexcept {
    float* bus = zone.bus.data();
    if (zone.output.gain != 1.0F)
        for (std::uint32_t s = 0; s < 2 * frames; ++s) bus[s] *= zone.output.gain;
    zone.limiter.process(bus, frames);
    if (is_shaped_)
        for (std::uint32_t i = 0; i < 2 * frames; ++i) bus[i] *= shape_[i / 2];
    if (zone.is_plain) {
        std::copy_n(bus, 2 * std::size_t{frames}, out);
        return meter(bus, frames);
    }
    const bool is_mono = zone.output.channels.size() == 1;
    for (std::uint32_t i = 0; i < frames; ++i, out += channels_) {
        if (is_mono) out[zone.output.channels[0]] = 0.5F * (bus[2 * i] + bus[2 * i + 1]);
        if (is_mono) continue;
        for (std::size_t c = 0; c < zone.output.channels.size(); ++c) out[zone.output.channels[c]] = bus[2 * i + c % 2];
    }
    if (&zone == zones_.data()) meter(bus, frames);
}

// The first zone's level, falling by half each kMeterFall.
void Mixer::meter(const float* bus, std::uint32_t frames) noexcept {
    const float fall = std::exp2(-static_cast<float>(frames) / static_cast<float>(kMeterFall));
    std::array<float, 8> peaks{};  // of four frames side by side, which the compiler takes at once
    const std::uint32_t count = 2 * frames;
    std::uint32_t i = 0;
    for (; i + peaks.size() <= count; i += peaks.size())
        for (std::uint32_t k = 0; k < peaks.size(); ++k) peaks[k] = std::max(peaks[k], std::fabs(bus[i + k]));
    for (std::uint32_t k = 0; i < count; ++i, ++k) peaks[k] = std::max(peaks[k], std::fabs(bus[i]));
    for (std::uint32_t side = 0; side < 2; ++side) {
        const float peak = std::max({peaks[side], peaks[side + 2], peaks[side + 4], peaks[side + 6]});
        peak_[side] = std::max(peak, peak_[side] * fall);
    }
}

void Mixer::publish(SteadyTime entry) noexcept {
    for (std::size_t i = 0; i < kDecks; ++i) {
        Deck& deck = decks_[i];
        if (!deck.is_loaded()) continue;
        deck.settle(frame_);
        deck.publish();
        if (deck.is_over() && retired_.push(Retired{static_cast<std::uint8_t>(i)})) deck.forget();
    }
    const auto dbfs = [](float peak) { return peak > 1e-6F ? 20.0F * std::log10(peak) : -120.0F; };
    page_.peak_left.store(dbfs(peak_[0]), std::memory_order_relaxed);
    page_.peak_right.store(dbfs(peak_[1]), std::memory_order_relaxed);
    page_.unclaimed.store(unclaimed_, std::memory_order_relaxed);
    page_.is_killed.store(bounds_.is_killed ? 1 : 0, std::memory_order_relaxed);
    page_.lease_until.store(lease_, std::memory_order_relaxed);
    page_.emitted_at.store(entry.since_boot.count(), std::memory_order_relaxed);
    page_.emitted.store(frame_, std::memory_order_release);
}

}  // namespace truyenthanh

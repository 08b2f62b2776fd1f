// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See offline_air.h.
#include "audio/offline_air.h"

#include <algorithm>

namespace truyenthanh {
namespace {

constexpr std::uint64_t kEpoch = 1;

}  // namespace

OfflineAir::OfflineAir(SteadyTime start, Sink sink, float ceiling)
    : start_(start),
      sink_(std::move(sink)),
      own_page_(kEpoch),
      mixer_(std::make_unique<Mixer>(own_page_.page(), nullptr, std::vector{ZoneOutput{}}, ceiling)),
      engine_(own_page_.page(), *mixer_, reader_),
      block_(2 * std::size_t{kMaxBlock}) {
    MeterPage& page = own_page_.page();
    page.output.store(static_cast<std::uint32_t>(OutputState::Running));
    set_clock(page, FrameClock{Frames{0}, start, 0.0});
    set_device(page, "offline");
    page.lease_until.store(start.since_boot.count());
}

// Every order reaches the mixer before its next frame, and what it asks for is in the rings.
void OfflineAir::obey() {
    do {
        engine_.tick();
        mixer_->render(block_.data(), 0, heard_at());
    } while (engine_.has_orders());
    while (reader_.fill()) continue;
    mixer_->render(block_.data(), 0, heard_at());
}

// The entry at which the mixer's next output frame would be heard: the line is kLimiterDelay ahead of it.
SteadyTime OfflineAir::heard_at() const { return start_ + to_duration(emitted() - Frames{kLimiterDelay}); }

void OfflineAir::advance(Frames frames) {
    while (frames.count > 0) {
        const auto count = static_cast<std::uint32_t>(std::min<std::int64_t>(frames.count, kMaxBlock));
        render(count);
        frames -= Frames{count};
        obey();
    }
}

void OfflineAir::render(std::uint32_t frames) {
    mixer_->render(block_.data(), frames, heard_at());
    const auto skipped = static_cast<std::uint32_t>(std::min<std::int64_t>(delay_left_, frames));
    delay_left_ -= skipped;
    if (skipped < frames) sink_(std::span{block_}.subspan(2 * std::size_t{skipped}, 2 * std::size_t{frames - skipped}));
}

void OfflineAir::flush() { advance(Frames{kLimiterDelay}); }

AirStatus OfflineAir::status() { return read_status(own_page_.page()); }

std::optional<AirStatus> OfflineAir::last_words(std::uint64_t) { return std::nullopt; }

void OfflineAir::cue(const CueOrder& order, OpenMaster master) {
    engine_.cue(order, std::move(master));
    obey();
}

void OfflineAir::cue(const CueOrder& order, Descriptor ring) {
    engine_.cue(order, ring);
    obey();
}

void OfflineAir::take(const TakeOrder& order) {
    engine_.take(order);
    obey();
}

void OfflineAir::release(TakeId take, Frames at, Frames fade) {
    engine_.release(take, at, fade);
    obey();
}

void OfflineAir::gain(TakeId take, double gain_db, Frames at, Frames ramp) {
    engine_.gain(take, gain_db, at, ramp);
    obey();
}

void OfflineAir::drop(TakeId take) {
    engine_.drop(take);
    obey();
}

void OfflineAir::lease(SteadyTime until) {
    engine_.lease(until);
    obey();
}

}  // namespace truyenthanh

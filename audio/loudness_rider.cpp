// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See loudness_rider.h.
#include "audio/loudness_rider.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <new>

#include "core/units.h"

namespace truyenthanh {
namespace {

constexpr double kStepSeconds = 0.4;  // a gating block of EBU R128
constexpr std::size_t kStep = kSampleRate * 4 / 10;
constexpr double kThere = 0.1;  // dB: the move is over

double power_of(double lufs) { return std::pow(10.0, lufs / 10.0); }
double lufs_of(double power) { return 10.0 * std::log10(power); }
float amplitude(double db) { return static_cast<float>(std::pow(10.0, db / 20.0)); }

}  // namespace

struct LoudnessRider::Ear {
    Ear() : state(ebur128_init(2, kSampleRate, EBUR128_MODE_M)) {
        if (state == nullptr) throw std::bad_alloc();
    }
    Ear(const Ear&) = delete;
    ~Ear() { ebur128_destroy(&state); }

    ebur128_state* state;
};

LoudnessRider::LoudnessRider(const RideLaw& law, std::optional<double> remembered)
    : law_(law), ear_(std::make_unique<Ear>()) {
    if (!remembered) return;
    energy_ = power_of(*remembered);
    heard_ = law_.memory;
    settled_ = law_.settle;
    gain_db_ = std::clamp(law_.target - *remembered, law_.most_cut, law_.most_boost);
    gain_ = amplitude(gain_db_);
}

LoudnessRider::~LoudnessRider() = default;

std::optional<double> LoudnessRider::loudness() const noexcept {
    if (heard_ < law_.first) return std::nullopt;
    return lufs_of(energy_);
}

void LoudnessRider::ride(float* samples, std::size_t frames) {
    while (frames > 0) {
        const std::size_t count = std::min(frames, kStep - in_step_);
        ebur128_add_frames_float(ear_->state, samples, count);
        apply(samples, count);
        in_step_ += count;
        samples += 2 * count;
        frames -= count;
        if (in_step_ < kStep) continue;
        in_step_ = 0;
        judge();
    }
}

void LoudnessRider::apply(float* samples, std::size_t frames) {
    if (gain_ == 1.0F && step_ == 0.0F) return;
    for (std::size_t i = 0; i < frames; ++i) {
        gain_ += step_;
        samples[2 * i] *= gain_;
        samples[2 * i + 1] *= gain_;
    }
}

// One block of 0.4 s at a time, gated as for integrated loudness; what has been is forgotten slowly.
void LoudnessRider::judge() {
    double block = -HUGE_VAL;
    ebur128_loudness_momentary(ear_->state, &block);
    gain_ = amplitude(gain_db_);
    step_ = 0.0F;
    if (!(block > law_.gate)) return;
    const bool is_pause = heard_ >= law_.first && block < lufs_of(energy_) - law_.pause;
    quiet_for_ = is_pause ? quiet_for_ + kStepSeconds : 0.0;
    if (is_pause && quiet_for_ < law_.accept) return;
    if (is_pause) heard_ = 0.0;
    learn(block);
    if (heard_ >= law_.first) move();
}

void LoudnessRider::learn(double block) {
    heard_ += kStepSeconds;
    settled_ += kStepSeconds;
    energy_ += (power_of(block) - energy_) * kStepSeconds / std::min(heard_, law_.memory);
}

void LoudnessRider::move() {
    const double wanted = std::clamp(law_.target - lufs_of(energy_), law_.most_cut, law_.most_boost);
    const double way = wanted - gain_db_;
    is_moving_ = std::abs(way) > (is_moving_ ? kThere : law_.near);
    if (!is_moving_) return;
    const bool is_settling = settled_ <= law_.settle;
    const double up = (is_settling ? law_.quick : law_.up) * kStepSeconds;
    const double down = (is_settling ? law_.quick : law_.down) * kStepSeconds;
    gain_db_ += std::clamp(way, -down, up);
    step_ = (amplitude(gain_db_) - gain_) / static_cast<float>(kStep);
}

}  // namespace truyenthanh

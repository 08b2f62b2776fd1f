// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See true_peak.h.
#include "audio/true_peak.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace truyenthanh {
namespace {

constexpr int kFactor = 4;

// The largest magnitude, 1.0 at full scale. Plain loops over plain numbers: the compiler takes eight at a time.
float highest(const std::int16_t* samples, int count) {
    std::int16_t low = 0;
    std::int16_t high = 0;
    for (int i = 0; i < count; ++i) {
        low = samples[i] < low ? samples[i] : low;
        high = samples[i] > high ? samples[i] : high;
    }
    return static_cast<float>(std::max(-int{low}, int{high})) / 32768.0F;
}

}  // namespace

// A windowed sinc of 49 taps, dealt out to four phases.
TruePeak::TruePeak(int channels)
    : channels_(channels), line_(static_cast<std::size_t>(kTaps) * static_cast<std::size_t>(channels)) {
    constexpr int kLength = kTaps * kFactor + 1;
    for (int j = 0; j < kLength; ++j) {
        const double m = j - (kLength - 1) / 2.0;
        double c = 1.0;
        if (std::fabs(m) > 1e-6) c = std::sin(m * std::numbers::pi / kFactor) / (m * std::numbers::pi / kFactor);
        c *= 0.5 * (1.0 - std::cos(2.0 * std::numbers::pi * j / (kLength - 1)));
        phases_[static_cast<std::size_t>(j % kFactor)][static_cast<std::size_t>(j / kFactor)] = static_cast<float>(c);
    }
    for (const auto& phase : phases_) {
        float sum = 0.0F;
        for (const float tap : phase) sum += std::fabs(tap);
        bound_ = std::max(bound_, sum);
    }
}

void TruePeak::add(const std::int16_t* samples, int frames) {
    const auto kept = static_cast<std::ptrdiff_t>(kTaps) * channels_;
    line_.insert(line_.end(), samples, samples + frames * channels_);
    const std::int16_t* fresh = line_.data() + kept;
    float before = highest(line_.data(), kTaps * channels_);
    for (int at = 0; at < frames; at += kStretch) {
        const int count = std::min(kStretch, frames - at);
        const float here = highest(fresh + at * channels_, count * channels_);
        peak_ = std::max(peak_, here);
        if (std::max(before, here) * bound_ > peak_) interpolate(fresh + at * channels_, count);
        before = here;
    }
    line_.erase(line_.begin(), line_.end() - kept);
}

// The frames before the stretch are those the filter still remembers.
void TruePeak::interpolate(const std::int16_t* stretch, int frames) {
    std::array<float, kTaps + kStretch> line;
    const float* fresh = line.data() + kTaps;
    for (int channel = 0; channel < channels_; ++channel) {
        const std::int16_t* remembered = stretch - std::ptrdiff_t{kTaps} * channels_;
        for (int i = 0; i < kTaps + frames; ++i)
            line[static_cast<std::size_t>(i)] = static_cast<float>(remembered[i * channels_ + channel]) / 32768.0F;
        for (const auto& phase : phases_) {
            for (int i = 0; i < frames; ++i) {
                float sum = 0.0F;
                for (int tap = 0; tap <= kTaps; ++tap) sum += phase[static_cast<std::size_t>(tap)] * fresh[i - tap];
                peak_ = std::max(peak_, std::fabs(sum));
            }
        }
    }
}

}  // namespace truyenthanh

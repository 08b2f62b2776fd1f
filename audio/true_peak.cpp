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

}  // namespace

// A windowed sinc of 49 taps, dealt out to four phases.
TruePeak::TruePeak(int channels) : history_(static_cast<std::size_t>(channels)) {
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
    for (auto& channel : history_) channel.assign(kTaps, 0.0F);
}

void TruePeak::add(const std::int16_t* samples, int frames) {
    const int channels = static_cast<int>(history_.size());
    for (int c = 0; c < channels; ++c) {
        std::vector<float>& line = history_[static_cast<std::size_t>(c)];
        line.resize(std::size_t{kTaps} + static_cast<std::size_t>(frames));
        float* fresh = line.data() + kTaps;
        for (int i = 0; i < frames; ++i) fresh[i] = static_cast<float>(samples[i * channels + c]) / 32768.0F;
        scan(c, frames);
        std::copy(line.end() - kTaps, line.end(), line.begin());
        line.resize(kTaps);
    }
}

void TruePeak::scan(int channel, int frames) {
    const float* line = history_[static_cast<std::size_t>(channel)].data();
    float before = 0.0F;
    for (int i = 0; i < kTaps; ++i) before = std::max(before, std::fabs(line[i]));
    for (int at = 0; at < frames; at += kStretch) {
        const int count = std::min(kStretch, frames - at);
        const float* stretch = line + kTaps + at;
        float here = 0.0F;
        for (int i = 0; i < count; ++i) here = std::max(here, std::fabs(stretch[i]));
        peak_ = std::max(peak_, here);
        if (std::max(before, here) * bound_ > peak_) interpolate(stretch, count);
        before = here;
    }
}

void TruePeak::interpolate(const float* samples, int count) {
    for (const auto& phase : phases_) {
        for (int i = 0; i < count; ++i) {
            float sum = 0.0F;
            for (int tap = 0; tap <= kTaps; ++tap) sum += phase[static_cast<std::size_t>(tap)] * samples[i - tap];
            peak_ = std::max(peak_, std::fabs(sum));
        }
    }
}

}  // namespace truyenthanh

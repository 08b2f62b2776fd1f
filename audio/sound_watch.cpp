// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See sound_watch.h.
#include "audio/sound_watch.h"

#include <algorithm>
#include <cmath>

namespace truyenthanh {
namespace {

constexpr std::size_t kBlock = kSampleRate / 10;
constexpr double kSeconds = 0.1;
constexpr double kSilence = -60.0;  // dBFS
constexpr double kResidue = 3e-3;   // of the power: what a sine may leave when its own recursion is taken off
constexpr double kSameTurn = 1e-3;

}  // namespace

void SoundWatch::listen(const float* samples, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        block_.push_back(0.5F * (samples[2 * i] + samples[2 * i + 1]));
        if (block_.size() == kBlock) judge();
    }
}

// A sine follows x[n] = turn × x[n−d] − x[n−2d], whatever the distance d; nothing else does for long. Half a
// millisecond apart, for next to each other all low sound looks like a sine.
void SoundWatch::judge() {
    double power = 0.0;
    double together = 0.0;
    double between = 0.0;
    double outer = 0.0;
    constexpr std::size_t step = 23;
    for (std::size_t i = 0; i < kBlock; ++i) power += static_cast<double>(block_[i]) * block_[i];
    for (std::size_t i = 2 * step; i < kBlock; ++i) {
        const double ends = static_cast<double>(block_[i]) + block_[i - 2 * step];
        const double middle = block_[i - step];
        together += ends * middle;
        between += middle * middle;
        outer += ends * ends;
    }
    block_.clear();
    level_ = std::max(-120.0, 10.0 * std::log10(power / static_cast<double>(kBlock) + 1e-12));
    silent_for_ = level_ < kSilence ? silent_for_ + kSeconds : 0.0;
    const double turn = between > 0.0 ? together / between : 0.0;
    const bool is_sine = level_ >= kSilence && outer - turn * together < kResidue * between;
    const bool is_same = tone_for_ == 0.0 || std::fabs(turn - turn_) < kSameTurn;
    turn_ = turn;
    tone_for_ = is_sine && is_same ? tone_for_ + kSeconds : 0.0;
}

}  // namespace truyenthanh

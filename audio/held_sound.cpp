// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See held_sound.h.
#include "audio/held_sound.h"

#include <algorithm>
#include <cmath>

namespace truyenthanh {
namespace {

constexpr std::size_t kMostQuiet = 24'000;  // frames

}  // namespace

void HeldSound::append(const std::vector<float>& samples) {
    samples_.insert(samples_.end(), samples.begin(), samples.end());
    pauses_.listen(samples.data(), samples.size() / 2);
}

void HeldSound::join(const std::vector<float>& samples) {
    const std::size_t rising = std::min(kJoinFrames, samples.size() / 2);
    const std::size_t sinking = std::min(rising, frames());
    const std::size_t first = samples_.size() - 2 * sinking;
    samples_.resize(first + samples.size());
    constexpr float kQuarter = 1.57079633F;
    for (std::size_t i = 0; i < samples.size() / 2; ++i) {
        const float place = i < rising ? static_cast<float>(i) / static_cast<float>(rising) : 1.0F;
        const float in = i < rising ? std::sin(kQuarter * place) : 1.0F;
        const float out = i < sinking ? std::cos(kQuarter * place) : 0.0F;
        for (std::size_t channel = 0; channel < 2; ++channel) {
            float& sample = samples_[first + 2 * i + channel];
            sample = (i < sinking ? out * sample : 0.0F) + in * samples[2 * i + channel];
        }
    }
    pauses_.listen(samples.data() + 2 * sinking, samples.size() / 2 - sinking);
}

void HeldSound::drop_oldest(std::size_t frames_dropped) {
    begin_ += 2 * std::min(frames_dropped, frames());
    if (begin_ < samples_.size() / 2) return;
    samples_.erase(samples_.begin(), samples_.begin() + static_cast<std::ptrdiff_t>(begin_));
    begin_ = 0;
}

void HeldSound::drop_newest(std::size_t frames_dropped) {
    const std::size_t gone = std::min(frames_dropped, frames());
    samples_.resize(samples_.size() - 2 * gone);
    pauses_.rewind(gone);
}

std::optional<std::size_t> HeldSound::since_held_pause() const noexcept {
    const auto pause = pauses_.newest();
    if (!pause || pauses_.frames() - *pause > frames()) return std::nullopt;
    return static_cast<std::size_t>(pauses_.frames() - *pause);
}

std::optional<std::uint64_t> HeldSound::since_gone_pause() const noexcept {
    const auto pause = pauses_.newest(pauses_.frames() - frames());
    return pause ? std::optional{pauses_.frames() - *pause} : std::nullopt;
}

void HeldSound::drop_quiet_end() {
    constexpr float kQuiet = 1e-3F;
    const float* begin = oldest() + 2 * (frames() - std::min(frames(), kMostQuiet));
    const float* end = oldest() + 2 * frames();
    while (end > begin && std::fabs(end[-1]) < kQuiet && std::fabs(end[-2]) < kQuiet) end -= 2;
    drop_newest(static_cast<std::size_t>(oldest() + 2 * frames() - end) / 2);
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See limiter.h.
#include "audio/limiter.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace truyenthanh {
namespace {

// No oversampled point exceeds the samples around it by more: the largest Σ|h| of the four phases.
constexpr float kLargestRise = 2.03F;
constexpr double kRelease = 1.0 / 4800.0;  // of the remaining way, per frame: 100 ms

using Lanes [[gnu::vector_size(16)]] = float;

// BS.1770-4, Annex 2, table: one row per tap, one column per phase.
constexpr Lanes kFilter[12] = {
    {0.0017089843750F, -0.0291748046875F, -0.0189208984375F, -0.0083007812500F},
    {0.0109863281250F, 0.0292968750000F, 0.0330810546875F, 0.0148925781250F},
    {-0.0196533203125F, -0.0517578125000F, -0.0582275390625F, -0.0266113281250F},
    {0.0332031250000F, 0.0891113281250F, 0.1015625000000F, 0.0476074218750F},
    {-0.0594482421875F, -0.1665039062500F, -0.2003173828125F, -0.1022949218750F},
    {0.1373291015625F, 0.4650878906250F, 0.7797851562500F, 0.9721679687500F},
    {0.9721679687500F, 0.7797851562500F, 0.4650878906250F, 0.1373291015625F},
    {-0.1022949218750F, -0.2003173828125F, -0.1665039062500F, -0.0594482421875F},
    {0.0476074218750F, 0.1015625000000F, 0.0891113281250F, 0.0332031250000F},
    {-0.0266113281250F, -0.0582275390625F, -0.0517578125000F, -0.0196533203125F},
    {0.0148925781250F, 0.0330810546875F, 0.0292968750000F, 0.0109863281250F},
    {-0.0083007812500F, -0.0189208984375F, -0.0291748046875F, 0.0017089843750F},
};

// The largest of the four points between the samples of `window` (12, oldest first), and of the samples' middle.
float true_peak(const float* window) noexcept {
    Lanes sum{};
    for (int tap = 0; tap < 12; ++tap) sum += kFilter[tap] * window[11 - tap];
    const float sample = std::max(std::fabs(window[5]), std::fabs(window[6]));
    const float points =
        std::max(std::max(std::fabs(sum[0]), std::fabs(sum[1])), std::max(std::fabs(sum[2]), std::fabs(sum[3])));
    return std::max(sample, points);
}

float largest(const float* samples, std::uint32_t count) noexcept {
    float peak = 0.0F;
    for (std::uint32_t i = 0; i < count; ++i) peak = std::max(peak, std::fabs(samples[i]));
    return peak;
}

}  // namespace

void Limiter::process(float* samples, std::uint32_t frames) noexcept {
    while (frames > 0) {
        const std::uint32_t count = std::min(frames, kChunk);
        process_chunk(samples, count);
        samples += std::size_t{count} * 2;
        frames -= count;
    }
}

// No point between these samples can reach the threshold.
bool Limiter::is_low(const float* samples, std::uint32_t frames) const noexcept {
    return std::max(recent_, largest(samples, 2 * frames)) * kLargestRise <= threshold_;
}

// Keeps the last kTaps − 1 frames for the next chunk's windows.
void Limiter::remember(const float* samples, std::uint32_t frames) noexcept {
    constexpr std::uint32_t kKept = kTaps - 1;
    const std::uint32_t fresh = std::min(frames, kKept);
    recent_ = 0.0F;
    for (std::uint32_t channel = 0; channel < 2; ++channel) {
        float* line = history_[channel].data();
        std::memmove(line, line + fresh, (kKept - fresh) * sizeof(float));
        for (std::uint32_t i = 0; i < fresh; ++i) line[kKept - fresh + i] = samples[2 * (frames - fresh + i) + channel];
        recent_ = std::max(recent_, largest(line, kKept));
    }
}

// Peaks are indexed by the newest frame of their window; the peak itself lies 6 frames earlier, which the delay covers:
// kLimiterDelay = kWindow − 1 + 6.
void Limiter::find_peaks(const float* samples, std::uint32_t frames) noexcept {
    float* left = history_[0].data();
    float* right = history_[1].data();
    for (std::uint32_t i = 0; i < frames; ++i) {
        left[kTaps - 1 + i] = samples[2 * i];
        right[kTaps - 1 + i] = samples[2 * i + 1];
    }
    for (std::uint32_t i = 0; i < frames; ++i) peaks_[i] = true_peak(left + i);
    if (std::equal(left, left + kTaps - 1 + frames, right)) return;  // as nearly all speech is
    for (std::uint32_t i = 0; i < frames; ++i) peaks_[i] = std::max(peaks_[i], true_peak(right + i));
}

void Limiter::delay(float* samples, std::uint32_t frames) noexcept {
    const std::size_t count = 2 * std::size_t{frames};
    float* line = delay_.data();
    std::memcpy(line + 2 * kLimiterDelay, samples, count * sizeof(float));
    std::memcpy(samples, line, count * sizeof(float));
    std::memmove(line, line + count, 2 * kLimiterDelay * sizeof(float));
}

void Limiter::process_chunk(float* samples, std::uint32_t frames) noexcept {
    if (is_low(samples, frames))
        peaks_.fill(0.0F);
    else
        find_peaks(samples, frames);
    remember(samples, frames);
    delay(samples, frames);
    if (is_at_rest() && largest(peaks_.data(), frames) <= threshold_) return;
    for (std::uint32_t i = 0; i < frames; ++i) {
        const float gain = next_gain(peaks_[i]);
        samples[2 * i] *= gain;
        samples[2 * i + 1] *= gain;
    }
}

// The smallest of the last kWindow gains wanted.
float Limiter::hold(float wanted) noexcept {
    const auto slot = [this](std::uint32_t i) -> Wanted& { return queue_[(queue_first_ + i) % queue_.size()]; };
    if (queue_size_ > 0 && slot(0).frame + kWindow <= frame_) {
        queue_first_ = (queue_first_ + 1) % static_cast<std::uint32_t>(queue_.size());
        --queue_size_;
    }
    if (wanted < 1.0F) {
        while (queue_size_ > 0 && slot(queue_size_ - 1).gain >= wanted) --queue_size_;
        slot(queue_size_++) = Wanted{frame_, wanted};
    }
    ++frame_;
    return queue_size_ > 0 ? slot(0).gain : 1.0F;
}

// Held down through the window, let go slowly, averaged over the window: at the peak it is as low as was wanted.
float Limiter::next_gain(float peak) noexcept {
    if (quiet_ >= kWindow && sum_ != kWindow) {
        averaged_.fill(1.0F);
        sum_ = kWindow;
    }
    const double wanted = hold(peak > threshold_ ? threshold_ / peak : 1.0F);
    held_ = wanted < held_ ? wanted : held_ + (wanted - held_) * kRelease;
    if (held_ > 0.9999 && wanted == 1.0) held_ = 1.0;
    quiet_ = held_ < 1.0 ? 0 : std::min(quiet_ + 1, kWindow);
    const auto held = static_cast<float>(held_);
    sum_ += static_cast<double>(held) - static_cast<double>(averaged_[averaged_at_]);
    averaged_[averaged_at_] = held;
    averaged_at_ = (averaged_at_ + 1) % kWindow;
    gain_ = quiet_ >= kWindow ? 1.0F : static_cast<float>(sum_ / kWindow);
    return gain_;
}

}  // namespace truyenthanh

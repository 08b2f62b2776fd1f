// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The last stage before the loudspeaker: a look-ahead limiter that lets no true peak through above its ceiling. Peaks
// are found by 4× oversampling with the filter of ITU-R BS.1770-4, Annex 2. Below the threshold it is a delay and
// nothing else: every sample leaves bit for bit as it came. Thread: audio (RT-safe).
#pragma once

#include <array>
#include <cstdint>

namespace truyenthanh {

inline constexpr std::int64_t kLimiterDelay = 96;     // frames, constant
inline constexpr float kLimiterCeiling = 0.8912509F;  // −1 dBFS

class Limiter {
public:
    // `ceiling`: the largest true peak, as an amplitude, at most 1.
    explicit Limiter(float ceiling = kLimiterCeiling) noexcept : threshold_(ceiling * 0.93F) {}
    // Replaces `frames` interleaved stereo frames by those that came kLimiterDelay earlier, limited.
    void process(float* samples, std::uint32_t frames) noexcept;
    // The gain it applies now; 1 while transparent.
    float gain() const noexcept { return gain_; }

private:
    static constexpr std::uint32_t kTaps = 12;
    static constexpr std::uint32_t kWindow = 91;  // frames over which the gain comes down before a peak
    static constexpr std::uint32_t kChunk = 64;

    void process_chunk(float* samples, std::uint32_t frames) noexcept;
    bool is_low(const float* samples, std::uint32_t frames) const noexcept;
    bool is_at_rest() const noexcept { return quiet_ >= kWindow && held_ == 1.0 && queue_size_ == 0; }
    void remember(const float* samples, std::uint32_t frames) noexcept;
    void find_peaks(const float* samples, std::uint32_t frames) noexcept;
    float hold(float wanted) noexcept;
    float next_gain(float peak) noexcept;
    void delay(float* samples, std::uint32_t frames) noexcept;

    float threshold_;  // so far below the ceiling that peaks between the oversampled points stay under it too
    std::array<float, 2 * (kLimiterDelay + kChunk)> delay_{};
    // The last kTaps − 1 frames and those of this chunk, per channel.
    std::array<std::array<float, kTaps - 1 + kChunk>, 2> history_{};
    float recent_ = 0.0F;  // the largest of those kept from before
    std::array<float, kChunk> peaks_{};
    // The smallest gain wanted within the window: a falling queue of (frame, gain).
    struct Wanted {
        std::uint64_t frame;
        float gain;
    };
    std::array<Wanted, kWindow + 1> queue_{};
    std::uint32_t queue_first_ = 0;
    std::uint32_t queue_size_ = 0;
    std::uint64_t frame_ = 0;
    double held_ = 1.0;
    std::array<float, kWindow> averaged_{};
    std::uint32_t averaged_at_ = 0;
    double sum_ = 0.0;
    std::uint32_t quiet_ = kWindow;  // frames since the gain was last held below 1; kWindow: at rest
    float gain_ = 1.0F;
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See sample_math.h. Plain loops over plain numbers: the compiler takes as many at a time as the processor can.
#include "audio/sample_math.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "audio/wide.h"

namespace truyenthanh {

namespace {

using Lanes [[gnu::vector_size(16)]] = float;

Lanes larger(Lanes a, Lanes b) noexcept { return a > b ? a : b; }

Lanes magnitudes(const float* samples) noexcept {
    Lanes lanes;
    std::memcpy(&lanes, samples, sizeof lanes);
    return larger(lanes, -lanes);
}

}  // namespace

// Eight frames side by side, so that no look waits for the one before. The compiler would look at one after another.
std::array<float, 2> largest_of_sides(const float* samples, std::uint32_t frames) noexcept {
    constexpr std::uint32_t kLanes = sizeof(Lanes) / sizeof(float);
    const std::uint32_t count = 2 * frames;
    std::array<Lanes, 4> peaks{};
    std::uint32_t i = 0;
    for (; i + 4 * kLanes <= count; i += 4 * kLanes) {
        peaks[0] = larger(peaks[0], magnitudes(samples + i));
        peaks[1] = larger(peaks[1], magnitudes(samples + i + kLanes));
        peaks[2] = larger(peaks[2], magnitudes(samples + i + 2 * kLanes));
        peaks[3] = larger(peaks[3], magnitudes(samples + i + 3 * kLanes));
    }
    for (; i + kLanes <= count; i += kLanes) peaks[0] = larger(peaks[0], magnitudes(samples + i));
    const Lanes all = larger(larger(peaks[0], peaks[1]), larger(peaks[2], peaks[3]));
    std::array<float, 2> sides{std::max(all[0], all[2]), std::max(all[1], all[3])};
    for (; i < count; ++i) sides[i % 2] = std::max(sides[i % 2], std::fabs(samples[i]));
    return sides;
}

float largest(const float* samples, std::uint32_t count) noexcept {
    const std::array<float, 2> sides = largest_of_sides(samples, count / 2);
    const float last = count % 2 == 0 ? 0.0F : std::fabs(samples[count - 1]);
    return std::max({sides[0], sides[1], last});
}

TRUYENTHANH_WIDE void add(float* to, const float* samples, std::uint32_t count) noexcept {
    for (std::uint32_t i = 0; i < count; ++i) to[i] += samples[i];
}

TRUYENTHANH_WIDE void scale(float* samples, float gain, std::uint32_t count) noexcept {
    for (std::uint32_t i = 0; i < count; ++i) samples[i] *= gain;
}

TRUYENTHANH_WIDE void scale_frames(float* samples, const float* gains, std::uint32_t frames) noexcept {
    for (std::uint32_t i = 0; i < frames; ++i) {
        samples[2 * i] *= gains[i];
        samples[2 * i + 1] *= gains[i];
    }
}

}  // namespace truyenthanh

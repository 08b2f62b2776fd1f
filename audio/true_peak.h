// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The highest point of the curve between the samples (ITU-R BS.1770, fourfold interpolation with libebur128's filter).
// Only stretches that could raise the peak found so far are interpolated: the filter's gain has a bound. The result is
// the library's own (decision 0023; a test holds them together).
// Thread: one.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace truyenthanh {

class TruePeak {
public:
    explicit TruePeak(int channels);

    // `frames` frames, interleaved.
    void add(const std::int16_t* samples, int frames);
    // Highest so far, 1.0 at full scale.
    double peak() const noexcept { return peak_; }

private:
    static constexpr int kTaps = 12;     // of each of the four phases
    static constexpr int kStretch = 64;  // frames judged together

    void interpolate(const std::int16_t* stretch, int frames);

    int channels_;
    std::array<std::array<float, kTaps + 1>, 4> phases_{};
    float bound_ = 1.0F;  // the most the filter can make of samples below 1
    float peak_ = 0.0F;
    std::vector<std::int16_t> line_;  // kTaps old frames, then the new ones
};

}  // namespace truyenthanh

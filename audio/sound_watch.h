// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Listens to what a relay gives: how loud it is, for how long it has been silent, for how long it has been one steady
// tone. A pure class: time is counted in the samples it is given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/units.h"

namespace truyenthanh {

class SoundWatch {
public:
    // `count` interleaved stereo frames at the station's rate.
    void listen(const float* samples, std::size_t count);

    // Of the last tenth of a second, dBFS; −120 at least.
    double level() const noexcept { return level_; }
    // Below −60 dBFS, seconds up to now.
    double silent_for() const noexcept { return silent_for_; }
    // One sine and nothing else, seconds up to now.
    double tone_for() const noexcept { return tone_for_; }

private:
    void judge();

    std::vector<float> block_;  // mono, a tenth of a second
    double level_ = -120.0;
    double silent_for_ = 0.0;
    double tone_for_ = 0.0;
    double turn_ = 0.0;  // 2 cos of the tone's angle
};

}  // namespace truyenthanh

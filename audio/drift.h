// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A relay's clock is never quite ours. This watches the smoothed fill of its ring and says by how many millionths the
// resampler should bend, so that the fill stays where it settled. A pure class: time is what it is told.
#pragma once

#include <cstdint>

#include "core/units.h"

namespace truyenthanh {

inline constexpr double kMostBend = 500.0;  // ppm, either way: less than anybody hears

// How a level is smoothed and regained: by what it comes in.
struct DriftLaw {
    double settle;        // s in which only the level is found
    double smoothing;     // s, longer than the bursts sound comes in
    double proportional;  // ppm a frame
    double integral;      // ppm a frame and second; 0.012 × proportional² damps critically
};
// A stream that flows: the level is regained in about 7 minutes.
inline constexpr DriftLaw kFlowing{20.0, 10.0, 0.05, 0.00003};
// Sound that comes a segment of 1 to 12 s at a time: ten times as slowly, or the bend would follow every segment.
inline constexpr DriftLaw kInSegments{60.0, 60.0, 0.005, 0.0000003};

class DriftControl {
public:
    // `least` is the smallest fill worth holding.
    explicit DriftControl(Frames least, const DriftLaw& law = kFlowing)
        : law_(law), least_(static_cast<double>(least.count)) {}

    // The ring holds `fill` frames, `seconds` after the last call (0 < seconds ≤ 1).
    void advance(Frames fill, double seconds);
    // From now on by that law; if it is another one, the level is found again.
    void follow(const DriftLaw& law);
    // The stream starts anew: the level is found again, what was learnt of its clock is kept.
    void restart();

    // What the resampler should add, ppm of its output; within ±500.
    double bend() const noexcept { return bend_; }
    // The stream's clock against ours as learnt so far; positive: it runs fast.
    double ppm() const noexcept { return -learnt_; }
    Frames level() const noexcept { return Frames{static_cast<std::int64_t>(level_)}; }

private:
    DriftLaw law_;
    double least_;
    double settled_for_ = 0.0;
    double smooth_ = 0.0;
    double level_ = 0.0;
    double learnt_ = 0.0;
    double bend_ = 0.0;
};

}  // namespace truyenthanh

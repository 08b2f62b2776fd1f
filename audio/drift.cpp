// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See drift.h.
#include "audio/drift.h"

#include <algorithm>

namespace truyenthanh {
namespace {

constexpr double kRaise = 150.0;  // ppm

}  // namespace
void DriftControl::follow(const DriftLaw& law) {
    if (law_.smoothing == law.smoothing) return;
    law_ = law;
    restart();
}

void DriftControl::restart() { settled_for_ = 0.0; }

void DriftControl::advance(Frames fill, double seconds) {
    const auto now = static_cast<double>(fill.count);
    if (settled_for_ == 0.0) smooth_ = now;
    smooth_ += (now - smooth_) * std::min(1.0, seconds / law_.smoothing);
    settled_for_ += seconds;
    if (settled_for_ < law_.settle) {
        level_ = smooth_;
        return;
    }
    // A level too low is raised as slowly as a clock drifts, and is not taken for the stream's own drift.
    const double raise = std::clamp(least_ - level_, 0.0, kRaise * 1e-6 * kSampleRate * seconds);
    level_ += raise;
    const double missing = level_ - smooth_;
    learnt_ = std::clamp(learnt_ + law_.integral * missing * seconds, -kMostBend, kMostBend);
    bend_ = std::clamp(learnt_ + law_.proportional * missing + (raise > 0.0 ? kRaise : 0.0), -kMostBend, kMostBend);
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See drift.h.
#include "audio/drift.h"

#include <algorithm>

namespace truyenthanh {
namespace {

constexpr double kSettle = 20.0;        // s
constexpr double kSmoothing = 10.0;     // s: longer than the bursts a server sends in
constexpr double kProportional = 0.05;  // ppm a frame: the level is regained in about 7 minutes
constexpr double kIntegral = 0.00003;   // ppm a frame and second: critical damping

}  // namespace

void DriftControl::restart() { settled_for_ = 0.0; }

void DriftControl::advance(Frames fill, double seconds) {
    const auto now = static_cast<double>(fill.count);
    if (settled_for_ == 0.0) smooth_ = now;
    smooth_ += (now - smooth_) * std::min(1.0, seconds / kSmoothing);
    settled_for_ += seconds;
    if (settled_for_ < kSettle) {
        level_ = std::max(smooth_, least_);
        return;
    }
    const double missing = level_ - smooth_;
    learnt_ = std::clamp(learnt_ + kIntegral * missing * seconds, -kMostBend, kMostBend);
    bend_ = std::clamp(learnt_ + kProportional * missing, -kMostBend, kMostBend);
}

}  // namespace truyenthanh

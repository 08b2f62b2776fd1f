// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See air.h.
#include "core/air.h"

#include <cmath>

namespace truyenthanh {
namespace {

constexpr double kNanosecondsPerFrame = 1e9 / kSampleRate;

}  // namespace

Frames FrameClock::frame_at(SteadyTime at) const noexcept {
    const double ns = static_cast<double>((at - steady).count());
    return Frames{frame.count + std::llround(ns / kNanosecondsPerFrame * (1.0 + ppm * 1e-6))};
}

SteadyTime FrameClock::steady_at(Frames at) const noexcept {
    const double frames = static_cast<double>((at - frame).count);
    return steady + std::chrono::nanoseconds{std::llround(frames * kNanosecondsPerFrame / (1.0 + ppm * 1e-6))};
}

}  // namespace truyenthanh

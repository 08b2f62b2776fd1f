// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See relay_gauges.h.
#include "audio/relay_gauges.h"

#include <algorithm>

namespace truyenthanh {
namespace {

constexpr double kLookEvery = 1.0;  // s
constexpr double kRates = 10.0;     // s over which they are smoothed: longer than most segments
constexpr double kLately = 20.0;
constexpr double kUsually = 80.0;

double smoothed(double old, double now, double step, double span, double age) {
    return old + (now - old) * std::min(1.0, step / std::min(span, age));
}

}  // namespace

void RelayGauges::restart() { *this = {}; }

void RelayGauges::advance(double seconds, std::uint64_t bytes, std::uint64_t frames, double held) {
    since_ += seconds;
    if (since_ < kLookEvery) return;
    const double step = since_;
    since_ = 0.0;
    age_ += step;
    const auto rate = [step](std::uint64_t now, std::uint64_t before) {
        return now > before ? static_cast<double>(now - before) / step : 0.0;
    };
    bytes_per_second_ = smoothed(bytes_per_second_, rate(bytes, bytes_), step, kRates, age_);
    frames_per_second_ = smoothed(frames_per_second_, rate(frames, frames_), step, kRates, age_);
    bytes_ = bytes;
    frames_ = frames;
    lately_ = smoothed(lately_, held, step, kLately, age_);
    usually_ = smoothed(usually_, held, step, kUsually, age_);
}

// What grows by so much a second is behind its short mean by its span and behind its long one by that.
double RelayGauges::trend() const noexcept {
    return age_ < 2.0 * kUsually ? 0.0 : 60.0 * (lately_ - usually_) / (kUsually - kLately);
}

}  // namespace truyenthanh

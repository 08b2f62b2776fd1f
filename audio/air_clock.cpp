// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See air_clock.h.
#include "audio/air_clock.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace truyenthanh {
namespace {

constexpr double kNominal = 1e9 / kSampleRate;
constexpr std::size_t kEnough = 16;  // stamps to begin with: 0.2 s of a usual output, and sound waits for it
constexpr double kStrange = 4e6;     // ns: no jitter of an output that runs clean
constexpr double kSpread = 3e6;      // ns: errors after a jump lie together
constexpr double kOff = 1e6;         // ns: no jitter has each entry of a second this far off
constexpr double kClip = 0.3e6;      // ns: no more of one entry's error counts; they are late rather than early
constexpr double kWide = 0.2;        // Hz, at first
constexpr double kNarrow = 0.02;     // Hz, once settled
constexpr double kMostPpm = 500e-6;

// The loop's bandwidth, in radians per second, so long after it began.
double turns(double seconds) { return 2.0 * std::numbers::pi * std::clamp(0.5 / (seconds + 1.0), kNarrow, kWide); }

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace

void AirClock::restart() {
    while (stamps_.pop()) continue;
    first_.clear();
    is_known_ = false;
    strange_count_ = 0;
    least_off_ = 0.0;
}

void AirClock::update() {
    while (const auto stamp = stamps_.pop()) take_in(*stamp);
}

void AirClock::take_in(const Stamp& stamp) {
    if (!is_known_) {
        first_.push_back(stamp);
        if (first_.size() == kEnough) begin();
        return;
    }
    const auto frames = static_cast<double>(stamp.frame - frame_);
    const double error = static_cast<double>(stamp.ns - base_ns_) - offset_ns_ - frames * ns_per_frame_;
    if (has_jumped(stamp, error)) return;
    follow(stamp, error);
}

void AirClock::begin() {
    const Stamp last = first_.back();
    std::vector<double> offsets;
    for (const Stamp& stamp : first_)
        offsets.push_back(static_cast<double>(stamp.ns - last.ns) -
                          static_cast<double>(stamp.frame - last.frame) * kNominal);
    frame_ = last.frame;
    base_ns_ = last.ns;
    offset_ns_ = median(offsets);
    ns_per_frame_ = kNominal;
    known_for_s_ = since_jump_s_ = 0.0;
    is_known_ = true;
    first_.clear();
}

// Eight errors in a row that lie together and far off are no jitter.
bool AirClock::has_jumped(const Stamp& stamp, double error) {
    if (is_off_for_long(stamp, error)) {
        jump(least_off_);
        return true;
    }
    if (std::fabs(error) < kStrange) {
        strange_count_ = 0;
        return false;
    }
    strange_[strange_count_++] = error;
    if (strange_count_ < strange_.size()) return false;
    strange_count_ = 0;
    const auto [least, most] = std::minmax_element(strange_.begin(), strange_.end());
    if (*most - *least > kSpread) return false;
    jump(median({strange_.begin(), strange_.end()}));
    return true;
}

// For a second, every single entry: a slip too small to be strange.
bool AirClock::is_off_for_long(const Stamp& stamp, double error) {
    const bool goes_on = least_off_ != 0.0 && (error > 0.0) == (least_off_ > 0.0);
    if (std::fabs(error) < kOff) {
        least_off_ = 0.0;
    } else if (!goes_on) {
        off_since_ = stamp.frame;
        least_off_ = error;
    } else if (std::fabs(error) < std::fabs(least_off_)) {
        least_off_ = error;
    }
    return least_off_ != 0.0 && stamp.frame - off_since_ >= kSampleRate;
}

// How fast the line runs is still known.
void AirClock::jump(double by) {
    offset_ns_ += by;
    since_jump_s_ = 0.0;
    strange_count_ = 0;
    least_off_ = 0.0;
    ++jumps_;
}

void AirClock::follow(const Stamp& stamp, double error) {
    const auto frames = static_cast<double>(stamp.frame - frame_);
    const double seconds = frames / kSampleRate;
    known_for_s_ += seconds;
    since_jump_s_ += seconds;
    const double phase = turns(since_jump_s_) * seconds;
    const double rate = turns(known_for_s_) * seconds;
    const double counted = strange_count_ > 0 ? 0.0 : std::clamp(error, -kClip, kClip);
    const double rest = offset_ns_ + frames * ns_per_frame_ + std::numbers::sqrt2 * phase * counted;
    if (frames > 0.0) ns_per_frame_ += rate * rate * counted / frames;
    ns_per_frame_ = std::clamp(ns_per_frame_, kNominal * (1.0 - kMostPpm), kNominal * (1.0 + kMostPpm));
    const double whole = std::floor(rest);
    base_ns_ += static_cast<std::int64_t>(whole);
    offset_ns_ = rest - whole;
    frame_ = stamp.frame;
}

std::optional<FrameClock> AirClock::reading() const {
    if (!is_known_) return std::nullopt;
    const SteadyTime at{std::chrono::nanoseconds{base_ns_ + std::llround(offset_ns_)}};
    return FrameClock{Frames{frame_}, at, (kNominal / ns_per_frame_ - 1.0) * 1e6};
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See pause_watch.h.
#include "audio/pause_watch.h"

#include <algorithm>

namespace truyenthanh {
namespace {

constexpr std::size_t kBlock = kSampleRate / 100;
constexpr std::uint64_t kPause = 2 * kSampleRate / 5;
constexpr std::uint64_t kInside = kSampleRate / 5;
constexpr std::size_t kMostPauses = 16;
constexpr double kQuiet = 1e-5;  // mean square: −50 dBFS

}  // namespace

void PauseWatch::listen(const float* samples, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const double left = samples[2 * i], right = samples[2 * i + 1];
        power_ += 0.5 * (left * left + right * right);
        ++frames_;
        if (++in_block_ == kBlock) judge();
    }
}

void PauseWatch::judge() {
    quiet_ = power_ < kQuiet * static_cast<double>(kBlock) ? quiet_ + kBlock : 0;
    power_ = 0.0;
    in_block_ = 0;
    if (quiet_ < kPause) {
        is_in_pause_ = false;
        return;
    }
    if (!is_in_pause_) places_.push_back(0);
    if (places_.size() > kMostPauses) places_.erase(places_.begin());
    places_.back() = std::max(frames_ - quiet_ + kInside, frames_ - kInside);
    is_in_pause_ = true;
}

std::optional<std::uint64_t> PauseWatch::newest(std::uint64_t limit) const noexcept {
    const auto found =
        std::find_if(places_.rbegin(), places_.rend(), [limit](std::uint64_t at) { return at <= limit; });
    return found == places_.rend() ? std::nullopt : std::optional{*found};
}

void PauseWatch::rewind(std::size_t count) {
    const auto gone = std::min<std::uint64_t>(count, frames_);
    frames_ -= gone;
    quiet_ -= std::min(gone, quiet_);
    power_ = 0.0;
    in_block_ = 0;
    while (!places_.empty() && places_.back() > frames_) places_.pop_back();
    is_in_pause_ = is_in_pause_ && quiet_ >= kPause && !places_.empty();
}

}  // namespace truyenthanh

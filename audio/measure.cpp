// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See measure.h.
#include "audio/measure.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <new>

#include "audio/intake_wire.h"
#include "core/units.h"

namespace truyenthanh {
namespace {

std::int8_t in_127ths(int sample) {
    const int magnitude = (std::abs(sample) * 127 + 32767) / 32768;
    return static_cast<std::int8_t>(sample < 0 ? -magnitude : magnitude);
}

struct Range {
    std::int16_t low = 0;
    std::int16_t high = 0;
};

// Plain loops over plain numbers: the compiler takes eight at a time.
Range range_of(const std::int16_t* samples, int count) {
    std::int16_t low = samples[0];
    std::int16_t high = samples[0];
    for (int i = 1; i < count; ++i) {
        low = samples[i] < low ? samples[i] : low;
        high = samples[i] > high ? samples[i] : high;
    }
    return {low, high};
}

}  // namespace

Measure::Measure(int channels)
    : channels_(channels),
      loudness_(ebur128_init(static_cast<unsigned>(channels), kSampleRate, EBUR128_MODE_I)),
      true_peak_(channels) {
    if (!loudness_) throw std::bad_alloc();
    // One channel is heard from every loudspeaker there is: as loud as two equal ones.
    if (channels == 1) ebur128_set_channel(loudness_.get(), 0, EBUR128_DUAL_MONO);
}

void Measure::add(const std::int16_t* samples, int frames) {
    ebur128_add_frames_short(loudness_.get(), samples, static_cast<std::size_t>(frames));
    true_peak_.add(samples, frames);
    find_sound(samples, frames);
    find_clips(samples, frames);
    draw(samples, frames);
    frames_ += frames;
}

void Measure::find_sound(const std::int16_t* samples, int frames) {
    const int count = frames * channels_;
    const auto is_loud = [](std::int16_t sample) { return std::abs(int{sample}) > kSilenceLevel; };
    if (first_loud_ < 0) {
        const auto* first = std::find_if(samples, samples + count, is_loud);
        if (first != samples + count) first_loud_ = frames_ + (first - samples) / channels_;
    }
    for (int i = count - 1; i >= 0; --i) {
        if (!is_loud(samples[i])) continue;
        last_loud_ = frames_ + i / channels_;
        return;
    }
}

void Measure::find_clips(const std::int16_t* samples, int frames) {
    const int count = frames * channels_;
    const Range range = count > 0 ? range_of(samples, count) : Range{};
    if (range.low > -kClipLevel && range.high < kClipLevel) return run_.fill(0);
    for (int i = 0; i < count; ++i) {
        int& run = run_[static_cast<std::size_t>(i % channels_)];
        run = std::abs(int{samples[i]}) >= kClipLevel ? run + 1 : 0;
        if (run == kClipRun) ++clipped_;
    }
}

void Measure::draw(const std::int16_t* samples, int frames) {
    for (int at = 0; at < frames;) {
        const int count = std::min(frames - at, wire::kPeakFrames - in_pair_);
        const Range range = range_of(samples + at * channels_, count * channels_);
        lowest_ = in_pair_ == 0 ? range.low : std::min<int>(lowest_, range.low);
        highest_ = in_pair_ == 0 ? range.high : std::max<int>(highest_, range.high);
        in_pair_ += count;
        at += count;
        if (in_pair_ == wire::kPeakFrames) end_pair();
    }
}

void Measure::end_pair() {
    peaks_.push_back({in_127ths(lowest_), in_127ths(highest_)});
    in_pair_ = 0;
}

const std::vector<std::array<std::int8_t, 2>>& Measure::peaks() {
    if (in_pair_ > 0) end_pair();
    return peaks_;
}

double Measure::loudness_lufs() const {
    double lufs = -70.0;
    if (ebur128_loudness_global(loudness_.get(), &lufs) != EBUR128_SUCCESS || !std::isfinite(lufs)) return -70.0;
    return std::max(lufs, -70.0);
}

double Measure::true_peak_dbtp() const { return 20.0 * std::log10(std::max(true_peak_.peak(), 1e-6)); }

}  // namespace truyenthanh

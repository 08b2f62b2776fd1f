// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an operator reads of the source that is carried: how much it sends and gives a second, and where its buffer is
// heading. A pure class: time is what it is told.
#pragma once

#include <cstdint>

namespace truyenthanh {

class RelayGauges {
public:
    // Another source, or the same one opened anew, whose counters begin at nought.
    void restart();
    // Counters of bytes fetched and frames decoded, and the seconds held, `seconds` after the last call.
    void advance(double seconds, std::uint64_t bytes, std::uint64_t frames, double held);

    double bytes_per_second() const noexcept { return bytes_per_second_; }
    double frames_per_second() const noexcept { return frames_per_second_; }
    // Seconds of sound a minute that are gained, or lost if negative; 0 before there is enough to tell.
    double trend() const noexcept;

private:
    double since_ = 0.0;  // the last look, s
    double age_ = 0.0;
    std::uint64_t bytes_ = 0;
    std::uint64_t frames_ = 0;
    double bytes_per_second_ = 0.0;
    double frames_per_second_ = 0.0;
    double lately_ = 0.0;  // held, smoothed over a little and over long
    double usually_ = 0.0;
};

}  // namespace truyenthanh

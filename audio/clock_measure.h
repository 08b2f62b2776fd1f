// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How fast a relay's clock runs against ours, and how sure that is: a line through the moments at which its sound was
// furthest ahead, one a second or one a segment, for what comes late says nothing of the clock. A pure class.
#pragma once

#include <cstddef>
#include <deque>

namespace truyenthanh {

class ClockMeasure {
public:
    struct Result {
        double ppm;    // positive: the relay's clock runs fast
        double error;  // ppm, either way, in 19 of 20 measurements
    };

    // At `now` (s, any beginning) so many seconds of sound had come since the stream began; `gap` is the usual one
    // between two pieces of it.
    void note(double now, double heard, double gap);
    // {0, 0} before anything can be said, and where the line would be that of no clock: looks at a playlist that slip
    // against its segments look for minutes like a clock that is off by thousands of ppm.
    Result result() const noexcept { return result_; }

private:
    struct Point {
        double at;
        double lead;  // s
    };

    void close_window();
    Result fitted() const;

    std::deque<Point> points_;  // of the last ten minutes and more
    Point best_{0.0, 0.0};      // of the window under way
    double begun_ = -1.0;       // the stream; < 0: not yet
    double window_ends_ = 0.0;
    Result result_{0.0, 0.0};
};

}  // namespace truyenthanh

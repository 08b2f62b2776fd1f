// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Units: frames and durations, and the frame clock between them.
#include "core/units.h"

#include "core/air.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

TEST_CASE("a quarter hour is exactly 43,200,000 frames, and back") {
    CHECK(to_frames(15min) == Frames{43'200'000});
    CHECK(to_duration(Frames{43'200'000}) == 15min);
}

TEST_CASE("durations round to the nearest frame on both sides of zero") {
    CHECK(to_frames(10'417ns) == Frames{1});
    CHECK(to_frames(-10'417ns) == Frames{-1});
    CHECK(to_frames(10'400ns) == Frames{0});
}

TEST_CASE("a frame clock maps a frame to its instant and the instant to the same frame") {
    const FrameClock clock{Frames{1'000}, SteadyTime{5s}, 37.5};
    for (std::int64_t ahead : {0LL, 1LL, 47'999LL, 48'000LL * 86'400}) {
        const Frames frame{1'000 + ahead};
        CHECK(clock.frame_at(clock.steady_at(frame)) == frame);
    }
}

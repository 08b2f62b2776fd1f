// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The drift control against a ring that exists only as a number: virtual hours in milliseconds.
#include <cmath>
#include <random>

#include "audio/drift.h"
#include "tests/catch.h"

using namespace truyenthanh;

namespace {

struct Simulated {
    DriftControl control{Frames{96'000}};
    double fill = 240'000.0;
    double lowest = 1e9;
    double highest = 0.0;

    // `blocks` of a quarter second: the stream runs `ppm` fast and arrives in bursts of `burst` frames.
    void run(int blocks, double ppm, double burst, unsigned seed) {
        std::minstd_rand random(seed);
        std::uniform_real_distribution<double> jitter(-1.0, 1.0);
        for (int block = 0; block < blocks; ++block) {
            fill += 12'000.0 * (ppm + control.bend()) * 1e-6;
            const double seen = fill + burst * jitter(random);
            control.advance(Frames{static_cast<std::int64_t>(seen)}, 0.25);
            lowest = std::min(lowest, fill);
            highest = std::max(highest, fill);
        }
    }
};

}  // namespace

TEST_CASE("a relay whose clock is off is held at its level for hours and its error is measured") {
    const double ppm = GENERATE(-300.0, -80.0, 0.0, 25.0, 120.0, 350.0);
    const double burst = GENERATE(0.0, 6'000.0);
    const auto seed = static_cast<unsigned>(std::random_device{}());
    CAPTURE(ppm, burst, seed);
    Simulated relay;
    relay.run(10'000, ppm, burst, seed);
    relay.lowest = 1e9;
    relay.highest = 0.0;
    relay.run(10'000, ppm, burst, seed + 1);
    CHECK(std::fabs(relay.control.ppm() - ppm) < 12.0);
    CHECK(relay.lowest > 240'000.0 - 12'000.0);
    CHECK(relay.highest < 240'000.0 + 12'000.0);
}

TEST_CASE("the bend never exceeds what nobody hears, however wrong the stream's clock is") {
    Simulated relay;
    for (int block = 0; block < 10'000; ++block) {
        relay.run(1, 3'000.0, 0.0, 1);
        REQUIRE(std::fabs(relay.control.bend()) <= kMostBend);
    }
}

TEST_CASE("a relay that reconnects keeps what was learnt of its clock and finds a new level") {
    Simulated relay;
    relay.run(20'000, 100.0, 0.0, 1);
    relay.control.restart();
    relay.fill = 150'000.0;
    relay.run(100, 100.0, 0.0, 2);
    CHECK(std::fabs(relay.control.ppm() - 100.0) < 15.0);
    CHECK(std::llabs(relay.control.level().count - 150'000) < 1'000);
}

TEST_CASE("a ring that settled nearly empty is filled up to the least worth holding") {
    Simulated relay;
    relay.fill = 20'000.0;
    relay.run(40'000, 0.0, 0.0, 1);
    CHECK(relay.fill > 85'000.0);
}

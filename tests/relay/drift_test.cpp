// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The drift control against a ring that exists only as a number: virtual hours in milliseconds.
#include <cmath>
#include <random>
#include <utility>

#include "audio/drift.h"
#include "tests/catch.h"

using namespace truyenthanh;

namespace {

// A relay of so many hours whose server's clock is `ppm` off, its sound coming `segment` seconds at a time, late by up
// to half a second, `held` seconds of it at the beginning. Returns the least and the most that was held, seconds.
std::pair<double, double> held_over(double hours, double ppm, double segment, double held, unsigned seed) {
    std::minstd_rand random(seed);
    std::uniform_real_distribution<double> lateness(0.0, 0.5);
    DriftControl control(Frames{5 * kSampleRate}, segment > 1.0 ? kInSegments : kFlowing);
    constexpr double step = 0.25;
    double fill = held * kSampleRate;
    double least = fill;
    double most = fill;
    double begun = 0.0;  // of the segment to come, in the server's time
    double due = segment;
    for (double now = 0.0; now < hours * 3600.0; now += step) {
        for (; now >= due; due = begun + segment + lateness(random)) {
            fill += segment * kSampleRate * (1.0 + control.bend() * 1e-6);
            begun += segment / (1.0 + ppm * 1e-6);
        }
        fill -= step * kSampleRate;
        least = std::min(least, fill);
        most = std::max(most, fill);
        control.advance(Frames{static_cast<std::int64_t>(fill)}, step);
    }
    return {least / kSampleRate, most / kSampleRate};
}

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

TEST_CASE("24 hours of a relay whose clock is 200 ppm off pass without an under- or overrun, Icecast and HLS") {
    const double ppm = GENERATE(-200.0, 200.0);
    const double segment = GENERATE(0.25, 1.0, 2.0, 4.0, 6.0, 10.0);
    const double held = segment > 0.5 ? std::max(3.0 * segment, 4.0) : 5.0;
    const auto seed = static_cast<unsigned>(std::random_device{}());
    CAPTURE(ppm, segment, seed);
    const auto [least, most] = held_over(24.0, ppm, segment, held, seed);
    CHECK(least > 0.5);
    CHECK(most < 40.0);
}

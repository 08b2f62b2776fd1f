// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The air clock: learns the line from jittering entries, is not moved by single late ones, notices a jump.
#include "audio/air_clock.h"

#include <cmath>
#include <random>

#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

// An output that enters its callback every 512 frames of a clock `ppm` fast, or `at_once` times in a row for so many
// times 512, late by up to a fraction of a millisecond.
struct Device {
    explicit Device(double rate_ppm, int calls = 1)
        : ppm(rate_ppm), at_once(calls), seed(std::random_device{}()), random(seed) {}

    SteadyTime ideal(std::int64_t at) const {
        return SteadyTime{
            1h + shift +
            std::chrono::nanoseconds{std::llround(static_cast<double>(at) * 1e9 / 48'000 / (1.0 + ppm * 1e-6))}};
    }
    void run(AirClock& clock, double seconds) {
        std::exponential_distribution<double> late{1.0 / 100e3};
        for (const std::int64_t end = frame + static_cast<std::int64_t>(seconds * 48'000); frame < end;) {
            SteadyTime entry = ideal(frame) + std::chrono::nanoseconds{std::llround(late(random))};
            for (int call = 0; call < at_once; ++call, frame += 512, entry = entry + 20us)
                clock.note(frame, entry, 512);
            clock.update();
        }
    }
    double error_ms(const AirClock& clock) const {
        return static_cast<double>((clock.reading()->steady_at(Frames{frame}) - ideal(frame)).count()) / 1e6;
    }

    double ppm;
    int at_once;
    unsigned seed;
    std::mt19937 random;
    std::chrono::nanoseconds shift{0};
    std::int64_t frame = 0;
};

}  // namespace

TEST_CASE("the air clock knows within half a second when a frame enters the output, and soon how fast it runs") {
    Device device{GENERATE(0.0, 80.0, -150.0)};
    INFO("seed " << device.seed);
    AirClock clock;
    device.run(clock, 0.1);
    CHECK_FALSE(clock.reading());
    device.run(clock, 0.4);
    REQUIRE(clock.reading());
    CHECK(std::abs(device.error_ms(clock)) < 0.5);
    device.run(clock, 120.0);
    CHECK(std::abs(device.error_ms(clock)) < 0.2);
    CHECK(clock.reading()->ppm == Approx(device.ppm).margin(5.0));
    const Frames ahead{device.frame + 5 * 48'000};
    CHECK(std::abs(static_cast<double>((clock.reading()->steady_at(ahead) - device.ideal(ahead.count)).count())) <
          0.3e6);
}

TEST_CASE("a few entries that come very late do not move the air clock") {
    Device device{20.0};
    INFO("seed " << device.seed);
    AirClock clock;
    device.run(clock, 30.0);
    for (int i = 0; i < 5; ++i, device.frame += 512) clock.note(device.frame, device.ideal(device.frame) + 30ms, 512);
    clock.update();
    CHECK(std::abs(device.error_ms(clock)) < 0.2);
    CHECK(clock.jumps() == 0);
}

TEST_CASE("when the sound server loses time the air clock begins anew from there") {
    Device device{20.0, GENERATE(1, 2, 3, 8)};
    INFO("seed " << device.seed << ", " << device.at_once << " calls at once");
    AirClock clock;
    device.run(clock, 30.0);
    CHECK(std::abs(device.error_ms(clock)) < 0.3);
    device.shift = 42ms;
    device.run(clock, 2.0);
    CHECK(clock.jumps() == 1);
    CHECK(std::abs(device.error_ms(clock)) < 0.3);
    CHECK(clock.reading()->ppm == Approx(20.0).margin(15.0));
}

TEST_CASE("a slip of a few milliseconds is followed within seconds") {
    Device device{20.0};
    INFO("seed " << device.seed);
    AirClock clock;
    device.run(clock, 30.0);
    device.shift = GENERATE(3ms, -2ms);
    device.run(clock, 4.0);
    CHECK(std::abs(device.error_ms(clock)) < 0.5);
    device.run(clock, 20.0);
    CHECK(std::abs(device.error_ms(clock)) < 0.3);
    CHECK(clock.jumps() == 1);
}

TEST_CASE("half a second in which every entry is late does not move the air clock") {
    Device device{20.0};
    INFO("seed " << device.seed);
    AirClock clock;
    device.run(clock, 30.0);
    device.shift = 2ms;
    device.run(clock, 0.5);
    device.shift = 0ms;
    device.run(clock, 0.1);
    CHECK(std::abs(device.error_ms(clock)) < 0.3);
    CHECK(clock.jumps() == 0);
}

TEST_CASE("with another output the air clock forgets what it knew") {
    Device device{0.0};
    AirClock clock;
    device.run(clock, 5.0);
    clock.restart();
    CHECK_FALSE(clock.reading());
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The limiter: nothing above the ceiling between the samples either, and nothing touched below it. Peaks are judged by
// libebur128, which oversamples with a filter of its own.
#include "audio/limiter.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <random>
#include <vector>

#include "core/units.h"
#include "tests/catch.h"

using namespace truyenthanh;

namespace {

using Samples = std::vector<float>;

Samples stereo(std::size_t frames, const std::function<float(std::size_t)>& sample) {
    Samples samples;
    for (std::size_t i = 0; i < frames; ++i) samples.insert(samples.end(), 2, sample(i));
    return samples;
}

double true_peak_dbtp(const Samples& samples) {
    ebur128_state* state = ebur128_init(2, kSampleRate, EBUR128_MODE_TRUE_PEAK);
    ebur128_add_frames_float(state, samples.data(), samples.size() / 2);
    double left = 0.0;
    double right = 0.0;
    ebur128_true_peak(state, 0, &left);
    ebur128_true_peak(state, 1, &right);
    ebur128_destroy(&state);
    return 20.0 * std::log10(std::max(left, right));
}

Samples limited(Samples samples, std::uint32_t block = 512) {
    Limiter limiter;
    const auto frames = static_cast<std::uint32_t>(samples.size() / 2);
    for (std::uint32_t at = 0; at < frames; at += block)
        limiter.process(samples.data() + std::size_t{at} * 2, std::min(block, frames - at));
    return samples;
}

}  // namespace

TEST_CASE("sound below the threshold leaves bit for bit, kLimiterDelay later") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random{seed};
    std::uniform_real_distribution<float> noise{-0.42F, 0.42F};
    const Samples in = stereo(100'000, [&](std::size_t) { return noise(random); });
    const Samples out = limited(in, 333);
    const auto delay = static_cast<std::ptrdiff_t>(2 * kLimiterDelay);
    CHECK(std::equal(in.begin(), in.end() - delay, out.begin() + delay));
    CHECK(std::all_of(out.begin(), out.begin() + delay, [](float sample) { return sample == 0.0F; }));
}

TEST_CASE("peaks that lie between the samples are held under the ceiling") {
    // A quarter of the rate at 45 degrees: samples at 0.707 of a peak that none of them touches.
    const auto tone = [](double level) {
        return stereo(96'000, [level](std::size_t i) {
            return static_cast<float>(level * std::sin(std::numbers::pi * (0.5 * static_cast<double>(i) + 0.25)));
        });
    };
    REQUIRE(true_peak_dbtp(tone(1.3)) > 2.0);
    CHECK(true_peak_dbtp(limited(tone(1.3))) <= -1.0);
    CHECK(true_peak_dbtp(limited(tone(0.99))) <= -1.0);
}

TEST_CASE("noise, bursts and steps far above full scale are held under the ceiling") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random{seed};
    std::uniform_real_distribution<float> noise{-1.0F, 1.0F};
    SECTION("noise") {
        CHECK(true_peak_dbtp(limited(stereo(96'000, [&](auto) { return 3.0F * noise(random); }))) <= -1.0);
    }
    SECTION("bursts") {
        const auto burst = [&](std::size_t i) {
            return (i / 700 % 3 == 0 ? 4.0F : 0.1F) * std::sin(0.07F * static_cast<float>(i));
        };
        CHECK(true_peak_dbtp(limited(stereo(96'000, burst))) <= -1.0);
    }
    SECTION("a single click") {
        CHECK(true_peak_dbtp(limited(stereo(9'600, [](std::size_t i) { return i == 4'000 ? 1.9F : 0.0F; }))) <= -1.0);
    }
}

TEST_CASE("after a loud passage the limiter lets go and is transparent again") {
    const Samples in = stereo(
        480'000, [](std::size_t i) { return (i < 48'000 ? 2.0F : 0.2F) * std::sin(0.05F * static_cast<float>(i)); });
    const Samples out = limited(in);
    const std::size_t tail = in.size() - 96'000;
    const std::size_t delay = 2 * static_cast<std::size_t>(kLimiterDelay);
    bool is_same = true;
    for (std::size_t i = tail; i < in.size(); ++i) is_same = is_same && out[i] == in[i - delay];
    CHECK(is_same);
}

TEST_CASE("the block's size changes nothing in what the limiter gives") {
    const Samples in =
        stereo(50'000, [](std::size_t i) { return 1.5F * std::sin(0.001F * static_cast<float>(i * (i % 977))); });
    CHECK(limited(in, 512) == limited(in, 1));
    CHECK(limited(in, 512) == limited(in, 4096));
}

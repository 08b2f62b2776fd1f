// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is done to many samples at once against the same done to one after another, at every length and alignment.
#include "audio/sample_math.h"

#include <cmath>
#include <random>
#include <vector>

#include "tests/catch.h"

using namespace truyenthanh;

TEST_CASE("many samples at once give what one after another give, bit for bit, whatever their number and place") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random{seed};
    std::uniform_real_distribution<float> noise{-2.0F, 2.0F};
    for (std::uint32_t count = 0; count <= 150; ++count) {
        const std::uint32_t at = count % 7;  // not where vectors like to begin
        std::vector<float> samples(at + 2 * std::size_t{count} + 1);
        std::vector<float> others(samples.size());
        for (float& sample : samples) sample = noise(random);
        for (float& sample : others) sample = noise(random);
        float* const from = samples.data() + at;
        std::array<float, 2> sides{};
        for (std::uint32_t i = 0; i < 2 * count; ++i) sides[i % 2] = std::max(sides[i % 2], std::fabs(from[i]));
        CHECK(largest_of_sides(from, count) == sides);
        CHECK(largest(from, 2 * count) == std::max(sides[0], sides[1]));
        CHECK(largest(from, 2 * count + 1) == std::max({sides[0], sides[1], std::fabs(from[2 * std::size_t{count}])}));
        std::vector<float> added = samples;
        std::vector<float> scaled = samples;
        std::vector<float> framed = samples;
        add(added.data() + at, others.data() + at, 2 * count);
        scale(scaled.data() + at, 0.7F, 2 * count);
        scale_frames(framed.data() + at, others.data(), count);
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const bool is_touched = i >= at && i < at + 2 * std::size_t{count};
            REQUIRE(added[i] == (is_touched ? samples[i] + others[i] : samples[i]));
            REQUIRE(scaled[i] == (is_touched ? samples[i] * 0.7F : samples[i]));
            REQUIRE(framed[i] == (is_touched ? samples[i] * others[(i - at) / 2] : samples[i]));
        }
    }
}

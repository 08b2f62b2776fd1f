// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Frames become seconds in one way, and parts add up.
#include "airtime/rounding.h"

#include <numeric>
#include <random>

#include "tests/catch.h"

using namespace truyenthanh;
using std::chrono::seconds;

namespace {

seconds total(const std::vector<seconds>& parts) { return std::accumulate(parts.begin(), parts.end(), seconds{0}); }

std::vector<Frames> random_parts(std::mt19937& random) {
    std::vector<Frames> parts(std::uniform_int_distribution<std::size_t>(1, 40)(random));
    for (Frames& part : parts)
        part.count = std::uniform_int_distribution<std::int64_t>(0, 1)(random) == 0
                         ? std::uniform_int_distribution<std::int64_t>(0, 100'000)(random)
                         : std::uniform_int_distribution<std::int64_t>(0, 400'000'000)(random);
    return parts;
}

}  // namespace

TEST_CASE("half a second counts as one, a frame less does not") {
    CHECK(whole_seconds(Frames{24'000}) == seconds{1});
    CHECK(whole_seconds(Frames{23'999}) == seconds{0});
    CHECK(whole_seconds(Frames{48'000 * 900}) == seconds{900});
}

TEST_CASE("the second left over goes to the part that was nearest to it") {
    const std::vector<Frames> parts{{48'000 + 20'000}, {48'000 + 30'000}, {48'000 - 2}};
    CHECK(apportioned(parts) == std::vector<seconds>{seconds{1}, seconds{2}, seconds{1}});
    CHECK(apportioned(std::vector<Frames>{}).empty());
}

TEST_CASE("whatever the parts are, their seconds add up to the total's and none is off by a second") {
    const unsigned seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 2'000; ++round) {
        const std::vector<Frames> parts = random_parts(random);
        Frames sum;
        for (const Frames part : parts) sum += part;
        const std::vector<seconds> given = apportioned(parts);
        REQUIRE(total(given) == whole_seconds(sum));
        for (std::size_t i = 0; i < parts.size(); ++i)
            REQUIRE(std::abs(given[i].count() * kSampleRate - parts[i].count) < kSampleRate);
    }
}

TEST_CASE("a total rounded elsewhere is shared out to the last second, below or above what the parts would be") {
    const unsigned seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 500; ++round) {
        const std::vector<Frames> parts = random_parts(random);
        const seconds near = total(apportioned(parts)) + seconds{std::uniform_int_distribution<int>(-2, 2)(random)};
        const std::vector<seconds> given = shared_out(std::max(near, seconds{0}), parts);
        REQUIRE(total(given) == std::max(near, seconds{0}));
        for (const seconds part : given) REQUIRE(part.count() >= 0);
    }
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whoever may write every file and every row of a station cannot make it sound a single frame that was not approved.
// TRUYENTHANH_ROUNDS sets how many stations are attacked, TRUYENTHANH_SEED with which seed the first one.
#include <cstdlib>
#include <random>

#include "tests/catch.h"
#include "tests/daemon/attacked_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;

namespace {

unsigned number_from(const char* name, unsigned otherwise) {
    const char* text = std::getenv(name);
    return text ? static_cast<unsigned>(std::strtoul(text, nullptr, 10)) : otherwise;
}

// Whole stations are slow under a sanitizer.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr unsigned kRounds = 10;
#else
constexpr unsigned kRounds = 100;
#endif

// Of three parts, which run side by side, part `number`.
void attack_stations(unsigned number) {
    const unsigned rounds = number_from("TRUYENTHANH_ROUNDS", kRounds);
    const unsigned first = number_from("TRUYENTHANH_SEED", std::random_device{}()) + number * rounds;
    std::int64_t heard = 0;
    for (unsigned seed = first; seed != first + rounds; ++seed) {
        AttackedStation station(seed);
        station.play();
        INFO("TRUYENTHANH_SEED=" << seed << " TRUYENTHANH_ROUNDS=1 and the first part repeat this one\n"
                                 << station.story());
        REQUIRE(station.verdict() == "");
        heard += station.frames_heard();
    }
    if (rounds >= 10) CHECK(heard > std::int64_t{rounds} * kSampleRate);  // the stations do play
}

}  // namespace

TEST_CASE("not one frame that is not approved is heard, whatever is done to masters and rows") { attack_stations(0); }
TEST_CASE("not one frame that is not approved is heard, in a hundred more stations") { attack_stations(1); }
TEST_CASE("not one frame that is not approved is heard, in a hundred others") { attack_stations(2); }

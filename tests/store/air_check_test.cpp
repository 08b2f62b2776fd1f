// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which files hold the sound of an as-run entry.
#include "store/air_checks.h"

#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t kSecond = kSampleRate;

AirCheckPiece piece(const std::string& file, std::uint64_t epoch, std::int64_t first_s, std::int64_t length_s) {
    AirCheckPiece made;
    made.file = file;
    made.subject = {{LocalDate{std::chrono::year(2026) / 12 / 5}, SlotId{3}, {}}, "Sáng"};
    made.epoch = epoch;
    made.first = Frames{first_s * kSecond};
    made.frames = Frames{length_s * kSecond};
    made.started = at(std::chrono::seconds{first_s});
    made.bytes = 1000;
    return made;
}

AsRunEntry heard(std::uint64_t epoch, std::int64_t first_s, std::int64_t length_s) {
    AsRunEntry entry;
    entry.count.epoch = epoch;
    entry.count.first = Frames{first_s * kSecond};
    entry.count.frames = Frames{length_s * kSecond};
    entry.count.started = at(std::chrono::seconds{first_s});
    entry.count.ended = at(std::chrono::seconds{first_s + length_s});
    return entry;
}

}  // namespace

TEST_CASE("the sound of an item is found in the files that hold it, to the frame") {
    TemporaryStation station;
    add_air_check(station.connection, piece("a", 7, 0, 60));
    add_air_check(station.connection, piece("b", 7, 60, 60));
    const auto cuts = sound_of(station.connection, heard(7, 50, 30));
    REQUIRE(cuts.size() == 2);
    CHECK(cuts[0].file == "a");
    CHECK(cuts[0].skip == Frames{50 * kSecond});
    CHECK(cuts[0].frames == Frames{10 * kSecond});
    CHECK(cuts[1].file == "b");
    CHECK(cuts[1].skip == Frames{});
    CHECK(cuts[1].frames == Frames{20 * kSecond});
    CHECK(length_of(cuts) == Frames{30 * kSecond});
}

TEST_CASE("what two files hold is not given twice, and what none holds is left out") {
    TemporaryStation station;
    add_air_check(station.connection, piece("a", 7, 0, 60));
    add_air_check(station.connection, piece("b", 7, 50, 60));
    add_air_check(station.connection, piece("c", 7, 200, 60));
    CHECK(length_of(sound_of(station.connection, heard(7, 0, 110))) == Frames{110 * kSecond});
    CHECK(length_of(sound_of(station.connection, heard(7, 100, 120))) == Frames{30 * kSecond});
    CHECK(sound_of(station.connection, heard(7, 300, 10)).empty());
}

TEST_CASE("another life of the chain has other frames") {
    TemporaryStation station;
    add_air_check(station.connection, piece("a", 7, 0, 60));
    CHECK(sound_of(station.connection, heard(8, 10, 10)).empty());
}

TEST_CASE("an entry that the chain's death has broken is found by the clock") {
    TemporaryStation station;
    add_air_check(station.connection, piece("a", 7, 100, 20));
    AirCheckPiece after = piece("b", 8, 1, 40);
    after.started = at(125s);
    add_air_check(station.connection, after);
    AsRunEntry entry = heard(8, 110, 30);
    entry.count.first = Frames{kSecond};
    entry.count.frames = Frames{25 * kSecond};
    const auto cuts = sound_of(station.connection, entry);
    REQUIRE(cuts.size() == 2);
    CHECK(cuts[0].skip == Frames{10 * kSecond});
    CHECK(length_of(cuts) == Frames{25 * kSecond});
}

TEST_CASE("a file that is gone is forgotten, and one described again has one row") {
    TemporaryStation station;
    add_air_check(station.connection, piece("a", 7, 0, 60));
    add_air_check(station.connection, piece("a", 7, 0, 50));
    REQUIRE(all_air_checks(station.connection).size() == 1);
    CHECK(all_air_checks(station.connection)[0].frames == Frames{50 * kSecond});
    CHECK(all_air_checks(station.connection)[0].subject.slot_name == "Sáng");
    forget_air_check(station.connection, "a");
    CHECK(all_air_checks(station.connection).empty());
}

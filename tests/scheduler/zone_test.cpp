// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Zones: local time of a place to UTC and back, where clocks jump and where they do not.
#include "core/zone.h"

#include <random>

#include "core/error.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;
using std::chrono::year;

namespace {

LocalTime local(int y, unsigned m, unsigned d, std::chrono::microseconds time_of_day) {
    return LocalTime{
        std::chrono::sys_days{LocalDate{year{y}, std::chrono::month{m}, std::chrono::day{d}}}.time_since_epoch() +
        time_of_day};
}

WallTime utc(int y, unsigned m, unsigned d, std::chrono::microseconds time_of_day) {
    return WallTime{local(y, m, d, time_of_day).time_since_epoch()};
}

}  // namespace

TEST_CASE("the ward's clock is seven hours ahead of UTC, summer and winter") {
    const auto zone = make_zone("Asia/Ho_Chi_Minh");
    CHECK(zone->name() == "Asia/Ho_Chi_Minh");
    CHECK(zone->to_utc(local(2026, 1, 5, 7h + 30min)) == utc(2026, 1, 5, 30min));
    CHECK(zone->to_utc(local(2026, 7, 5, 0s)) == utc(2026, 7, 4, 17h));
    CHECK(zone->to_local(utc(2026, 7, 4, 17h)) == local(2026, 7, 5, 0s));
}

TEST_CASE("a zone the system does not know is an error of the configuration that names it") {
    try {
        make_zone("Asia/Hanoi_typo");
        FAIL("accepted");
    } catch (const ConfigError& error) {
        CHECK(error.message() == Message{"zone.unknown", {{"zone", "Asia/Hanoi_typo"}}});
    }
}

TEST_CASE("a time that the spring change skips means the first instant after it") {
    struct Row {
        const char* zone;
        LocalTime skipped;
        WallTime instant;
    };
    const Row row = GENERATE(Row{"Europe/Berlin", local(2026, 3, 29, 2h + 30min), utc(2026, 3, 29, 1h)},
                             Row{"America/New_York", local(2026, 3, 8, 2h), utc(2026, 3, 8, 7h)},
                             Row{"Australia/Lord_Howe", local(2026, 10, 4, 2h + 15min), utc(2026, 10, 3, 15h + 30min)},
                             Row{"Pacific/Apia", local(2011, 12, 30, 12h), utc(2011, 12, 30, 10h)},
                             Row{"Africa/Casablanca", local(2026, 3, 22, 2h + 30min), utc(2026, 3, 22, 2h)});
    INFO(row.zone);
    CHECK(make_zone(row.zone)->to_utc(row.skipped) == row.instant);
}

TEST_CASE("a time that the autumn change repeats means the first of the two") {
    struct Row {
        const char* zone;
        LocalTime twice;
        WallTime first;
        std::chrono::minutes apart;
    };
    const Row row =
        GENERATE(Row{"Europe/Berlin", local(2026, 10, 25, 2h + 30min), utc(2026, 10, 25, 30min), 60min},
                 Row{"America/New_York", local(2026, 11, 1, 1h + 59min), utc(2026, 11, 1, 5h + 59min), 60min},
                 Row{"Australia/Lord_Howe", local(2026, 4, 5, 1h + 45min), utc(2026, 4, 4, 14h + 45min), 30min},
                 Row{"Africa/Casablanca", local(2026, 2, 15, 2h + 10min), utc(2026, 2, 15, 1h + 10min), 60min});
    INFO(row.zone);
    const auto zone = make_zone(row.zone);
    CHECK(zone->to_utc(row.twice) == row.first);
    CHECK(zone->to_local(row.first) == row.twice);
    CHECK(zone->to_local(row.first + row.apart) == row.twice);
}

TEST_CASE("every instant comes back from local time, or one fold earlier, in all zones") {
    const char* name = GENERATE("Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
                                "Pacific/Apia", "Africa/Casablanca", "UTC");
    const unsigned seed = std::random_device{}();
    INFO("seed " << seed << ", zone " << name);
    std::mt19937_64 random{seed};
    std::uniform_int_distribution<std::int64_t> seconds{1'293'840'000, 2'114'380'800};  // 2011 to 2037
    const auto zone = make_zone(name);
    for (int i = 0; i < 5'000; ++i) {
        const WallTime at{std::chrono::seconds{seconds(random)} + 123'456us};
        const LocalTime there = zone->to_local(at);
        const WallTime back = zone->to_utc(there);
        const auto earlier = at - back;
        REQUIRE((earlier == 0s || earlier == 30min || earlier == 1h));
        REQUIRE(zone->to_local(back) == there);
    }
}

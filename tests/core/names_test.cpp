// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names: how words, dates, times and durations are written and read back.
#include "core/names.h"

#include <random>
#include <set>

#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

// Every name is read back as its own value, no two are the same, and `last` is the last value of the enum.
template <class Enum>
void check_table(Enum last) {
    constexpr auto& names = EnumNames<Enum>::names;
    REQUIRE(names.size() == static_cast<std::size_t>(last) + 1);
    CHECK(std::set<std::string_view>(names.begin(), names.end()).size() == names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        CHECK(parse<Enum>(names[i]) == static_cast<Enum>(i));
        CHECK(name(static_cast<Enum>(i)) == names[i]);
        CHECK(names[i].find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos);
    }
    CHECK_FALSE(parse<Enum>("").has_value());
    CHECK_FALSE(parse<Enum>(std::string(names[0]) + " ").has_value());
}

LocalDate date(int y, unsigned m, unsigned d) {
    return LocalDate{std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
}

}  // namespace

TEST_CASE("every word of the station has one spelling and is read back as itself") {
    check_table(ItemKind::Close);
    check_table(Mix::Bed);
    check_table(RelayLevel::City);
    check_table(StartRule::Follow);
    check_table(OverrunRule::Finish);
    check_table(LateRule::Skip);
    check_table(RelayReturn::InPause);
    check_table(SubstituteRule::Silence);
    check_table(ExceptionKind::Suspend);
    check_table(EntryKind::Test);
    check_table(Outcome::Cancelled);
    check_table(ClockTrust::Untrusted);
    check_table(Severity::Fault);
    check_table(Rank::Emergency);
    check_table(TakeState::Ended);
    check_table(EndCause::Dropped);
    check_table(OutputState::Lost);
}

TEST_CASE("words are spelt as the operator types them") {
    CHECK(name(EntryKind::DeadAir) == "dead_air");
    CHECK(name(Outcome::AiredLate) == "aired_late");
    CHECK(name(TakeState::OnAir) == "on_air");
    CHECK(name(EndCause::LeaseEnded) == "lease_ended");
    CHECK(name(StartRule::Hard) == "hard");
    CHECK(choices<StartRule>() == "hard, follow");
    CHECK_FALSE(parse<StartRule>("Hard").has_value());
    static_assert(parse<Mix>("duck") == Mix::Duck);
}

TEST_CASE("a date is written year-month-day, and only days that exist are read") {
    CHECK(to_string(date(2026, 12, 5)) == "2026-12-05");
    CHECK(parse_date("2026-12-05") == date(2026, 12, 5));
    CHECK(parse_date("2028-02-29") == date(2028, 2, 29));
    for (const char* wrong : {"", "2026-02-29", "2026-13-01", "2026-1-1", "05-12-2026", "2026-12-05 ", "2026/12/05",
                              " 2026-12-05", "2026-12-0x"}) {
        INFO(wrong);
        CHECK_FALSE(parse_date(wrong).has_value());
    }
}

TEST_CASE("a time of day has hours and minutes, and seconds where they matter") {
    CHECK(to_string_time_of_day(7h + 30min) == "07:30");
    CHECK(to_string_time_of_day(7h + 30min + 5s) == "07:30:05");
    CHECK(to_string_time_of_day(24h) == "24:00");
    CHECK(parse_time_of_day("07:30") == 7h + 30min);
    CHECK(parse_time_of_day("23:59:59") == 24h - 1s);
    CHECK(parse_time_of_day("24:00") == 24h);
    for (const char* wrong : {"", "7:30", "07:60", "24:01", "25:00", "07:30:", "07:30:60", "07h30", "07:30:15.5"}) {
        INFO(wrong);
        CHECK_FALSE(parse_time_of_day(wrong).has_value());
    }
}

TEST_CASE("a duration is read from hours, minutes, seconds and milliseconds") {
    CHECK(parse_duration("15m") == 15min);
    CHECK(parse_duration("900s") == 15min);
    CHECK(parse_duration("1h15m") == 75min);
    CHECK(parse_duration("1h30s") == 1h + 30s);
    CHECK(parse_duration("1s250ms") == 1'250ms);
    CHECK(parse_duration("-30s") == -30s);
    CHECK(parse_duration("0s") == 0s);
    CHECK(parse_seconds("15m") == 15min);
    CHECK_FALSE(parse_seconds("1500ms").has_value());
    CHECK(parse_seconds("2000ms") == 2s);
    for (const char* wrong : {"", "-", "15", "m", "1m1h", "1m1m", "1.5h", "15 m", "1d", "--5s", "1h-5m", "+5s",
                              "99999999999999999999s", "9999999999999h"}) {
        INFO(wrong);
        CHECK_FALSE(parse_duration(wrong).has_value());
    }
}

TEST_CASE("a duration is written in the largest units that fit") {
    CHECK(to_string_duration(15min) == "15m");
    CHECK(to_string_duration(75min) == "1h15m");
    CHECK(to_string_duration(0s) == "0s");
    CHECK(to_string_duration(1'250ms) == "1s250ms");
    CHECK(to_string_duration(-90s) == "-1m30s");
}

TEST_CASE("weekdays are read as ranges and lists") {
    CHECK(parse_weekdays("daily") == kEveryDay);
    CHECK(parse_weekdays("mon-sun") == kEveryDay);
    CHECK(parse_weekdays("mon-fri") == 0x1fU);
    CHECK(parse_weekdays("mon,wed") == 0x05U);
    CHECK(parse_weekdays("sat-mon") == 0x61U);
    CHECK(parse_weekdays("mon-wed,sat") == 0x27U);
    CHECK(parse_weekdays("sun") == 0x40U);
    for (const char* wrong :
         {"", "never", "Mon", "mon,", ",mon", "mon-", "monday", "mon;tue", "daily,mon", "mon--wed"}) {
        INFO(wrong);
        CHECK_FALSE(parse_weekdays(wrong).has_value());
    }
    CHECK(weekday_bit(std::chrono::Monday) == 1U);
    CHECK(weekday_bit(std::chrono::Sunday) == 0x40U);
}

TEST_CASE("every set of weekdays is written so that it is read back") {
    CHECK(to_string_weekdays(0x1f) == "mon-fri");
    CHECK(to_string_weekdays(0x03) == "mon,tue");
    CHECK(to_string_weekdays(0x61) == "mon,sat,sun");
    CHECK(to_string_weekdays(0) == "never");
    for (Weekdays days = 1; days <= kEveryDay; ++days) CHECK(parse_weekdays(to_string_weekdays(days)) == days);
}

TEST_CASE("an instant is written in UTC and read back to the microsecond") {
    const WallTime at = std::chrono::sys_days{date(2026, 12, 5)} + 7h + 30min;
    CHECK(to_string(at) == "2026-12-05T07:30:00Z");
    CHECK(to_string(at + 42us) == "2026-12-05T07:30:00.000042Z");
    CHECK(parse_wall_time("2026-12-05T07:30:00Z") == at);
    for (const char* wrong : {"", "2026-12-05", "2026-12-05T07:30Z", "2026-12-05T07:30:00", "2026-12-05T24:00:00Z",
                              "2026-12-05T07:30:00.5Z", "2026-12-05 07:30:00Z", "2026-12-05T07:30:00Zx"}) {
        INFO(wrong);
        CHECK_FALSE(parse_wall_time(wrong).has_value());
    }
}

TEST_CASE("any date, time, duration and instant is read back as it was written") {
    const unsigned seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937_64 random{seed};
    const auto any = [&](std::int64_t low, std::int64_t high) {
        return std::uniform_int_distribution<std::int64_t>{low, high}(random);
    };
    for (int i = 0; i < 2'000; ++i) {
        const std::chrono::milliseconds duration{any(-1'000'000'000, 1'000'000'000)};
        REQUIRE(parse_duration(to_string_duration(duration)) == duration);
        const std::chrono::seconds time{any(0, 86'400)};
        REQUIRE(parse_time_of_day(to_string_time_of_day(time)) == time);
        const WallTime at{std::chrono::microseconds{any(-2'000'000'000'000'000, 4'000'000'000'000'000)}};
        REQUIRE(parse_wall_time(to_string(at)) == at);
        const LocalDate day{std::chrono::floor<std::chrono::days>(at)};
        REQUIRE(parse_date(to_string(day)) == day);
    }
}

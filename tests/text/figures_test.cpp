// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Figures as people read them.
#include "text/figures.h"

#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

TEST_CASE("airtime is written the way quarterly reports write it") {
    CHECK(airtime(106'200s) == "29h30'");
    CHECK(airtime(2h) == "2h");
    CHECK(airtime(2h + 5min) == "2h05'");
    CHECK(airtime(900s) == "15'");
    CHECK(airtime(245s) == "4'05\"");
    CHECK(airtime(45s) == "45\"");
    CHECK(airtime(0s) == "0\"");
}

TEST_CASE("what is left counts down with a minus sign") {
    CHECK(remaining(185s) == "−03:05");
    CHECK(remaining(3600s) == "−1:00:00");
    CHECK(remaining(-5s) == "−00:00");
    CHECK(hours_minutes_seconds(900s) == "00:15:00");
    CHECK(hours_minutes_seconds(106'200s) == "29:30:00");
}

TEST_CASE("a time of day shows seconds only where there are some") {
    CHECK(time_of_day(7h + 30min) == "07:30");
    CHECK(time_of_day(7h + 30min + 5s) == "07:30:05");
    CHECK(time_of_day(0s) == "00:00");
}

TEST_CASE("dates are written day first in Vietnamese and year first in English") {
    const LocalDate date{std::chrono::year{2026} / 12 / 5};
    const LocalTime time = std::chrono::local_days{date} + 7h + 30min + 5s;
    CHECK(full_date(date, Language::Vietnamese) == "Thứ Bảy 05/12/2026");
    CHECK(full_date(date, Language::English) == "Saturday 2026-12-05");
    CHECK(date_and_time(time, Language::Vietnamese) == "05/12/2026 07:30:05");
    CHECK(date_and_time(time, Language::English) == "2026-12-05 07:30:05");
    CHECK(iso_local(time) == "2026-12-05T07:30:05");
    CHECK(iso_date(date) == "2026-12-05");
}

TEST_CASE("numbers have the decimal sign and the groups of their language") {
    CHECK(decimal(-14.25, 1, Language::English) == "-14.2");
    CHECK(decimal(-14.26, 1, Language::Vietnamese) == "-14,3");
    CHECK(decimal(3.0, 0, Language::Vietnamese) == "3");
    CHECK(grouped(106'200, Language::Vietnamese) == "106.200");
    CHECK(grouped(-1'106'200, Language::English) == "-1,106,200");
    CHECK(grouped(999, Language::English) == "999");
    CHECK(grouped(-999, Language::English) == "-999");
}

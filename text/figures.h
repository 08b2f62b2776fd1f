// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Durations, times and numbers as people of the station read them. Pure functions.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "core/units.h"
#include "text/catalogue.h"

namespace truyenthanh {

// Airtime as reports write it: 29h30', 15', 4'05", 45". Seconds only where they are not zero and it is under an hour.
std::string airtime(std::chrono::seconds duration);
// The same to the second, as tables write it: 29h30'00", 4'05", 45".
std::string exact_airtime(std::chrono::seconds duration);
// 00:15:00; hours grow as needed.
std::string hours_minutes_seconds(std::chrono::seconds duration);
// What is left, the minus sign first: −03:05, −1:00:00.
std::string remaining(std::chrono::seconds left);
// A local time of day: 07:30 or 07:30:05.
std::string time_of_day(std::chrono::seconds since_midnight);
// 2026-12-05T07:30:05 and 2026-12-05 07:30:05.
std::string iso_date(LocalDate date);
std::string iso_local(LocalTime time);
std::string date_and_time(LocalTime time, Language language);
// 05/12/2026; 2026-12-05.
std::string short_date(LocalDate date, Language language);
// Thứ Bảy 05/12/2026; Saturday 2026-12-05.
std::string full_date(LocalDate date, Language language);
std::string weekday_name(std::chrono::weekday day, Language language);
// −14.3 as the language writes it (decimal comma in Vietnamese); `digits` after it, 0–6.
std::string decimal(double value, int digits, Language language);
// 106.200 in Vietnamese, 106,200 in English.
std::string grouped(std::int64_t value, Language language);

}  // namespace truyenthanh

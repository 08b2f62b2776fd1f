// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The span of days a report is about, and the spans it is compared with. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ledger_sums.h"

namespace truyenthanh {

// How a period repeats: by so many months, or (Days) by its own length.
enum class PeriodKind { Month, Quarter, Half, Year, Days };

// Months may close on a day before their last: with first_day 20, "March" is 20 February to 19 March.
struct Period {
    PeriodKind kind = PeriodKind::Days;
    DayRange span;
    int year = 0;       // of the month it is named after; 0 for Days
    int number = 0;     // of the month, quarter or half within the year, from 1; 1 for a year
    int first_day = 1;  // 1–28

    bool operator==(const Period&) const = default;
};

// "2018-01", "2018-q1", "2018-h1", "2018", "2018-01-20..2018-02-19"; in people's words too: "quý 1/2018", "tháng
// 1/2018", "nửa đầu"… are read by the command line. Nothing where it is none of these.
std::optional<Period> parse_period(std::string_view text, int first_day = 1);
// "2018-01", "2018-q1", "2018-h1", "2018", "2018-01-20..2018-02-19".
std::string to_string(const Period& period);

Period period_of(PeriodKind kind, int year, int number, int first_day = 1);
Period days_from_to(LocalDate from, LocalDate to);

// The one right before: of the same kind, or as many days.
Period before(const Period& period);
// The same a year earlier; 29 February becomes the 28th.
Period year_before(const Period& period);
// The months it consists of, whole or cut off at its ends; a month by itself, and days within one, are one part.
std::vector<Period> months_of(const Period& period);

}  // namespace truyenthanh

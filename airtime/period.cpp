// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See period.h.
#include "airtime/period.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/names.h"

namespace truyenthanh {
namespace {

using std::chrono::days;
using std::chrono::local_days;

struct Unit {
    PeriodKind kind;
    int months;
    char letter;
};
constexpr std::array<Unit, 4> kUnits{
    {{PeriodKind::Month, 1, 0}, {PeriodKind::Quarter, 3, 'q'}, {PeriodKind::Half, 6, 'h'}, {PeriodKind::Year, 12, 0}}};

int months_in(PeriodKind kind) {
    for (const Unit& unit : kUnits) {
        if (unit.kind == kind) return unit.months;
    }
    return 0;
}

// The first day of the reporting month that is called by this number of months since year 0.
LocalDate first_of(int month_count, int first_day) {
    const int month = first_day == 1 ? month_count : month_count - 1;
    return std::chrono::year(month / 12) / (month % 12 + 1) / first_day;
}

LocalDate shifted(LocalDate date, std::chrono::years by) {
    const LocalDate moved = date + by;
    return moved.ok() ? moved : moved.year() / moved.month() / std::chrono::last;
}

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<Period> parse_days(std::string_view text, std::size_t middle) {
    const auto from = parse_date(text.substr(0, middle));
    const auto to = parse_date(text.substr(middle + 2));
    if (!from || !to || *to < *from) return std::nullopt;
    return days_from_to(*from, *to);
}

std::optional<Period> parse_part(int year, std::string_view part, int first_day) {
    PeriodKind kind = PeriodKind::Month;
    for (const Unit& unit : kUnits) {
        if (unit.letter == 0 || part.front() != unit.letter) continue;
        kind = unit.kind;
        part.remove_prefix(1);
        break;
    }
    const std::optional<int> which = number(part);
    const bool is_one = kind == PeriodKind::Month ? part.size() == 2 : part.size() == 1;
    if (!which || !is_one || *which < 1 || *which > 12 / months_in(kind)) return std::nullopt;
    return period_of(kind, year, *which, first_day);
}

}  // namespace

Period period_of(PeriodKind kind, int year, int number, int first_day) {
    const int months = months_in(kind);
    const int first = year * 12 + (number - 1) * months;
    const local_days end{first_of(first + months, first_day)};
    return {kind, {first_of(first, first_day), LocalDate{end - days{1}}}, year, number, first_day};
}

Period days_from_to(LocalDate from, LocalDate to) { return {PeriodKind::Days, {from, to}, 0, 0, 1}; }

std::optional<Period> parse_period(std::string_view text, int first_day) {
    if (first_day < 1 || first_day > 28) return std::nullopt;
    if (const std::size_t middle = text.find(".."); middle != std::string_view::npos) return parse_days(text, middle);
    const std::optional<int> year = number(text.substr(0, 4));
    if (!year || *year < 1900 || *year > 9998 || text.size() == 5) return std::nullopt;
    if (text.size() == 4) return period_of(PeriodKind::Year, *year, 1, first_day);
    if (text[4] != '-') return std::nullopt;
    return parse_part(*year, text.substr(5), first_day);
}

std::string to_string(const Period& period) {
    const std::string year = std::to_string(period.year);
    switch (period.kind) {
        case PeriodKind::Month:
            return year + (period.number < 10 ? "-0" : "-") + std::to_string(period.number);
        case PeriodKind::Quarter:
            return year + "-q" + std::to_string(period.number);
        case PeriodKind::Half:
            return year + "-h" + std::to_string(period.number);
        case PeriodKind::Year:
            return year;
        case PeriodKind::Days:
            break;
    }
    return to_string(period.span.from) + ".." + to_string(period.span.to);
}

Period before(const Period& period) {
    if (period.kind == PeriodKind::Days) {
        const local_days from{period.span.from};
        const days length = local_days{period.span.to} - from + days{1};
        return days_from_to(LocalDate{from - length}, LocalDate{from - days{1}});
    }
    const int in_year = 12 / months_in(period.kind);
    const bool is_first = period.number == 1;
    return period_of(period.kind, is_first ? period.year - 1 : period.year, is_first ? in_year : period.number - 1,
                     period.first_day);
}

Period year_before(const Period& period) {
    if (period.kind != PeriodKind::Days)
        return period_of(period.kind, period.year - 1, period.number, period.first_day);
    const std::chrono::years year{1};
    return days_from_to(shifted(period.span.from, -year), shifted(period.span.to, -year));
}

std::vector<Period> months_of(const Period& period) {
    std::vector<Period> months;
    LocalDate from = period.span.from;
    while (from <= period.span.to) {
        const int first_day = period.first_day;
        int month = static_cast<int>(from.year()) * 12 + static_cast<int>(static_cast<unsigned>(from.month())) - 1;
        if (first_day > 1 && from.day() >= std::chrono::day(static_cast<unsigned>(first_day))) ++month;
        Period whole = period_of(PeriodKind::Month, month / 12, month % 12 + 1, first_day);
        const LocalDate to = std::min(whole.span.to, period.span.to);
        months.push_back(whole.span == DayRange{from, to} ? whole : days_from_to(from, to));
        from = LocalDate{local_days{to} + days{1}};
    }
    return months;
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See when.h.
#include "config/when.h"

#include <algorithm>
#include <array>

namespace truyenthanh {
namespace {

constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

// 0 … 6, or 7 where it is no day.
unsigned day_number(std::string_view text) {
    return static_cast<unsigned>(std::find(kDays.begin(), kDays.end(), text) - kDays.begin());
}

// "mon" or "mon-fri"; a range may run over Sunday.
Weekdays parse_range(std::string_view text) {
    const std::size_t dash = text.find('-');
    const unsigned first = day_number(text.substr(0, dash));
    const unsigned last = dash == std::string_view::npos ? first : day_number(text.substr(dash + 1));
    if (first > 6 || last > 6) return 0;
    Weekdays days = 1U << last;
    for (unsigned day = first; day != last; day = (day + 1) % 7) days |= 1U << day;
    return days;
}

// Two digits, or -1.
int two_digits(std::string_view text) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() != 2 || !is_digit(text[0]) || !is_digit(text[1])) return -1;
    return (text[0] - '0') * 10 + (text[1] - '0');
}

}  // namespace

Weekdays parse_days(std::string_view text) {
    if (text == "daily") return kEveryDay;
    Weekdays days = 0;
    for (;;) {
        const std::size_t comma = text.find(',');
        const Weekdays range = parse_range(text.substr(0, comma));
        if (range == 0) return 0;
        days |= range;
        if (comma == std::string_view::npos) return days;
        text.remove_prefix(comma + 1);
    }
}

std::chrono::seconds parse_time_of_day(std::string_view text) {
    constexpr std::chrono::seconds kNone{-1};
    const bool has_seconds = text.size() == 8 && text[5] == ':';
    if ((text.size() != 5 && !has_seconds) || text[2] != ':') return kNone;
    const int hour = two_digits(text.substr(0, 2));
    const int minute = two_digits(text.substr(3, 2));
    const int second = has_seconds ? two_digits(text.substr(6, 2)) : 0;
    if (hour < 0 || minute < 0 || second < 0 || minute > 59 || second > 59) return kNone;
    const std::chrono::seconds time =
        std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second);
    return time <= std::chrono::hours(24) ? time : kNone;
}

}  // namespace truyenthanh

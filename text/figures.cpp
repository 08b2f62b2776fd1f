// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See figures.h.
#include "text/figures.h"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace truyenthanh {

namespace {

using std::chrono::seconds;

template <class... Values>
std::string print(const char* format, Values... values) {
    std::array<char, 96> text{};
    std::snprintf(text.data(), text.size(), format, values...);
    return text.data();
}

struct Parts {
    long long hours, minutes, seconds;
};

Parts parts_of(seconds duration) {
    const long long all = duration.count() < 0 ? 0 : duration.count();
    return {all / 3600, all / 60 % 60, all % 60};
}

LocalDate day_of(LocalTime time) { return LocalDate{std::chrono::floor<std::chrono::days>(time)}; }

seconds second_of_day(LocalTime time) {
    return std::chrono::floor<seconds>(time - std::chrono::floor<std::chrono::days>(time));
}

}  // namespace

std::string airtime(seconds duration) {
    const Parts p = parts_of(duration);
    if (p.hours > 0) return p.minutes > 0 ? print("%lldh%02lld'", p.hours, p.minutes) : print("%lldh", p.hours);
    if (p.minutes > 0 && p.seconds > 0) return print("%lld'%02lld\"", p.minutes, p.seconds);
    return p.minutes > 0 ? print("%lld'", p.minutes) : print("%lld\"", p.seconds);
}

std::string exact_airtime(seconds duration) {
    const Parts p = parts_of(duration);
    if (p.hours > 0) return print("%lldh%02lld'%02lld\"", p.hours, p.minutes, p.seconds);
    return p.minutes > 0 ? print("%lld'%02lld\"", p.minutes, p.seconds) : print("%lld\"", p.seconds);
}

std::string hours_minutes_seconds(seconds duration) {
    const Parts p = parts_of(duration);
    return print("%02lld:%02lld:%02lld", p.hours, p.minutes, p.seconds);
}

std::string remaining(seconds left) {
    const Parts p = parts_of(left);
    if (p.hours > 0) return print("−%lld:%02lld:%02lld", p.hours, p.minutes, p.seconds);
    return print("−%02lld:%02lld", p.minutes, p.seconds);
}

std::string time_of_day(seconds since_midnight) {
    const Parts p = parts_of(since_midnight);
    if (p.seconds == 0) return print("%02lld:%02lld", p.hours, p.minutes);
    return print("%02lld:%02lld:%02lld", p.hours, p.minutes, p.seconds);
}

std::string iso_date(LocalDate date) {
    return print("%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                 static_cast<unsigned>(date.day()));
}

std::string iso_local(LocalTime time) {
    return iso_date(day_of(time)) + "T" + hours_minutes_seconds(second_of_day(time));
}

std::string date_and_time(LocalTime time, Language language) {
    const LocalDate date = day_of(time);
    const std::string clock = hours_minutes_seconds(second_of_day(time));
    return short_date(date, language) + " " + clock;
}

std::string weekday_name(std::chrono::weekday day, Language language) {
    static constexpr std::array<const char*, 7> vietnamese{"Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư",
                                                           "Thứ Năm",  "Thứ Sáu", "Thứ Bảy"};
    static constexpr std::array<const char*, 7> english{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                        "Thursday", "Friday", "Saturday"};
    return (language == Language::English ? english : vietnamese).at(day.c_encoding() % 7);
}

std::string short_date(LocalDate date, Language language) {
    if (language == Language::English) return iso_date(date);
    return print("%02u/%02u/%04d", static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()),
                 static_cast<int>(date.year()));
}

std::string full_date(LocalDate date, Language language) {
    const std::string day = weekday_name(std::chrono::weekday{std::chrono::local_days{date}}, language);
    return day + " " + short_date(date, language);
}

std::string decimal(double value, int digits, Language language) {
    std::string text = print("%.*f", digits, value);
    if (language == Language::Vietnamese) {
        const auto point = text.find('.');
        if (point != std::string::npos) text[point] = ',';
    }
    return text;
}

std::string grouped(std::int64_t value, Language language) {
    std::string text = std::to_string(value);
    const std::size_t first = value < 0 ? 1 : 0;
    for (std::size_t at = text.size(); at > first + 3;) {
        at -= 3;
        text.insert(at, 1, language == Language::English ? ',' : '.');
    }
    return text;
}

}  // namespace truyenthanh

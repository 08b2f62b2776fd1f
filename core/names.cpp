// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See names.h.
#include "core/names.h"

#include <charconv>
#include <cstdint>
#include <cstdio>

namespace truyenthanh {
namespace {

using namespace std::chrono_literals;

constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

// Takes exactly `digits` decimal digits off the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t digits) {
    if (text.size() < digits) return std::nullopt;
    int value = 0;
    for (const char c : text.substr(0, digits)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(digits);
    return value;
}

bool take(std::string_view& text, std::string_view word) {
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
}

std::optional<LocalDate> take_date(std::string_view& text) {
    const auto year = take_digits(text, 4);
    if (!year || !take(text, "-")) return std::nullopt;
    const auto month = take_digits(text, 2);
    if (!month || !take(text, "-")) return std::nullopt;
    const auto day = take_digits(text, 2);
    if (!day) return std::nullopt;
    const LocalDate date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                         std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return date;
}

// hh:mm, and :ss where it follows.
std::optional<std::chrono::seconds> take_time(std::string_view& text) {
    const auto hours = take_digits(text, 2);
    if (!hours || !take(text, ":")) return std::nullopt;
    const auto minutes = take_digits(text, 2);
    if (!minutes || *minutes > 59) return std::nullopt;
    std::optional<int> seconds = 0;
    if (take(text, ":")) seconds = take_digits(text, 2);
    if (!seconds || *seconds > 59) return std::nullopt;
    return *hours * 1h + *minutes * 1min + *seconds * 1s;
}

std::optional<std::size_t> take_day(std::string_view& text) {
    for (std::size_t i = 0; i < kDays.size(); ++i) {
        if (take(text, kDays[i])) return i;
    }
    return std::nullopt;
}

// One day or one range of days.
std::optional<Weekdays> take_days(std::string_view& text) {
    const auto first = take_day(text);
    if (!first) return std::nullopt;
    std::optional<std::size_t> last = first;
    if (take(text, "-")) last = take_day(text);
    if (!last) return std::nullopt;
    Weekdays days = 0;
    for (std::size_t day = *first;; day = (day + 1) % kDays.size()) {
        days |= 1U << day;
        if (day == *last) return days;
    }
}

struct DurationUnit {
    std::string_view name;
    std::int64_t ms;
};
constexpr std::array<DurationUnit, 4> kUnits{{{"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};

// The unit at the front of `text`, from `from` on; "ms" is not "m".
std::optional<std::size_t> take_unit(std::string_view& text, std::size_t from) {
    for (std::size_t i = kUnits.size(); i-- > from;) {
        if (take(text, kUnits[i].name)) return i;
    }
    return std::nullopt;
}

}  // namespace

std::string to_string(LocalDate date) {
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

std::optional<LocalDate> parse_date(std::string_view text) {
    const auto date = take_date(text);
    return text.empty() ? date : std::nullopt;
}

std::string to_string_time_of_day(std::chrono::seconds time) {
    const long long s = time.count();
    char text[64];
    std::snprintf(text, sizeof text, s % 60 != 0 ? "%02lld:%02lld:%02lld" : "%02lld:%02lld", s / 3600, s / 60 % 60,
                  s % 60);
    return text;
}

std::optional<std::chrono::seconds> parse_time_of_day(std::string_view text) {
    const auto time = take_time(text);
    if (!time || !text.empty() || *time > 24h) return std::nullopt;
    return time;
}

std::string to_string_duration(std::chrono::milliseconds duration) {
    std::int64_t rest = duration.count();
    std::string text = rest < 0 ? "-" : "";
    for (const DurationUnit& unit : kUnits) {
        const std::int64_t count = rest / unit.ms;
        rest %= unit.ms;
        if (count != 0) text.append(std::to_string(count < 0 ? -count : count)).append(unit.name);
    }
    return text.empty() ? "0s" : text;
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
    constexpr std::int64_t kMost = 1'000'000'000'000;  // of any unit; the sum cannot overflow
    const std::int64_t sign = take(text, "-") ? -1 : 1;
    if (text.empty()) return std::nullopt;
    std::int64_t total = 0;
    for (std::size_t next = 0; !text.empty();) {
        std::int64_t count = 0;
        const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), count);
        if (fault != std::errc{} || count < 0 || count > kMost) return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        const auto unit = take_unit(text, next);
        if (!unit) return std::nullopt;
        total += count * kUnits[*unit].ms;
        next = *unit + 1;
    }
    return std::chrono::milliseconds{sign * total};
}

std::optional<std::chrono::seconds> parse_seconds(std::string_view text) {
    const auto duration = parse_duration(text);
    if (!duration || *duration % 1s != 0s) return std::nullopt;
    return std::chrono::duration_cast<std::chrono::seconds>(*duration);
}

std::string to_string_weekdays(Weekdays days) {
    if ((days & kEveryDay) == kEveryDay) return "daily";
    std::string text;
    for (std::size_t first = 0; first < kDays.size();) {
        std::size_t end = first;
        while (end < kDays.size() && (days & (1U << end)) != 0) ++end;
        const bool is_range = end - first > 2;
        if (end > first) text.append(text.empty() ? "" : ",").append(kDays[first]);
        if (is_range) text.append("-").append(kDays[end - 1]);
        first = is_range ? end : first + 1;
    }
    return text.empty() ? "never" : text;
}

std::optional<Weekdays> parse_weekdays(std::string_view text) {
    if (text == "daily") return kEveryDay;
    Weekdays days = 0;
    do {
        const auto some = take_days(text);
        if (!some) return std::nullopt;
        days |= *some;
    } while (take(text, ","));
    if (!text.empty()) return std::nullopt;
    return days;
}

std::string to_string(WallTime at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const auto time = at - day;
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    char text[64];
    const long long s = seconds.count();
    std::snprintf(text, sizeof text, "T%02lld:%02lld:%02lld", s / 3600, s / 60 % 60, s % 60);
    std::string all = to_string(LocalDate{day}) + text;
    if (time != seconds) {
        std::snprintf(text, sizeof text, ".%06lld", static_cast<long long>((time - seconds).count()));
        all += text;
    }
    return all + "Z";
}

std::optional<WallTime> parse_wall_time(std::string_view text) {
    const auto date = take_date(text);
    if (!date || !take(text, "T")) return std::nullopt;
    const std::string_view from_time = text;
    const auto time = take_time(text);
    if (!time || *time >= 24h || from_time.size() - text.size() != 8) return std::nullopt;
    std::optional<int> micros = 0;
    if (take(text, ".")) micros = take_digits(text, 6);
    if (!micros || text != "Z") return std::nullopt;
    return std::chrono::sys_days{*date} + *time + std::chrono::microseconds{*micros};
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the words of core lie in columns: times as microseconds, durations in the unit given, enums and dates as text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>

#include "core/names.h"
#include "core/units.h"

namespace truyenthanh {

struct Blob {
    std::string bytes;
};
using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;

// Throws StoreError store.bad_value: the database holds `value` where it cannot be.
[[noreturn]] void bad_value(const SqlValue& value);

inline SqlValue to_sql(const SqlValue& value) { return value; }
inline SqlValue to_sql(std::int64_t value) { return value; }
inline SqlValue to_sql(int value) { return std::int64_t{value}; }
inline SqlValue to_sql(unsigned value) { return std::int64_t{value}; }
inline SqlValue to_sql(bool value) { return std::int64_t{value}; }
inline SqlValue to_sql(double value) { return value; }
inline SqlValue to_sql(const std::string& value) { return value; }
inline SqlValue to_sql(const char* value) { return std::string(value); }
inline SqlValue to_sql(const Blob& value) { return value; }
inline SqlValue to_sql(Frames value) { return value.count; }
inline SqlValue to_sql(WallTime value) { return std::int64_t{value.time_since_epoch().count()}; }
inline SqlValue to_sql(std::chrono::seconds value) { return std::int64_t{value.count()}; }
inline SqlValue to_sql(std::chrono::milliseconds value) { return std::int64_t{value.count()}; }
inline SqlValue to_sql(LocalDate value) { return to_string(value); }
template <class Tag>
SqlValue to_sql(Id<Tag> value) {
    return value.value;
}
template <class Enum>
requires std::is_enum_v<Enum> SqlValue to_sql(Enum value) { return std::string(name(value)); }
template <class Value>
SqlValue to_sql(const std::optional<Value>& value) {
    return value ? to_sql(*value) : SqlValue();
}

template <class Stored>
const Stored& stored(const SqlValue& value) {
    if (const auto* found = std::get_if<Stored>(&value)) return *found;
    bad_value(value);
}

inline void from_sql(const SqlValue& value, std::int64_t& out) { out = stored<std::int64_t>(value); }
inline void from_sql(const SqlValue& value, int& out) { out = static_cast<int>(stored<std::int64_t>(value)); }
inline void from_sql(const SqlValue& value, unsigned& out) { out = static_cast<unsigned>(stored<std::int64_t>(value)); }
inline void from_sql(const SqlValue& value, bool& out) { out = stored<std::int64_t>(value) != 0; }
inline void from_sql(const SqlValue& value, double& out) { out = stored<double>(value); }
inline void from_sql(const SqlValue& value, std::string& out) { out = stored<std::string>(value); }
inline void from_sql(const SqlValue& value, Blob& out) { out = stored<Blob>(value); }
inline void from_sql(const SqlValue& value, Frames& out) { out.count = stored<std::int64_t>(value); }
inline void from_sql(const SqlValue& value, WallTime& out) {
    out = WallTime(std::chrono::microseconds(stored<std::int64_t>(value)));
}
inline void from_sql(const SqlValue& value, std::chrono::seconds& out) {
    out = std::chrono::seconds(stored<std::int64_t>(value));
}
inline void from_sql(const SqlValue& value, std::chrono::milliseconds& out) {
    out = std::chrono::milliseconds(stored<std::int64_t>(value));
}
inline void from_sql(const SqlValue& value, LocalDate& out) {
    const std::optional<LocalDate> date = parse_date(stored<std::string>(value));
    if (!date) bad_value(value);
    out = *date;
}
template <class Tag>
void from_sql(const SqlValue& value, Id<Tag>& out) {
    out.value = stored<std::int64_t>(value);
}
template <class Enum>
requires std::is_enum_v<Enum>
void from_sql(const SqlValue& value, Enum& out) {
    const std::optional<Enum> word = parse<Enum>(stored<std::string>(value));
    if (!word) bad_value(value);
    out = *word;
}
template <class Value>
void from_sql(const SqlValue& value, std::optional<Value>& out) {
    if (std::holds_alternative<std::monostate>(value)) {
        out.reset();
    } else {
        from_sql(value, out.emplace());
    }
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads the fields of one JSON object and refuses what is missing, of another shape or not known, by name.
// Thread: any.
#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>

#include "core/names.h"
#include "core/units.h"

namespace truyenthanh {

// Each reader throws RequestError (fields.missing, fields.wrong, fields.unknown) naming `what` and the field; null
// counts as absent.
class Fields {
public:
    Fields(const nlohmann::json& object, std::string what);

    std::string text(const char* field);
    std::int64_t integer(const char* field);
    std::optional<std::string> optional_text(const char* field);
    std::optional<std::int64_t> optional_integer(const char* field);
    std::optional<double> optional_number(const char* field);
    std::optional<bool> optional_flag(const char* field);
    std::optional<std::chrono::milliseconds> optional_duration(const char* field);  // "15m", "500ms"
    std::optional<std::chrono::seconds> optional_seconds(const char* field);
    std::optional<std::chrono::seconds> optional_time_of_day(const char* field);
    std::optional<LocalDate> optional_date(const char* field);
    std::optional<Weekdays> optional_weekdays(const char* field);
    std::optional<WallTime> optional_wall_time(const char* field);  // "2026-12-05T07:30:00Z"
    const nlohmann::json* optional_any(const char* field);
    // Empty where absent; throws if it is no list.
    nlohmann::json list(const char* field);

    template <class Enum>
    std::optional<Enum> optional_word(const char* field) {
        const auto word = optional_text(field);
        if (!word) return std::nullopt;
        const auto value = parse<Enum>(*word);
        if (!value) wrong(field, choices<Enum>());
        return value;
    }
    template <class Value>
    Value required(const std::optional<Value>& value, const char* field) {
        if (!value) missing(field);
        return *value;
    }
    template <class Tag>
    std::optional<Id<Tag>> optional_id(const char* field) {
        const auto number = optional_integer(field);
        if (!number) return std::nullopt;
        return Id<Tag>{*number};
    }

    // To be called after the last read: throws if a field was not read.
    void end() const;
    [[noreturn]] void wrong(const char* field, const std::string& expected) const;
    [[noreturn]] void missing(const char* field) const;

private:
    const nlohmann::json& object_;
    std::string what_;
    std::set<std::string> read_;
};

}  // namespace truyenthanh

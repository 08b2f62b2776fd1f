// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See fields.h.
#include "daemon/fields.h"

#include "core/error.h"

namespace truyenthanh {

using nlohmann::json;

Fields::Fields(const json& object, std::string what) : object_(object), what_(std::move(what)) {
    if (!object.is_object()) throw RequestError({"fields.not_an_object", {{"what", what_}}});
}

const json* Fields::optional_any(const char* field) {
    read_.insert(field);
    const auto found = object_.find(field);
    return found == object_.end() || found->is_null() ? nullptr : &*found;
}

json Fields::list(const char* field) {
    const json* value = optional_any(field);
    if (value == nullptr) return json::array();
    if (!value->is_array()) wrong(field, "[ ]");
    return *value;
}

std::optional<std::string> Fields::optional_text(const char* field) {
    const json* value = optional_any(field);
    if (value == nullptr) return std::nullopt;
    if (!value->is_string()) wrong(field, "\"…\"");
    return value->get<std::string>();
}

std::optional<std::int64_t> Fields::optional_integer(const char* field) {
    const json* value = optional_any(field);
    if (value == nullptr) return std::nullopt;
    if (!value->is_number_integer()) wrong(field, "1, 2, 3…");
    return value->get<std::int64_t>();
}

std::optional<double> Fields::optional_number(const char* field) {
    const json* value = optional_any(field);
    if (value == nullptr) return std::nullopt;
    if (!value->is_number()) wrong(field, "-3.5");
    return value->get<double>();
}

std::optional<bool> Fields::optional_flag(const char* field) {
    const json* value = optional_any(field);
    if (value == nullptr) return std::nullopt;
    if (!value->is_boolean()) wrong(field, "true, false");
    return value->get<bool>();
}

std::string Fields::text(const char* field) { return required(optional_text(field), field); }

std::int64_t Fields::integer(const char* field) { return required(optional_integer(field), field); }

std::optional<std::chrono::milliseconds> Fields::optional_duration(const char* field) {
    const auto text = optional_text(field);
    if (!text) return std::nullopt;
    const auto value = parse_duration(*text);
    if (!value) wrong(field, "15m, 90s, 500ms");
    return value;
}

std::optional<std::chrono::seconds> Fields::optional_seconds(const char* field) {
    const auto text = optional_text(field);
    if (!text) return std::nullopt;
    const auto value = parse_seconds(*text);
    if (!value) wrong(field, "15m, 90s, 1h15m");
    return value;
}

std::optional<std::chrono::seconds> Fields::optional_time_of_day(const char* field) {
    const auto text = optional_text(field);
    if (!text) return std::nullopt;
    const auto value = parse_time_of_day(*text);
    if (!value) wrong(field, "07:30, 07:30:15");
    return value;
}

std::optional<LocalDate> Fields::optional_date(const char* field) {
    const auto text = optional_text(field);
    if (!text) return std::nullopt;
    const auto value = parse_date(*text);
    if (!value) wrong(field, "2026-12-05");
    return value;
}

std::optional<Weekdays> Fields::optional_weekdays(const char* field) {
    const auto text = optional_text(field);
    if (!text) return std::nullopt;
    const auto value = parse_weekdays(*text);
    if (!value) wrong(field, "daily, mon-fri, sat,sun");
    return value;
}

std::optional<WallTime> Fields::optional_wall_time(const char* field) {
    const auto text = optional_text(field);
    if (!text) return std::nullopt;
    const auto value = parse_wall_time(*text);
    if (!value) wrong(field, "2026-12-05T07:30:00Z");
    return value;
}

void Fields::end() const {
    for (const auto& [field, value] : object_.items()) {
        if (!read_.contains(field)) throw RequestError({"fields.unknown", {{"what", what_}, {"field", field}}});
    }
}

void Fields::wrong(const char* field, const std::string& expected) const {
    throw RequestError({"fields.wrong", {{"what", what_}, {"field", field}, {"expected", expected}}});
}

void Fields::missing(const char* field) const {
    throw RequestError({"fields.missing", {{"what", what_}, {"field", field}}});
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parameters of a call as the words of core. That they are there and of their type the method table has seen; what
// they say may still be wrong: RequestError fields.wrong, naming the parameter. Thread: any.
#pragma once

#include <string>

#include "core/newsroom.h"
#include "daemon/fields.h"

namespace truyenthanh {

// "" where absent.
inline std::string text_in(const nlohmann::json& params, const char* name) {
    return Fields(params, "params").optional_text(name).value_or("");
}

inline LocalDate date_in(const nlohmann::json& params, const char* name) {
    Fields fields(params, "params");
    return fields.required(fields.optional_date(name), name);
}

inline WallTime instant_in(const nlohmann::json& params, const char* name) {
    Fields fields(params, "params");
    return fields.required(fields.optional_wall_time(name), name);
}

// 0 where absent.
template <class Tag>
Id<Tag> id_in(const nlohmann::json& params, const char* name) {
    return Id<Tag>{Fields(params, "params").optional_integer(name).value_or(0)};
}

template <class Enum>
Enum word_in(const nlohmann::json& params, const char* name) {
    Fields fields(params, "params");
    return fields.required(fields.optional_word<Enum>(name), name);
}

// "from" and "until" where they are given.
inline DateSpan span_in(const nlohmann::json& params) {
    Fields fields(params, "params");
    return {fields.optional_date("from"), fields.optional_date("until")};
}

}  // namespace truyenthanh

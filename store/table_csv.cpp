// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See table_csv.h.
#include "store/table_csv.h"

namespace truyenthanh {
namespace {

std::string field(const SqlValue& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* real = std::get_if<double>(&value)) return std::to_string(*real);
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) return "";
    if (text->find_first_of(",\"\r\n") == std::string::npos) return *text;
    std::string quoted = "\"";
    for (const char c : *text) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + "\"";
}

}  // namespace

std::string rows_as_csv(Query& query) {
    std::string text;
    const int columns = query.columns();
    for (int i = 0; i < columns; ++i) text.append(i == 0 ? "" : ",").append(field(query.column_name(i)));
    text += "\r\n";
    while (query.next()) {
        for (int i = 0; i < columns; ++i) text.append(i == 0 ? "" : ",").append(field(query.value(i)));
        text += "\r\n";
    }
    return text;
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See show_parts.h.
#include "cli/show_parts.h"

namespace truyenthanh {

using nlohmann::json;

std::string field_text(const json& object, const char* field) {
    const json value = object.value(field, json());
    return value.is_string() ? value.get<std::string>() : value.is_null() ? "" : value.dump();
}

Table table_of(const Catalogue& words, std::initializer_list<const char*> keys) {
    std::vector<std::string> headline;
    for (const char* key : keys) headline.push_back(words.word(key));
    return Table(headline);
}

}  // namespace truyenthanh

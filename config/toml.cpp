// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See toml.h. The one place that knows toml++.
#include "config/toml.h"

#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include "core/error.h"

namespace truyenthanh {
namespace {

TomlValue converted(const toml::node& node);

TomlTable converted_table(const toml::table& table) {
    TomlTable result;
    for (const auto& [key, node] : table) {
        TomlValue value = converted(node);
        if (value.line == 0) value.line = static_cast<int>(key.source().begin.line);
        result.emplace(std::string(key.str()), std::move(value));
    }
    return result;
}

TomlList converted_list(const toml::array& array) {
    TomlList result;
    for (const toml::node& node : array) result.push_back(converted(node));
    return result;
}

TomlValue converted(const toml::node& node) {
    TomlValue result;
    result.line = static_cast<int>(node.source().begin.line);
    if (const auto* text = node.as_string()) result.value = text->get();
    if (const auto* integer = node.as_integer()) result.value = integer->get();
    if (const auto* real = node.as_floating_point()) result.value = real->get();
    if (const auto* flag = node.as_boolean()) result.value = flag->get();
    if (const auto* array = node.as_array()) result.value = converted_list(*array);
    if (const auto* table = node.as_table()) result.value = converted_table(*table);
    return result;
}

TomlPlace place_of(const toml::source_position& position) {
    return {static_cast<int>(position.line), static_cast<int>(position.column)};
}

toml::table parsed(std::string_view text, const std::string& file) {
    try {
        return toml::parse(text, file);
    } catch (const toml::parse_error& error) {
        throw ConfigError({"config.syntax",
                           {{"file", file},
                            {"line", std::to_string(error.source().begin.line)},
                            {"detail", std::string(error.description())}}});
    }
}

}  // namespace

TomlTable parse_toml(std::string_view text, const std::string& file) { return converted_table(parsed(text, file)); }

TomlFound find_toml(std::string_view text, const std::string& file, const std::string& table, const std::string& key) {
    const toml::table root = parsed(text, file);
    TomlFound found;
    const toml::table* section = root[table].as_table();
    if (section == nullptr) return found;
    found.table = place_of(section->source().begin);
    if (const toml::node* value = section->get(key)) {
        found.value = TomlRange{place_of(value->source().begin), place_of(value->source().end)};
    }
    return found;
}

}  // namespace truyenthanh

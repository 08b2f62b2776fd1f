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

}  // namespace

TomlTable parse_toml(std::string_view text, const std::string& file) {
    try {
        return converted_table(toml::parse(text, file));
    } catch (const toml::parse_error& error) {
        throw ConfigError({"config.syntax",
                           {{"file", file},
                            {"line", std::to_string(error.source().begin.line)},
                            {"detail", std::string(error.description())}}});
    }
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A TOML file as a tree of plain values that know their line. toml++ itself stays in toml.cpp. Any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace truyenthanh {

struct TomlValue;
using TomlList = std::vector<TomlValue>;
using TomlTable = std::map<std::string, TomlValue>;
struct TomlOther {};  // dates and times, which no setting uses

struct TomlValue {
    std::variant<TomlOther, std::string, std::int64_t, double, bool, TomlList, TomlTable> value;
    int line = 0;  // from 1
};

// Where in a text: lines and columns from 1, columns in code points.
struct TomlPlace {
    int line = 1;
    int column = 1;
};
struct TomlRange {
    TomlPlace begin;
    TomlPlace end;  // behind the last
};
struct TomlFound {
    std::optional<TomlPlace> table;  // its header
    std::optional<TomlRange> value;  // of the key in it
};

// Where the key of a table of the file stands, as far as they are there. Throws as parse_toml does.
TomlFound find_toml(std::string_view text, const std::string& file, const std::string& table, const std::string& key);

// Throws ConfigError config.syntax with the line; `file` is only for the message.
TomlTable parse_toml(std::string_view text, const std::string& file);

}  // namespace truyenthanh

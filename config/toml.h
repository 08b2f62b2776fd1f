// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A TOML file as a tree of plain values that know their line. toml++ itself stays in toml.cpp. Any thread.
#pragma once

#include <cstdint>
#include <map>
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

// Throws ConfigError config.syntax with the line; `file` is only for the message.
TomlTable parse_toml(std::string_view text, const std::string& file);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See edit.h.
#include "config/edit.h"

#include <algorithm>
#include <optional>

#include "config/toml.h"
#include "core/error.h"

namespace truyenthanh {
namespace {

std::size_t offset_of(const std::string& text, const TomlPlace& place) {
    std::size_t at = 0;
    for (int line = 1; line < place.line; ++line) at = std::min(text.find('\n', at), text.size() - 1) + 1;
    for (int column = 1; column < place.column && at < text.size(); ++column) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) ++at;
    }
    return at;
}

std::size_t end_of_line(const std::string& text, std::size_t at) {
    const std::size_t end = text.find('\n', at);
    return end == std::string::npos ? text.size() : end + 1;
}

std::string without_lines(std::string text, const TomlRange& value) {
    const std::size_t begin = offset_of(text, {value.begin.line, 1});
    const std::size_t last = offset_of(text, value.end);
    return text.erase(begin, end_of_line(text, last) - begin);
}

bool is_same(const TomlTable& one, const TomlTable& other);

bool is_same(const TomlValue& one, const TomlValue& other) {
    if (one.value.index() != other.value.index()) return false;
    if (std::holds_alternative<TomlOther>(one.value)) return true;
    if (const auto* table = std::get_if<TomlTable>(&one.value))
        return is_same(*table, std::get<TomlTable>(other.value));
    if (const auto* list = std::get_if<TomlList>(&one.value)) {
        const auto& theirs = std::get<TomlList>(other.value);
        return std::equal(list->begin(), list->end(), theirs.begin(), theirs.end(),
                          [](const TomlValue& a, const TomlValue& b) { return is_same(a, b); });
    }
    if (const auto* text = std::get_if<std::string>(&one.value)) return *text == std::get<std::string>(other.value);
    if (const auto* whole = std::get_if<std::int64_t>(&one.value)) return *whole == std::get<std::int64_t>(other.value);
    if (const auto* flag = std::get_if<bool>(&one.value)) return *flag == std::get<bool>(other.value);
    return std::get<double>(one.value) == std::get<double>(other.value);
}

bool is_same(const TomlTable& one, const TomlTable& other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](const auto& a, const auto& b) { return a.first == b.first && is_same(a.second, b.second); });
}

// Everything but the one key; a table that is empty without it may be there or not.
TomlTable without(TomlTable root, const std::string& table, const std::string& key) {
    const auto found = root.find(table);
    auto* section = found == root.end() ? nullptr : std::get_if<TomlTable>(&found->second.value);
    if (section == nullptr) return root;
    section->erase(key);
    if (section->empty()) root.erase(found);
    return root;
}

std::string replaced(const std::string& text, const std::string& file, const std::string& table, const std::string& key,
                     const std::string& value) {
    const auto found = find_toml(text, file, table, key);
    std::string changed = text;
    if (found.value && value.empty()) return without_lines(text, *found.value);
    if (found.value) {
        const std::size_t begin = offset_of(text, found.value->begin);
        return changed.replace(begin, offset_of(text, found.value->end) - begin, value);
    }
    if (value.empty()) return text;
    const std::string line = key + " = " + value + "\n";
    if (found.table) return changed.insert(end_of_line(text, offset_of(text, *found.table)), line);
    if (!changed.empty() && changed.back() != '\n') changed += '\n';
    return changed + "\n[" + table + "]\n" + line;
}

}  // namespace

std::string with_value(const std::string& text, const std::string& file, const std::string& table,
                       const std::string& key, const std::string& value) {
    std::string changed = replaced(text, file, table, key, value);
    if (!is_same(without(parse_toml(text, file), table, key), without(parse_toml(changed, file), table, key))) {
        throw ConfigError({"config.not_editable", {{"file", file}, {"key", table + "." + key}}});
    }
    return changed;
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See section.h.
#include "config/section.h"

#include <cmath>

#include "core/error.h"
#include "core/names.h"

namespace truyenthanh {
namespace {

std::string joined(const std::set<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

// Without the zeros of std::to_string.
std::string number(double value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

}  // namespace

Section::Section(const TomlTable& table, std::string file, std::string name, int line)
    : table_(table), file_(std::move(file)), name_(std::move(name)), line_(line) {}

const TomlValue* Section::find(const std::string& key) {
    known_.insert(key);
    const auto found = table_.find(key);
    return found == table_.end() ? nullptr : &found->second;
}

std::string Section::full(const std::string& key) const { return name_.empty() ? key : name_ + "." + key; }

int Section::line_of(const std::string& key) const {
    const auto found = table_.find(key);
    return found == table_.end() ? line_ : found->second.line;
}

void Section::complain(const std::string& message_key, const std::string& key,
                       std::vector<std::pair<std::string, std::string>> args) const {
    Message message{message_key, {{"file", file_}, {"line", std::to_string(line_of(key))}, {"key", full(key)}}};
    message.args.insert(message.args.end(), args.begin(), args.end());
    throw ConfigError(std::move(message));
}

void Section::text(const std::string& key, std::string& out, std::size_t longest) {
    const TomlValue* found = find(key);
    if (found == nullptr) return;
    const auto* value = std::get_if<std::string>(&found->value);
    if (value == nullptr) complain("config.not_text", key);
    if (value->size() > longest) complain("config.text_too_long", key, {{"longest", std::to_string(longest)}});
    out = *value;
}

void Section::word(const std::string& key, std::string& out, std::initializer_list<std::string_view> allowed) {
    text(key, out);
    std::string list;
    for (const std::string_view candidate : allowed) {
        if (candidate == out) return;
        list.append(list.empty() ? "" : ", ").append(candidate);
    }
    complain("config.not_one_of", key, {{"found", out}, {"allowed", list}});
}

void Section::integer(const std::string& key, int& out, int low, int high) {
    const TomlValue* found = find(key);
    if (found == nullptr) return;
    const auto* value = std::get_if<std::int64_t>(&found->value);
    if (value == nullptr) complain("config.not_integer", key);
    if (*value < low || *value > high) {
        complain("config.out_of_range", key,
                 {{"found", std::to_string(*value)}, {"low", std::to_string(low)}, {"high", std::to_string(high)}});
    }
    out = static_cast<int>(*value);
}

void Section::real(const std::string& key, double& out, double low, double high) {
    const TomlValue* found = find(key);
    if (found == nullptr) return;
    double value = 0.0;
    if (const auto* real = std::get_if<double>(&found->value)) {
        value = *real;
    } else if (const auto* integer = std::get_if<std::int64_t>(&found->value)) {
        value = static_cast<double>(*integer);
    } else {
        complain("config.not_number", key);
    }
    if (!(value >= low && value <= high)) {
        complain("config.out_of_range", key, {{"found", number(value)}, {"low", number(low)}, {"high", number(high)}});
    }
    out = value;
}

void Section::flag(const std::string& key, bool& out) {
    const TomlValue* found = find(key);
    if (found == nullptr) return;
    const auto* value = std::get_if<bool>(&found->value);
    if (value == nullptr) complain("config.not_flag", key);
    out = *value;
}

void Section::texts(const std::string& key, std::vector<std::string>& out) {
    const TomlValue* found = find(key);
    if (found == nullptr) return;
    const auto* list = std::get_if<TomlList>(&found->value);
    if (list == nullptr) complain("config.not_list_of_text", key);
    out.clear();
    for (const TomlValue& entry : *list) {
        const auto* value = std::get_if<std::string>(&entry.value);
        if (value == nullptr) complain("config.not_list_of_text", key);
        out.push_back(*value);
    }
}

void Section::integers(const std::string& key, std::vector<int>& out, int low, int high) {
    const TomlValue* found = find(key);
    if (found == nullptr) return;
    const std::vector<std::pair<std::string, std::string>> range{{"low", std::to_string(low)},
                                                                 {"high", std::to_string(high)}};
    const auto* list = std::get_if<TomlList>(&found->value);
    if (list == nullptr) complain("config.not_list_of_integers", key, range);
    out.clear();
    for (const TomlValue& entry : *list) {
        const auto* value = std::get_if<std::int64_t>(&entry.value);
        if (value == nullptr || *value < low || *value > high) complain("config.not_list_of_integers", key, range);
        out.push_back(static_cast<int>(*value));
    }
}

void Section::time_of_day(const std::string& key, std::chrono::seconds& out) {
    std::string value;
    text(key, value);
    if (!has(key)) return;
    const std::optional<std::chrono::seconds> time = parse_time_of_day(value);
    if (!time) complain("config.not_time", key, {{"found", value}});
    out = *time;
}

void Section::table(const std::string& key, const std::function<void(Section&)>& read) {
    const TomlValue* found = find(key);
    if (found == nullptr) return;
    const auto* value = std::get_if<TomlTable>(&found->value);
    if (value == nullptr) complain("config.not_table", key);
    Section section(*value, file_, full(key), found->line);
    read(section);
    section.finish();
}

void Section::tables(const std::string& key, const std::function<void(Section&)>& read) {
    const TomlValue* found = find(key);
    if (found == nullptr) return;
    const auto* list = std::get_if<TomlList>(&found->value);
    if (list == nullptr) complain("config.not_tables", key);
    for (const TomlValue& entry : *list) {
        const auto* value = std::get_if<TomlTable>(&entry.value);
        if (value == nullptr) complain("config.not_tables", key);
        Section section(*value, file_, full(key), entry.line);
        read(section);
        section.finish();
    }
}

void Section::finish() const {
    const std::string* first = nullptr;
    for (const auto& [key, value] : table_) {
        const bool is_earlier = first == nullptr || value.line < line_of(*first);
        if (!known_.contains(key) && is_earlier) first = &key;
    }
    if (first != nullptr) complain("config.unknown_key", *first, {{"known", joined(known_)}});
}

void Section::require(const std::string& key) {
    if (!has(key)) complain("config.missing", key);
}

}  // namespace truyenthanh

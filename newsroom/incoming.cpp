// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See incoming.h.
#include "newsroom/incoming.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "core/error.h"
#include "core/names.h"
#include "core/person_name.h"
#include "core/typed_words.h"

namespace truyenthanh {
namespace {

constexpr std::size_t kLongestTitle = 300;
constexpr std::size_t kLongestItemText = 200'000;
constexpr std::array<std::string_view, 14> kFields{"id",    "title", "text",     "kind",   "priority",
                                                   "from",  "until", "language", "link",   "photo",
                                                   "sound", "block", "field",    "authors"};

bool put_date(std::optional<LocalDate>& date, const std::string& value, std::string& expected) {
    expected = "2026-12-05, 05/12/2026";
    date = date_named(value);
    return date.has_value();
}

template <class Enum>
bool put_word(Enum& field, const std::optional<Enum>& value, std::string& expected) {
    expected = choices<Enum>();
    if (value) field = *value;
    return value.has_value();
}

std::vector<std::string> parts_of(const std::string& list) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(';', begin), list.size());
        if (const auto part = tidy_name(list.substr(begin, end - begin))) parts.push_back(*part);
        begin = end + 1;
    }
    return parts;
}

std::string* text_field(IncomingItem& item, std::string_view field) {
    const std::map<std::string_view, std::string*> texts{
        {"id", &item.external_id}, {"title", &item.title},       {"text", &item.text},
        {"link", &item.link},      {"language", &item.language}, {"photo", &item.photo},
        {"sound", &item.sound},    {"block", &item.block},       {"field", &item.field}};
    const auto found = texts.find(field);
    return found == texts.end() ? nullptr : found->second;
}

bool has_controls(const std::string& text, bool has_lines) {
    return std::any_of(text.begin(), text.end(), [has_lines](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && !(has_lines && (c == '\n' || c == '\t'))) || c == 0x7f;
    });
}

bool is_language(const std::string& code) {
    return (code.size() == 2 || code.size() == 3) &&
           std::all_of(code.begin(), code.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// What the store would refuse without knowing the line.
void check_item(const IncomingItem& item, const std::string& file) {
    if (item.title.empty()) refuse_import("import.no_title", file, item.line);
    const std::string all = item.title + item.external_id + item.link + item.photo + item.sound;
    if (!is_utf8(all + item.text) || has_controls(all, false) || has_controls(item.text, true)) {
        refuse_import("import.bad_text", file, item.line);
    }
    if (item.title.size() > kLongestTitle || item.text.size() > kLongestItemText) {
        refuse_import("import.too_long", file, item.line,
                      {{"title", std::to_string(kLongestTitle)}, {"text", std::to_string(kLongestItemText)}});
    }
    const auto refuse_value = [&](const char* field, const std::string& value, const char* expected) {
        refuse_import("import.bad_value", file, item.line,
                      {{"field", field}, {"value", value}, {"expected", expected}});
    };
    if (!is_language(item.language)) refuse_value("language", item.language, "vi");
    if (item.valid.from && item.valid.until && *item.valid.until < *item.valid.from) {
        refuse_value("until", to_string(*item.valid.until), "from ≤ until");
    }
}

}  // namespace

bool is_import_field(std::string_view field) {
    return std::find(kFields.begin(), kFields.end(), field) != kFields.end();
}

std::string import_fields() {
    std::string all;
    for (const std::string_view field : kFields) all.append(all.empty() ? "" : ", ").append(field);
    return all;
}

bool put_field(IncomingItem& item, std::string_view field, const std::string& value, std::string& expected) {
    if (value.empty()) return true;
    if (std::string* text = text_field(item, field)) {
        *text = value;
        return true;
    }
    if (field == "kind") return put_word(item.kind, item_kind_named(value), expected);
    if (field == "priority") return put_word(item.priority, item_priority_named(value), expected);
    if (field == "from") return put_date(item.valid.from, value, expected);
    if (field == "until") return put_date(item.valid.until, value, expected);
    item.authors = parts_of(value);
    return true;
}

void refuse_import(const char* key, const std::string& file, int line,
                   std::vector<std::pair<std::string, std::string>> more) {
    Message message{key, {{"file", file}, {"line", std::to_string(line)}}};
    std::move(more.begin(), more.end(), std::back_inserter(message.args));
    throw RequestError(std::move(message));
}

void finish_import(std::vector<IncomingItem>& items, const std::string& file) {
    if (items.empty()) refuse_import("import.nothing", file, 1);
    std::map<std::string, int> seen;
    for (IncomingItem& item : items) {
        if (&item == items.data() + kMostImported) {
            refuse_import("import.too_many", file, item.line, {{"most", std::to_string(kMostImported)}});
        }
        check_item(item, file);
        if (item.external_id.empty()) item.external_id = item.link.empty() ? item.title : item.link;
        const auto [first, is_new] = seen.emplace(item.external_id, item.line);
        if (!is_new) {
            refuse_import("import.twice", file, item.line,
                          {{"id", item.external_id}, {"first", std::to_string(first->second)}});
        }
    }
}

}  // namespace truyenthanh

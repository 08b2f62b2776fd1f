// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See import_json.h.
#include "daemon/import_json.h"

#include <array>
#include <iterator>
#include <nlohmann/json.hpp>

#include "core/person_name.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

constexpr int kDeepest = 8;

// Characters of a text, counting the lines that have been passed.
class LineCounting {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    LineCounting(const char* at, int* line) : at_(at), line_(line) {}
    reference operator*() const { return *at_; }
    LineCounting& operator++() {
        if (*at_ == '\n') ++*line_;
        ++at_;
        return *this;
    }
    bool operator==(const LineCounting& other) const { return at_ == other.at_; }
    bool operator!=(const LineCounting& other) const { return at_ != other.at_; }

private:
    const char* at_;
    int* line_;
};

struct Parsed {
    json items = json::array();
    std::vector<int> lines;  // where each item begins
    bool is_feed = false;
};

// Notes where the objects begin that are items: the one at the top, those of the list at the top, or of "items" in it.
class ItemLines {
public:
    explicit ItemLines(const int& line) : line_(line) {}
    bool look(int depth, json::parse_event_t event, const json& parsed) {
        if (depth == 0 && event == json::parse_event_t::array_start) is_list_ = true;
        if (depth == 1 && event == json::parse_event_t::key && !is_list_) is_in_items_ = parsed == "items";
        const bool is_item = depth == 0 || (depth == 1 && is_list_) || (depth == 2 && is_in_items_);
        if (is_item && event == json::parse_event_t::object_start) lines_.at(depth == 0 ? 0 : 1).push_back(line_);
        return depth <= kDeepest;
    }
    std::vector<int> take(bool is_alone) { return std::move(lines_.at(is_alone ? 0 : 1)); }

private:
    const int& line_;
    bool is_list_ = false;
    bool is_in_items_ = false;
    std::array<std::vector<int>, 2> lines_;  // of the object at the top, of those within
};

Parsed parse_counting(std::string_view text, const std::string& file) {
    int line = 1;
    bool is_too_deep = false;
    ItemLines lines(line);
    const auto watch = [&](int depth, json::parse_event_t event, json& value) {
        if (!lines.look(depth, event, value)) is_too_deep = true;
        return !is_too_deep;
    };
    const char* end = text.data() + text.size();
    json whole = json::parse(LineCounting(text.data(), &line), LineCounting(end, &line), watch, false);
    if (is_too_deep) refuse_import("import.too_deep", file, line);
    if (whole.is_discarded()) refuse_import("import.not_json", file, line);
    Parsed parsed;
    parsed.is_feed = whole.is_object() && whole.value("version", json()).is_string() &&
                     whole["version"].get<std::string>().find("jsonfeed.org") != std::string::npos;
    const bool is_alone = whole.is_object() && !whole.contains("items");
    if (is_alone) {
        parsed.items.push_back(std::move(whole));
    } else {
        parsed.items = whole.is_object() ? std::move(whole["items"]) : std::move(whole);
    }
    parsed.lines = lines.take(is_alone);
    const bool are_objects = parsed.items.is_array() && parsed.lines.size() == parsed.items.size();
    if (!are_objects) refuse_import("import.not_items", file, 1);
    return parsed;
}

// JSON Feed's names for ours; "" for what is not taken over.
std::string feed_field(const std::string& name) {
    if (name == "url" || name == "external_url") return "link";
    if (name == "content_text" || name == "content_html" || name == "summary") return "text";
    if (name == "image") return "photo";
    const bool is_same = name == "id" || name == "title" || name == "language" || name == "authors";
    return is_same ? name : "";
}

std::string names_of(const json& authors) {
    std::string names;
    for (const json& author : authors) {
        const json name = author.is_object() ? author.value("name", json()) : author;
        if (name.is_string()) names += name.get<std::string>() + ";";
    }
    return names;
}

std::string text_of(const json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
    return value.is_array() ? names_of(value) : std::string();
}

IncomingItem item_from(const json& object, bool is_feed, int line, const std::string& file) {
    IncomingItem item;
    item.line = line;
    for (const auto& [name, value] : object.items()) {
        const std::string field = is_feed ? feed_field(name) : name;
        if (value.is_null() || (is_feed && field.empty())) continue;
        if (!is_import_field(field)) {
            refuse_import("import.bad_column", file, line, {{"column", name}, {"known", import_fields()}});
        }
        if (name == "summary" && !item.text.empty()) continue;
        const bool is_plain = value.is_string() || value.is_number_integer();
        std::string expected = field == "authors" ? "[ ]" : "\" \"";
        const std::string text = name == "content_html" ? plain_text(text_of(value)) : text_of(value);
        if ((!is_plain && !(field == "authors" && value.is_array())) || !put_field(item, field, text, expected)) {
            refuse_import("import.bad_value", file, line,
                          {{"field", name}, {"value", value.dump().substr(0, 80)}, {"expected", expected}});
        }
    }
    return item;
}

}  // namespace

std::vector<IncomingItem> read_item_json(std::string_view text, const std::string& file) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    if (!is_utf8(text)) refuse_import("import.not_utf8", file, 1);
    const Parsed parsed = parse_counting(text, file);
    std::vector<IncomingItem> items;
    items.reserve(parsed.items.size());
    for (std::size_t i = 0; i < parsed.items.size(); ++i) {
        items.push_back(item_from(parsed.items[i], parsed.is_feed, parsed.lines[i], file));
    }
    finish_import(items, file);
    return items;
}

std::vector<IncomingItem> read_incoming(std::string_view text, const std::string& file) {
    if (text.size() > kLongestImport) {
        refuse_import("import.too_big", file, 1, {{"most", std::to_string(kLongestImport >> 20)}});
    }
    const std::size_t first = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
    if (first == std::string_view::npos) refuse_import("import.nothing", file, 1);
    const bool is_sixteen_bit = text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff");
    if (text[first] == '<' || is_sixteen_bit) return read_feed(text, file);
    if (text[first] == '{' || text[first] == '[') return read_item_json(text, file);
    return read_item_table(text, file);
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See day_words.h.
#include "cli/day_words.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "cli/grammar.h"
#include "cli/show.h"
#include "cli/show_parts.h"
#include "cli/table.h"
#include "core/error.h"
#include "core/names.h"
#include "text/figures.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

constexpr int kBarWidth = 40;

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(at, begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

std::int64_t number_in(const std::string& text, const std::string& whole, const char* key) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 0) {
        throw RequestError(Message{key, {{"text", whole}}});
    }
    return number;
}

void read_place_part(json& place, const std::string& part, const std::string& whole) {
    if (part.starts_with("column=")) {
        place["column"] = number_in(part.substr(7), whole, "cli.bad_place");
    } else if (part.starts_with("field=")) {
        place["field"] = part.substr(6);
    } else {
        const auto counts = split(part, '-');
        if (counts.size() > 2) throw RequestError({"cli.bad_place", {{"text", whole}}});
        place["least"] = number_in(counts.front(), whole, "cli.bad_place");
        place["most"] = number_in(counts.back(), whole, "cli.bad_place");
    }
}

std::string bar_line(const json& bar, const Catalogue& words) {
    const double length = bar.value("length_s", 0.0);
    const double total = bar.value("total_s", 0.0);
    const double over = bar.value("over_s", 0.0);
    const int filled = length > 0 ? static_cast<int>(std::min(1.0, total / length) * kBarWidth) : 0;
    std::string line = "[";
    for (int i = 0; i < kBarWidth; ++i) line += i < filled ? "█" : "·";
    const char* key = over > 0 ? "show.bar_over" : bar.value("fits", false) ? "show.bar_full" : "show.bar_left";
    return line + "] " + length_text(total) + " / " + length_text(length) + "  " +
           words.render({key, {{"seconds", decimal(std::abs(over), 1, words.language())}}}) + "\n";
}

}  // namespace

json place_from_text(const std::string& text) {
    const auto parts = split(text, ':');
    json place{{"kinds", json::array()}};
    for (const std::string& kind : split(parts.front(), '+')) place["kinds"].push_back(name(item_kind_from(kind)));
    for (std::size_t i = 1; i < parts.size(); ++i) read_place_part(place, parts[i], text);
    return place;
}

json edit_from_text(const std::string& text) {
    const std::size_t colon = text.find(':');
    const std::string op = text.substr(0, colon);
    const auto numbers = split(colon == std::string::npos ? "" : text.substr(colon + 1), '=');
    const bool is_known = op == "drop" || op == "insert" || op == "replace" || op == "move";
    if (!is_known || numbers.size() != (op == "drop" ? 1U : 2U)) throw RequestError({"cli.bad_edit", {{"text", text}}});
    json edit{{"op", op}, {"position", number_in(numbers[0], text, "cli.bad_edit")}};
    if (op != "drop") edit[op == "move" ? "to" : "item"] = number_in(numbers[1], text, "cli.bad_edit");
    return edit;
}

std::string show_day(const json& programme, const Catalogue& words) {
    std::string text = field_text(programme, "name") + "  [" + field_text(programme, "id") + "]";
    const std::string state = field_text(programme, "state");
    if (!state.empty()) text += " · " + words.word("programme_state." + state);
    text += "\n";
    int position = 0;
    for (const json& row : programme.value("rundown", json::array())) {
        const auto kind = parse<ItemKind>(field_text(row, "kind"));
        const bool is_counted = kind && !is_frame(*kind);
        const std::string place = is_counted ? std::to_string(++position) : "";
        text += std::string(place.size() < 4 ? 4 - place.size() : 0, ' ') + place + "  " +
                words.word("kind." + field_text(row, "kind")) + ": " + field_text(row, "title") + "  " +
                length_text(row.value("seconds", json())) + "\n";
    }
    if (programme.contains("bar")) text += bar_line(programme["bar"], words);
    for (const json& remark : programme.value("remarks", json::array())) text += message_text(remark, words) + "\n";
    return text;
}

std::string show_formats(const json& list, const Catalogue& words) {
    Table table({words.word("show.id"), words.word("show.name"), words.word("show.series"), words.word("show.length"),
                 words.word("show.places")});
    for (const json& format : list.value("formats", json::array())) {
        std::string places;
        for (const json& place : format.value("places", json::array())) {
            std::string kinds;
            for (const json& kind : place.value("kinds", json::array())) {
                kinds += (kinds.empty() ? "" : "/") + words.word("kind." + kind.get<std::string>());
            }
            places += (places.empty() ? "" : ", ") + field_text(place, "least") + "–" + field_text(place, "most") +
                      " " + kinds;
        }
        table.add({field_text(format, "id"), field_text(format, "name"), field_text(format, "series"),
                   field_text(format, "length"), places});
    }
    return table.is_empty() ? words.word("show.none") + "\n" : table.text();
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See grammar.h.
#include "cli/grammar.h"

#include <charconv>
#include <vector>

#include "core/error.h"
#include "core/names.h"
#include "core/typed_words.h"

namespace truyenthanh {

namespace {

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts{""};
    for (const char letter : text) {
        if (letter == separator) {
            parts.emplace_back();
        } else {
            parts.back() += letter;
        }
    }
    return parts;
}

[[noreturn]] void bad_item(const std::string& text) { throw RequestError({"cli.bad_item", {{"text", text}}}); }

std::int64_t number_from(const std::string& text, const std::string& whole) {
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size() || number < 1) bad_item(whole);
    return number;
}

}  // namespace

ItemKind item_kind_from(const std::string& text) {
    if (const auto kind = item_kind_named(text)) return *kind;
    throw RequestError({"cli.bad_kind", {{"text", text}, {"known", choices<ItemKind>()}}});
}

std::string name_from(const std::string& text, const std::string& family, const std::vector<std::string>& names,
                      const Catalogue& words) {
    const std::string typed = folded(text);
    const std::string stem = family + ".";
    std::vector<std::string> found;
    std::string known;
    for (const std::string& name : names) {
        const std::string word = words.word(std::string(stem).append(name));
        if (text == name || typed == folded(name) || typed == folded(word)) return name;
        if (!typed.empty() && folded(word).find(typed) != std::string::npos) found.push_back(name);
        known.append(known.empty() ? "" : ", ").append(name).append(" (").append(word).append(")");
    }
    if (found.size() == 1) return found.front();
    throw RequestError({"cli.bad_word", {{"text", text}, {"known", known}}});
}

std::chrono::milliseconds length_in(const std::string& word, const std::string& text) {
    const auto length = parse_duration(word);
    if (!length || length->count() < 0) bad_item(text);
    return *length;
}

RundownEntry rundown_entry_from(const std::string& text) {
    const auto parts = split(text, ':');
    const auto place = split(parts[0], '@');
    RundownEntry entry;
    entry.item = ItemId{number_from(place[0], text)};
    if (place.size() > 2) bad_item(text);
    if (place.size() == 2) entry.at = parse_duration(place[1]);
    if (place.size() == 2 && (!entry.at || entry.at->count() < 0)) bad_item(text);
    for (std::size_t i = 1; i < parts.size(); ++i) {
        if (const auto mix = parse<Mix>(parts[i])) {
            entry.mix = *mix;
        } else if (parts[i].starts_with("fade=")) {
            entry.fade = length_in(parts[i].substr(5), text);
        } else if (parts[i].starts_with("pause=")) {
            entry.pause_window = length_in(parts[i].substr(6), text);
        } else {
            bad_item(text);
        }
    }
    return entry;
}

WallTime instant_from(const std::string& text, const Zone& zone, WallTime now, Edge edge) {
    if (text == "now") return now;
    if (const auto utc = parse_wall_time(text)) return *utc;
    if (const auto date = date_named(text)) {
        const std::chrono::local_days day{*date};
        return zone.to_utc(edge == Edge::End ? day + std::chrono::days{1} : day);
    }
    const std::size_t middle = text.find_first_of("T ");
    if (middle != std::string::npos) {
        const auto date = date_named(text.substr(0, middle));
        const auto time = parse_time_of_day(text.substr(middle + 1));
        if (date && time) return zone.to_utc(std::chrono::local_days{*date} + *time);
    }
    throw RequestError({"cli.bad_instant", {{"text", text}}});
}

LocalDate date_from(const std::string& text, LocalDate today) {
    const std::string word = folded(text);
    const std::chrono::local_days day{today};
    if (word == "today" || word == "hom nay") return today;
    if (word == "tomorrow" || word == "ngay mai") return LocalDate{day + std::chrono::days{1}};
    if (word == "yesterday" || word == "hom qua") return LocalDate{day - std::chrono::days{1}};
    if (const auto date = date_named(text)) return *date;
    throw RequestError({"cli.bad_date", {{"text", text}}});
}

std::chrono::milliseconds duration_from(const std::string& text) {
    const auto duration = parse_duration(text);
    if (!duration) throw RequestError({"cli.bad_duration", {{"text", text}}});
    return *duration;
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See grammar.h.
#include "cli/grammar.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "core/error.h"
#include "core/names.h"

namespace truyenthanh {

namespace {

struct KindWord {
    const char* word;
    ItemKind kind;
};
constexpr std::array<KindWord, 22> kKindWords{{{"tin", ItemKind::News},
                                               {"tin tuc", ItemKind::News},
                                               {"bai", ItemKind::Feature},
                                               {"bai viet", ItemKind::Feature},
                                               {"chuyen muc", ItemKind::Column},
                                               {"phong su", ItemKind::Reportage},
                                               {"toa dam", ItemKind::Talk},
                                               {"thong bao", ItemKind::Notice},
                                               {"guong", ItemKind::Example},
                                               {"guong nguoi tot", ItemKind::Example},
                                               {"guong nguoi tot, viec tot", ItemKind::Example},
                                               {"nguoi tot viec tot", ItemKind::Example},
                                               {"nhac", ItemKind::Music},
                                               {"ca nhac", ItemKind::Music},
                                               {"hieu dai", ItemKind::Ident},
                                               {"nhac hieu", ItemKind::Tune},
                                               {"loi xuong", ItemKind::Call},
                                               {"xuong", ItemKind::Call},
                                               {"nhac cat", ItemKind::Stinger},
                                               {"nhac ket", ItemKind::Close},
                                               {"loi chao", ItemKind::Close},
                                               {"ket", ItemKind::Close}}};

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

std::optional<LocalDate> day_first_date(const std::string& text) {
    const auto parts = split(text, '/');
    if (parts.size() != 3 || parts[0].size() > 2 || parts[1].size() > 2 || parts[2].size() != 4) return std::nullopt;
    std::array<char, 16> iso{};
    std::snprintf(iso.data(), iso.size(), "%s-%02d-%02d", parts[2].c_str(), std::atoi(parts[1].c_str()),
                  std::atoi(parts[0].c_str()));
    return parse_date(iso.data());
}

std::optional<LocalDate> any_date(const std::string& text) {
    const auto date = parse_date(text);
    return date ? date : day_first_date(text);
}

}  // namespace

ItemKind item_kind_from(const std::string& text) {
    if (const auto kind = parse<ItemKind>(text)) return *kind;
    const std::string word = folded(text);
    for (const KindWord& known : kKindWords) {
        if (word == known.word) return known.kind;
    }
    throw RequestError({"cli.bad_kind", {{"text", text}, {"known", choices<ItemKind>()}}});
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
            const auto fade = parse_duration(parts[i].substr(5));
            if (!fade || fade->count() < 0) bad_item(text);
            entry.fade = *fade;
        } else {
            bad_item(text);
        }
    }
    return entry;
}

WallTime instant_from(const std::string& text, const Zone& zone, WallTime now, Edge edge) {
    if (text == "now") return now;
    if (const auto utc = parse_wall_time(text)) return *utc;
    if (const auto date = any_date(text)) {
        const std::chrono::local_days day{*date};
        return zone.to_utc(edge == Edge::End ? day + std::chrono::days{1} : day);
    }
    const std::size_t middle = text.find_first_of("T ");
    if (middle != std::string::npos) {
        const auto date = any_date(text.substr(0, middle));
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
    if (const auto date = any_date(text)) return *date;
    throw RequestError({"cli.bad_date", {{"text", text}}});
}

std::chrono::milliseconds duration_from(const std::string& text) {
    const auto duration = parse_duration(text);
    if (!duration) throw RequestError({"cli.bad_duration", {{"text", text}}});
    return *duration;
}

}  // namespace truyenthanh

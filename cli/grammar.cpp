// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See grammar.h.
#include "cli/grammar.h"

#include <array>
#include <cctype>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "core/error.h"
#include "core/names.h"

namespace truyenthanh {

namespace {

struct FoldedRange {
    char32_t first, last;
    char letter;  // 0: dropped
};

// The Vietnamese letters of Unicode, and combining marks.
constexpr std::array<FoldedRange, 25> kFolded{{
    {0xC0, 0xC3, 'a'},     {0xC8, 0xCA, 'e'},     {0xCC, 0xCD, 'i'},     {0xD2, 0xD5, 'o'},     {0xD9, 0xDA, 'u'},
    {0xDD, 0xDD, 'y'},     {0xE0, 0xE3, 'a'},     {0xE8, 0xEA, 'e'},     {0xEC, 0xED, 'i'},     {0xF2, 0xF5, 'o'},
    {0xF9, 0xFA, 'u'},     {0xFD, 0xFD, 'y'},     {0x102, 0x103, 'a'},   {0x110, 0x111, 'd'},   {0x128, 0x129, 'i'},
    {0x168, 0x169, 'u'},   {0x1A0, 0x1A1, 'o'},   {0x1AF, 0x1B0, 'u'},   {0x300, 0x36F, 0},     {0x1EA0, 0x1EB7, 'a'},
    {0x1EB8, 0x1EC7, 'e'}, {0x1EC8, 0x1ECB, 'i'}, {0x1ECC, 0x1EE3, 'o'}, {0x1EE4, 0x1EF1, 'u'}, {0x1EF2, 0x1EF9, 'y'},
}};

char32_t next_letter(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const unsigned lead = byte(at);
    const std::size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    char32_t letter = more == 0 ? lead : lead & (0x3FU >> more);
    for (std::size_t i = 1; i <= more; ++i) letter = letter << 6 | (byte(at + i) & 0x3FU);
    at += more + 1;
    return letter;
}

void append_folded(std::string& out, char32_t letter) {
    for (const FoldedRange& range : kFolded) {
        if (letter < range.first || letter > range.last) continue;
        if (range.letter != 0) out += range.letter;
        return;
    }
    if (letter == ' ' || letter == '-' || letter == '_' || letter == 0xA0) {
        if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (letter < 0x80) {
        out += static_cast<char>(std::tolower(static_cast<int>(letter)));
    } else {
        out += '?';
    }
}

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

std::string folded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) append_folded(out, next_letter(text, at));
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

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

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See typed_words.h.
#include "core/typed_words.h"

#include <array>

#include "core/folded.h"
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

}  // namespace

std::optional<ItemKind> item_kind_named(const std::string& text) {
    if (const auto kind = parse<ItemKind>(text)) return kind;
    const std::string word = folded(text);
    for (const KindWord& known : kKindWords) {
        if (word == known.word) return known.kind;
    }
    return std::nullopt;
}

std::optional<ItemPriority> item_priority_named(const std::string& text) {
    const std::string word = folded(text);
    if (word == "1" || word == "thuong") return ItemPriority::Normal;
    if (word == "2" || word == "uu tien") return ItemPriority::Priority;
    if (word == "3" || word == "khan cap") return ItemPriority::Emergency;
    return parse<ItemPriority>(word);
}

std::optional<LocalDate> date_named(const std::string& text) {
    if (const auto date = parse_date(text)) return date;
    const std::size_t first = text.find('/');
    const std::size_t second = first == std::string::npos ? first : text.find('/', first + 1);
    if (second == std::string::npos || first > 2 || second - first > 3) return std::nullopt;
    const auto two = [](const std::string& digits) { return digits.size() == 1 ? "0" + digits : digits; };
    return parse_date(text.substr(second + 1) + "-" + two(text.substr(first + 1, second - first - 1)) + "-" +
                      two(text.substr(0, first)));
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What people type for kinds, items of a rundown and instants. Readers throw RequestError saying how to write it.
// Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/folded.h"
#include "core/library.h"
#include "core/names.h"
#include "core/week.h"
#include "core/zone.h"
#include "text/catalogue.h"

namespace truyenthanh {

// "news", "tin", "bài", "chuyên mục" …, with or without marks.
ItemKind item_kind_from(const std::string& text);

// The name of one of an enum's values, as it stands, or as its word `family`.NAME of the catalogue has it: in any case,
// with or without marks, or a part of that word which no other of them has. Throws RequestError cli.bad_word.
std::string name_from(const std::string& text, const std::string& family, const std::vector<std::string>& names,
                      const Catalogue& words);
template <class Enum>
std::string name_from(const std::string& text, const std::string& family, const Catalogue& words) {
    return name_from(text, family, {EnumNames<Enum>::names.begin(), EnumNames<Enum>::names.end()}, words);
}

// ITEM[@OFFSET][:replace|mute|duck|bed][:fade=LENGTH][:pause=LENGTH], for instance 5, 5@90s, 5@90s:duck:fade=500ms.
RundownEntry rundown_entry_from(const std::string& text);

enum class Edge { Beginning, End };
// A local instant: 2026-12-05T07:30[:15], also with a space for the T; 2026-12-05 alone is the day's beginning, or its
// end for Edge::End; with a Z it is UTC; "now".
WallTime instant_from(const std::string& text, const Zone& zone, WallTime now, Edge edge);

// today, tomorrow, yesterday, hôm nay, ngày mai, hôm qua, 2026-12-05, 05/12/2026.
LocalDate date_from(const std::string& text, LocalDate today);

std::chrono::milliseconds duration_from(const std::string& text);

}  // namespace truyenthanh

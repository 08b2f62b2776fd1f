// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words of core as people write them, in a table or at a terminal: the names of core/names.h, or Vietnamese ones in any
// case and with or without marks. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "core/library.h"
#include "core/newsroom.h"

namespace truyenthanh {

// "news", "tin", "bài", "Chuyên mục", "guong nguoi tot" …
std::optional<ItemKind> item_kind_named(const std::string& text);
// "normal", "thường", "1" … the three levels of the source information system, by word or number.
std::optional<ItemPriority> item_priority_named(const std::string& text);
// 2026-12-05 or 05/12/2026.
std::optional<LocalDate> date_named(const std::string& text);

}  // namespace truyenthanh

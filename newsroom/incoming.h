// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items as others hand them over, before they are ours: read from feeds and tables, whole or not at all. What is wrong
// is a RequestError import.… that names the file, the line and what is wrong. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/library.h"
#include "core/newsroom.h"

namespace truyenthanh {

struct IncomingItem {
    int line = 0;             // where it begins
    std::string external_id;  // its name at the source; never empty
    std::string title;
    std::string text;  // plain, paragraphs on lines of their own
    ItemKind kind = ItemKind::News;
    ItemPriority priority = ItemPriority::Normal;
    DateSpan valid;
    std::string language = "vi";
    std::string link;
    std::string photo;
    std::string sound;  // a file beside it, or an address; empty: none
    std::string block;  // codes, as the source gives them; empty: none
    std::string field;
    std::vector<std::string> authors;
};

// Nothing else than these many is read of one file.
inline constexpr std::size_t kLongestImport = 16U << 20;
inline constexpr std::size_t kMostImported = 5'000;

// RSS 2.0 and Atom 1.0, UTF-8 or what the XML declaration says (UTF-16, ISO-8859-1, US-ASCII). A document type is
// refused: feeds have none, entities of one's own do harm.
std::vector<IncomingItem> read_feed(std::string_view xml, const std::string& file);

// RFC 4180 with a heading. Columns by name, in any order: id, title, text, kind, priority, from, until, language, link,
// photo, sound, block, field, authors (";" between them). Separators "," ";" or a tab, as the heading has them.
std::vector<IncomingItem> read_item_table(std::string_view csv, const std::string& file);

// Puts one field of the names above into an item; false where the value cannot be one, `expected` saying what can.
bool put_field(IncomingItem& item, std::string_view field, const std::string& value, std::string& expected);
bool is_import_field(std::string_view field);
std::string import_fields();

// At the end of each reader: titles there, ids there (link, else title), no id twice, not too many, not none.
void finish_import(std::vector<IncomingItem>& items, const std::string& file);

// Text of HTML: elements gone, paragraphs and breaks as lines, entities as what they stand for.
std::string plain_text(std::string_view html);

[[noreturn]] void refuse_import(const char* key, const std::string& file, int line,
                                std::vector<std::pair<std::string, std::string>> more = {});

}  // namespace truyenthanh

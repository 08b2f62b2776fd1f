// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finding things by their words, without marks: tables search, changed_text. Thread: that of the connection.
#pragma once

#include <string>
#include <vector>

#include "store/connection.h"

namespace truyenthanh {

enum class FoundThing { Item, Programme, Guidance, Topic, Column, Person };

struct Found {
    FoundThing thing = FoundThing::Item;
    std::int64_t id = 0;
    std::string title;   // with its marks
    std::string detail;  // an item's kind, a programme's series, a document's number; may be empty
};

// Brings the index up to what has changed, at most `most` things at once; true where more is left.
bool index_changes(Connection& connection, int most = 500);

// Things that have all the words, the last of them as a beginning; newest first, items before the rest where equally
// new. Items are found by title, text, link and the names of their recordings' files. "thong bao" finds "thông báo",
// "duong d" finds "đường Điện Biên Phủ". Nothing where there is no word in `words`.
std::vector<Found> find_words(Connection& connection, const std::string& words, int most = 50);

// The same words as the index is asked for them (MATCH). An item's row is `id * 8`, a programme's `id * 8 + 1`.
std::string match_of(const std::string& words);
// Whether there is any word in it.
bool has_words(const std::string& words);

// What is given to the index: đ as d, Đ as D.
std::string without_bars(const std::string& text);

}  // namespace truyenthanh

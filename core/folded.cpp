// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See folded.h.
#include "core/folded.h"

#include <array>
#include <cctype>

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

}  // namespace

std::string folded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) append_folded(out, next_letter(text, at));
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

}  // namespace truyenthanh

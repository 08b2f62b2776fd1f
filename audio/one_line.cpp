// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See one_line.h.
#include "audio/one_line.h"

#include <algorithm>
#include <string_view>

namespace truyenthanh {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "…";

// The length of the UTF-8 character at the beginning of `text`; 0 where there is none: cut off, overlong, a surrogate,
// beyond Unicode.
std::size_t character_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return 0;
    }
    const bool is_overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
    const bool is_none = (lead == 0xED && byte(1) >= 0xA0) || (lead == 0xF4 && byte(1) >= 0x90);
    return is_overlong || is_none ? 0 : length;
}

// C0, DEL, C1, line and paragraph separators, and the marks that turn the direction of writing.
bool is_no_text(std::string_view character) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
    if (character.size() == 1) return byte(0) < 0x20 || byte(0) == 0x7F;
    if (character.size() == 2) return byte(0) == 0xC2 && byte(1) < 0xA0;
    if (character.size() != 3 || byte(0) != 0xE2) return false;
    const bool turns =
        (byte(1) == 0x80 && (byte(2) == 0x8E || byte(2) == 0x8F)) || (byte(1) == 0x81 && byte(2) >= 0xA6);
    return turns || (byte(1) == 0x80 && byte(2) >= 0xA8 && byte(2) <= 0xAE);
}

std::string in_one_line(std::string_view raw, std::size_t most) {
    std::string line;
    for (std::size_t at = 0; at < raw.size() && line.size() <= most;) {
        const std::size_t length = character_length(raw.substr(at));
        const std::string_view character = length == 0 ? kReplacement : raw.substr(at, length);
        if (is_no_text(character) || character == " ")
            line.append(line.empty() || line.back() == ' ' ? "" : " ");
        else
            line.append(character);
        at += std::max<std::size_t>(length, 1);
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    return line;
}

}  // namespace

std::string one_line(const std::string& raw, std::size_t most) {
    std::string line = in_one_line(raw, most);
    if (line.size() <= most) return line;
    std::size_t end = most - kEllipsis.size();
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
    return line.substr(0, end).append(kEllipsis);
}

}  // namespace truyenthanh

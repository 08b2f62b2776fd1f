// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See person_name.h.
#include "core/person_name.h"

#include <algorithm>
#include <array>

namespace truyenthanh {
namespace {

constexpr char32_t kBad = 0xffff'ffff;

// Takes one character off the front; kBad where it is not UTF-8.
char32_t next_character(std::string_view& text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(0);
    const std::size_t length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    const bool is_lead = first < 0x80 || (first >= 0xc2 && first <= 0xf4);
    if (!is_lead || text.size() < length) return kBad;
    char32_t character = length == 1 ? first : first & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0U) != 0x80) return kBad;
        character = (character << 6) | (byte(i) & 0x3fU);
    }
    constexpr std::array<char32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
    const bool is_surrogate = character >= 0xd800 && character <= 0xdfff;
    if (character < kLeast[length] || character > 0x10ffff || is_surrogate) return kBad;
    text.remove_prefix(length);
    return character;
}

void append(std::string& text, char32_t character) {
    const auto tail = [&](int shift) { text += static_cast<char>(0x80 | ((character >> shift) & 0x3f)); };
    if (character < 0x80) {
        text += static_cast<char>(character);
    } else if (character < 0x800) {
        text += static_cast<char>(0xc0 | (character >> 6));
        tail(0);
    } else if (character < 0x10000) {
        text += static_cast<char>(0xe0 | (character >> 12));
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xf0 | (character >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

char32_t lower(char32_t c) {
    if ((c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7)) return c + 0x20;
    constexpr std::array<char32_t, 5> kEvenCapitals{0x102, 0x110, 0x128, 0x168, 0x1a0};  // Ă Đ Ĩ Ũ Ơ
    if (std::find(kEvenCapitals.begin(), kEvenCapitals.end(), c) != kEvenCapitals.end() || c == 0x1af) return c + 1;
    if (c >= 0x1ea0 && c <= 0x1ef9) return c | 1U;
    return c;
}

bool is_space(char32_t c) { return c == ' ' || c == 0xa0; }

// Marks that combine, and characters without a shape of their own.
bool is_hidden(char32_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || (c >= 0x300 && c <= 0x36f) ||
           (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

}  // namespace

std::optional<std::string> tidy_name(std::string_view typed) {
    std::string name;
    bool is_gap = false;
    while (!typed.empty()) {
        const char32_t c = next_character(typed);
        if (c == kBad || is_hidden(c)) return std::nullopt;
        if (is_space(c)) {
            is_gap = true;
            continue;
        }
        if (is_gap && !name.empty()) name += ' ';
        is_gap = false;
        append(name, c);
    }
    if (name.empty() || name.size() > 100) return std::nullopt;
    return name;
}

std::string folded_case(std::string_view text) {
    std::string folded;
    while (!text.empty()) {
        const char32_t c = next_character(text);
        if (c == kBad) {
            folded += text.front();
            text.remove_prefix(1);
        } else {
            append(folded, lower(c));
        }
    }
    return folded;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        if (next_character(text) == kBad) return false;
    }
    return true;
}

bool is_same_person(std::string_view a, std::string_view b) {
    const std::optional<std::string> first = tidy_name(a);
    const std::optional<std::string> second = tidy_name(b);
    return first && second && folded_case(*first) == folded_case(*second);
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plain text of the HTML that feeds carry; see incoming.h.
#include <algorithm>
#include <array>
#include <charconv>

#include "newsroom/incoming.h"

namespace truyenthanh {
namespace {

void put_character(std::string& text, std::uint32_t code) {
    const bool is_one = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    if (!is_one || (code < 0x20 && code != '\n' && code != '\t') || code == 0x7f) return;
    const auto put = [&text](std::uint32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (code < 0x80) return put(code);
    if (code < 0x800) {
        put(0xc0U | (code >> 6U));
    } else if (code < 0x10000) {
        put(0xe0U | (code >> 12U));
        put(0x80U | ((code >> 6U) & 0x3fU));
    } else {
        put(0xf0U | (code >> 18U));
        put(0x80U | ((code >> 12U) & 0x3fU));
        put(0x80U | ((code >> 6U) & 0x3fU));
    }
    put(0x80U | (code & 0x3fU));
}

bool put_numbered(std::string& text, std::string_view digits) {
    const int base = !digits.empty() && (digits[0] == 'x' || digits[0] == 'X') ? 16 : 10;
    if (base == 16) digits.remove_prefix(1);
    std::uint32_t code = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, base);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return false;
    put_character(text, code == 0xa0 ? ' ' : code);
    return true;
}

// The entities that editors of portals write; false for any other.
bool put_entity(std::string& text, std::string_view name) {
    struct Entity {
        std::string_view name;
        const char* text;
    };
    static constexpr std::array<Entity, 13> kKnown{{{"amp", "&"},
                                                    {"lt", "<"},
                                                    {"gt", ">"},
                                                    {"quot", "\""},
                                                    {"apos", "'"},
                                                    {"nbsp", " "},
                                                    {"ndash", "–"},
                                                    {"mdash", "—"},
                                                    {"hellip", "…"},
                                                    {"ldquo", "“"},
                                                    {"rdquo", "”"},
                                                    {"lsquo", "‘"},
                                                    {"rsquo", "’"}}};
    if (!name.empty() && name[0] == '#') return put_numbered(text, name.substr(1));
    const auto found = std::find_if(kKnown.begin(), kKnown.end(), [&](const Entity& one) { return one.name == name; });
    if (found == kKnown.end()) return false;
    text += found->text;
    return true;
}

std::string element_name(std::string_view element) {
    std::string name;
    for (const char c : element) {
        if (c == '/' && name.empty()) continue;
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if ((lower < 'a' || lower > 'z') && (lower < '0' || lower > '9')) break;
        name += lower;
    }
    return name;
}

bool breaks_line(const std::string& name) {
    static constexpr std::array<std::string_view, 13> kBreaking{"br", "p",  "div", "li", "ul", "ol",        "tr",
                                                                "h1", "h2", "h3",  "h4", "h5", "blockquote"};
    return std::find(kBreaking.begin(), kBreaking.end(), name) != kBreaking.end();
}

// Behind the element at `at`, which is "<"; what scripts and styles hold goes with them.
std::size_t behind_element(std::string_view html, std::size_t at, std::string& text) {
    if (html.substr(at).starts_with("<!--")) {
        const std::size_t end = html.find("-->", at);
        return end == std::string_view::npos ? html.size() : end + 3;
    }
    std::size_t end = html.find('>', at);
    if (end == std::string_view::npos) return html.size();
    const std::string name = element_name(html.substr(at + 1, end - at - 1));
    if (breaks_line(name)) text += '\n';
    if ((name == "script" || name == "style") && html[at + 1] != '/') {
        end = html.find("</" + name, end);
        return end == std::string_view::npos ? html.size() : end;
    }
    return end + 1;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// One blank between words, no empty lines.
std::string tidied(const std::string& text) {
    std::string tidy;
    bool has_break = false;
    bool has_blank = false;
    for (const char c : text) {
        if (is_blank(c)) {
            has_break = has_break || c == '\n';
            has_blank = true;
            continue;
        }
        if (has_blank && !tidy.empty()) tidy += has_break ? '\n' : ' ';
        has_break = has_blank = false;
        tidy += c;
    }
    return tidy;
}

}  // namespace

std::string plain_text(std::string_view html) {
    std::string text;
    std::size_t at = 0;
    while (at < html.size()) {
        const char c = html[at];
        const bool opens = c == '<' && at + 1 < html.size() && !is_blank(html[at + 1]);
        const std::size_t end = c == '&' ? html.substr(at, 12).find(';') : std::string_view::npos;
        if (opens) {
            at = behind_element(html, at, text);
        } else if (end != std::string_view::npos && put_entity(text, html.substr(at + 1, end - 1))) {
            at += end + 1;
        } else {
            text += c;
            ++at;
        }
    }
    return tidied(text);
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See uploads.h: what the browser says beside the bytes.
#include <algorithm>

#include "console/uploads.h"
#include "core/person_name.h"

namespace truyenthanh {

namespace {

constexpr std::size_t kLongestName = 200;

std::optional<std::string> base64_decoded(std::string_view text) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    while (text.ends_with('=')) text.remove_suffix(1);
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        const std::size_t value = digits.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        bits = (bits << 6 | static_cast<unsigned>(value)) & 0xffffff;
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out.push_back(static_cast<char>(bits >> count & 0xff));
    }
    return out;
}

}  // namespace

std::optional<std::map<std::string, std::string>> upload_metadata(std::string_view field) {
    std::map<std::string, std::string> words;
    while (!field.empty()) {
        const std::size_t end = std::min(field.find(','), field.size());
        std::string_view part = field.substr(0, end);
        field.remove_prefix(std::min(end + 1, field.size()));
        while (part.starts_with(' ')) part.remove_prefix(1);
        while (part.ends_with(' ')) part.remove_suffix(1);
        if (part.empty()) continue;
        const std::size_t space = std::min(part.find(' '), part.size());
        const auto value = base64_decoded(part.substr(std::min(space + 1, part.size())));
        if (!value || !is_utf8(*value)) return std::nullopt;
        if (!words.emplace(part.substr(0, space), *value).second) return std::nullopt;
    }
    return words;
}

std::string tidy_file_name(std::string_view name) {
    const std::size_t slash = name.find_last_of("/\\");
    if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
    std::string tidy;
    for (const char c : name) {
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) tidy.push_back(c);
    }
    while (tidy.size() > kLongestName || !is_utf8(tidy)) tidy.pop_back();
    while (tidy.starts_with('.') || tidy.starts_with(' ')) tidy.erase(0, 1);
    return tidy.empty() ? "upload" : tidy;
}

}  // namespace truyenthanh

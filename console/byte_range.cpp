// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See byte_range.h.
#include "console/byte_range.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace truyenthanh {

namespace {

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

ByteRange byte_range(std::string_view field, std::uint64_t size) {
    const ByteRange whole{0, size, false, false};
    const ByteRange outside{0, 0, false, true};
    if (!field.starts_with("bytes=")) return whole;
    field.remove_prefix(6);
    const std::size_t dash = field.find('-');
    if (dash == std::string_view::npos) return whole;
    const auto from = number(field.substr(0, dash));
    const auto to = number(field.substr(dash + 1));
    if (dash > 0 && !from) return whole;
    if (dash + 1 < field.size() && !to) return whole;
    if (!from && !to) return whole;
    if (!from) {
        const std::uint64_t length = std::min(*to, size);
        return length == 0 ? outside : ByteRange{size - length, length, true, false};
    }
    if (*from >= size) return outside;
    if (to && *to < *from) return whole;
    const std::uint64_t last = std::min(to.value_or(size - 1), size - 1);
    return {*from, last - *from + 1, true, false};
}

std::string content_range(const ByteRange& range, std::uint64_t size) {
    return "bytes " + std::to_string(range.first) + "-" + std::to_string(range.first + range.length - 1) + "/" +
           std::to_string(size);
}

}  // namespace truyenthanh

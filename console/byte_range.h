// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Range field of a request for a file. Pure, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace truyenthanh {

struct ByteRange {
    std::uint64_t first = 0;
    std::uint64_t length = 0;
    bool is_part = false;     // 206
    bool is_outside = false;  // 416
};

// "bytes=0-99", "bytes=100-", "bytes=-100"; anything else, several ranges included, is the whole file.
ByteRange byte_range(std::string_view field, std::uint64_t size);
// "bytes 0-99/1000"
std::string content_range(const ByteRange& range, std::uint64_t size);

}  // namespace truyenthanh

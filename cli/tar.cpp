// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See tar.h.
#include "cli/tar.h"

#include <array>
#include <cassert>
#include <cstdio>

namespace truyenthanh {
namespace {

constexpr std::size_t kBlock = 512;

void put(std::string& header, std::size_t at, const std::string& text) { header.replace(at, text.size(), text); }

// An octal number of so many digits.
std::string octal(unsigned long long value, int digits) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%0*llo", digits, value);
    return text.data();
}

}  // namespace

std::string tar_entry(const std::string& name, const std::string& content, WallTime at) {
    assert(name.size() < 100);
    std::string header(kBlock, '\0');
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
    put(header, 0, name);
    put(header, 100, octal(0644, 7));
    put(header, 108, octal(0, 7));
    put(header, 116, octal(0, 7));
    put(header, 124, octal(content.size(), 11));
    put(header, 136, octal(static_cast<unsigned long long>(seconds), 11));
    put(header, 148, std::string(8, ' '));
    put(header, 156, "0");
    put(header, 257,
        std::string("ustar\0"
                    "00",
                    8));
    unsigned long long sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    put(header, 148, octal(sum, 6) + std::string("\0 ", 2));
    const std::size_t rest = content.size() % kBlock;
    return header + content + std::string(rest == 0 ? 0 : kBlock - rest, '\0');
}

std::string tar_end() { return std::string(2 * kBlock, '\0'); }

}  // namespace truyenthanh

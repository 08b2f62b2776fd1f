// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Takes the titles out of an Icecast or Shoutcast stream: every so many bytes of sound stand a length and a text like
// StreamTitle='…'; which would be noise to a decoder. A title is opaque: it is one line for a person to read
// (one_line.h) and nothing else. A pure class: bytes in, bytes out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace truyenthanh {

inline constexpr std::size_t kMostTitle = 120;  // bytes

class IcyTitles {
public:
    // `interval` bytes of sound between two texts, from the answer's icy-metaint; 0: none are sent.
    explicit IcyTitles(std::size_t interval = 0) : interval_(interval), sound_left_(interval) {}

    // Moves the sound among `count` bytes to their beginning and returns how much of it there is.
    std::size_t strip(std::uint8_t* bytes, std::size_t count);
    // The latest, clean; empty where none came.
    const std::string& title() const noexcept { return title_; }

private:
    void end_text();

    std::size_t interval_;
    std::size_t sound_left_;
    std::size_t text_left_ = 0;
    std::string text_;
    std::string title_;
};

}  // namespace truyenthanh

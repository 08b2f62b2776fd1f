// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Looks over FFmpeg's shoulder at what passes the door of an HLS stream: how long its segments are, whether its
// playlist went backwards, whether segments come again. It parses two tags and nothing more; FFmpeg's demuxer does the
// work. Thread: the stream's.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace truyenthanh {

class PlaylistWatch {
public:
    // The bytes of one answer in order, then its end.
    class Answer {
    public:
        void take(const std::uint8_t* bytes, std::size_t count);
        bool is_playlist() const;
        const std::string& text() const noexcept { return text_; }
        std::uint64_t hash() const noexcept { return hash_; }
        std::uint64_t size() const noexcept { return size_; }

    private:
        std::string text_;  // the beginning; all of a playlist
        std::uint64_t hash_ = 0xCBF29CE484222325U;
        std::uint64_t size_ = 0;
    };
    void judge(const Answer& answer);

    // Seconds; 0 where there is no playlist.
    double segment_length() const noexcept { return segment_length_; }
    bool went_backwards() const noexcept { return went_backwards_; }
    // Number of the newest segment; −1 where there is no playlist.
    std::int64_t newest() const noexcept { return newest_; }
    // So many segments in a row whose bytes were among the last eight.
    int repeated() const noexcept { return repeated_; }

private:
    void read_playlist(const std::string& text);
    void remember(std::uint64_t hash);

    double segment_length_ = 0.0;
    std::int64_t newest_ = -1;
    bool went_backwards_ = false;
    std::array<std::uint64_t, 8> hashes_{};
    std::size_t next_ = 0;
    int repeated_ = 0;
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See playlist_watch.h.
#include "audio/playlist_watch.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

namespace truyenthanh {
namespace {

constexpr std::size_t kMostText = 64 * 1024;
constexpr std::size_t kLeastSegment = 512;  // bytes: a shorter one may well be equal to another
constexpr double kLongestSegment = 30.0;
constexpr std::string_view kMark = "#EXTM3U";

std::optional<std::int64_t> number_after(const std::string& text, std::string_view tag) {
    const std::size_t at = text.find(tag);
    if (at == std::string::npos) return std::nullopt;
    std::int64_t value = 0;
    const char* begin = text.data() + at + tag.size();
    const auto [end, error] = std::from_chars(begin, text.data() + text.size(), value);
    return error == std::errc{} ? std::optional{value} : std::nullopt;
}

std::int64_t count_of(const std::string& text, std::string_view tag) {
    std::int64_t count = 0;
    for (std::size_t at = text.find(tag); at != std::string::npos; at = text.find(tag, at + tag.size())) ++count;
    return count;
}

}  // namespace

void PlaylistWatch::Answer::take(const std::uint8_t* bytes, std::size_t count) {
    const bool is_open = text_.size() < kMark.size() || is_playlist();
    if (is_open && text_.size() < kMostText)
        text_.append(reinterpret_cast<const char*>(bytes), std::min(count, kMostText - text_.size()));
    for (std::size_t i = 0; i < count; ++i) hash_ = (hash_ ^ bytes[i]) * 0x100000001B3U;
    size_ += count;
}

bool PlaylistWatch::Answer::is_playlist() const { return text_.compare(0, kMark.size(), kMark) == 0; }

void PlaylistWatch::judge(const Answer& answer) {
    if (answer.is_playlist())
        read_playlist(answer.text());
    else if (segment_length_ > 0.0 && answer.size() >= kLeastSegment)
        remember(answer.hash());
}

// A playlist of variants has no segments: nothing is learnt from it.
void PlaylistWatch::read_playlist(const std::string& text) {
    const auto length = number_after(text, "#EXT-X-TARGETDURATION:");
    if (!length) return;
    segment_length_ = std::clamp(static_cast<double>(*length), 0.0, kLongestSegment);
    const std::int64_t first = number_after(text, "#EXT-X-MEDIA-SEQUENCE:").value_or(0);
    const std::int64_t newest = first + count_of(text, "#EXTINF") - 1;
    went_backwards_ = went_backwards_ || newest + 1 < newest_;  // one back: two caches that disagree
    newest_ = std::max(newest_, newest);
}

void PlaylistWatch::remember(std::uint64_t hash) {
    const bool is_known = std::find(hashes_.begin(), hashes_.end(), hash) != hashes_.end();
    repeated_ = is_known ? repeated_ + 1 : 0;
    if (is_known) return;
    hashes_[next_] = hash;
    next_ = (next_ + 1) % hashes_.size();
}

}  // namespace truyenthanh

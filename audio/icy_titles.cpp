// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See icy_titles.h.
#include "audio/icy_titles.h"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "audio/one_line.h"

namespace truyenthanh {

std::size_t IcyTitles::strip(std::uint8_t* bytes, std::size_t count) {
    if (interval_ == 0) return count;
    std::size_t kept = 0;
    for (std::size_t at = 0; at < count;) {
        if (text_left_ > 0) {
            const std::size_t more = std::min(text_left_, count - at);
            text_.append(reinterpret_cast<const char*>(bytes + at), more);
            at += more;
            text_left_ -= more;
            if (text_left_ == 0) end_text();
        } else if (sound_left_ > 0) {
            const std::size_t more = std::min(sound_left_, count - at);
            std::memmove(bytes + kept, bytes + at, more);
            kept += more;
            at += more;
            sound_left_ -= more;
        } else {
            text_left_ = std::size_t{16} * bytes[at++];
            sound_left_ = interval_;
        }
    }
    return kept;
}

// A title may hold quotes of its own: it ends at the last one that a semicolon follows.
void IcyTitles::end_text() {
    constexpr std::string_view kBegin = "StreamTitle='";
    const std::string text = std::move(text_);
    text_.clear();
    const std::size_t begin = text.find(kBegin);
    if (begin == std::string::npos) return;
    const std::size_t first = begin + kBegin.size();
    std::size_t end = text.find("';StreamUrl='", first);
    if (end == std::string::npos) end = text.rfind("';");
    if (end == std::string::npos || end < first) end = text.find_last_not_of('\0') + 1;
    title_ = one_line(text.substr(first, std::max(end, first) - first), kMostTitle);
}

}  // namespace truyenthanh

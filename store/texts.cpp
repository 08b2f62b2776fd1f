// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See texts.h.
#include "store/texts.h"

#include <algorithm>

#include "core/error.h"
#include "core/person_name.h"

namespace truyenthanh {
namespace {

constexpr std::size_t kLongest = 300;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

}  // namespace

void check_title(const std::string& title) {
    const bool is_blank = title.find_first_not_of(' ') == std::string::npos;
    const bool is_plain = is_utf8(title) && std::none_of(title.begin(), title.end(), is_control);
    if (is_blank || !is_plain || title.size() > kLongest) {
        throw RequestError(
            {"store.bad_title", {{"title", title.substr(0, 60)}, {"longest", std::to_string(kLongest)}}});
    }
}

}  // namespace truyenthanh

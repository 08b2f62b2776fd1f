// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads the head of one HTTP/1 request. Boost.Beast's parser stays in head.cpp. Pure, any thread.
#pragma once

#include <string_view>
#include <variant>

#include "console/transport/request.h"

namespace truyenthanh {

struct HttpHead {
    HttpRequest request;  // without peer and body
    bool keeps_alive = true;
    bool awaits_continue = false;  // the client sends its body after "100 Continue"
};

// `bytes` end with the empty line of the head. What cannot be a request gives the status to refuse it with.
std::variant<HttpHead, int> read_head(std::string_view bytes);

// Where the head ends, its empty line included; npos where more is needed. `searched`: bytes looked at before.
std::size_t end_of_head(std::string_view bytes, std::size_t searched) noexcept;

// "%41b" to "Ab"; nothing where it is malformed, not UTF-8 or holds a control character. `plus`: '+' is a space.
std::optional<std::string> percent_decoded(std::string_view text, bool plus);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The head of an answer as bytes, with what every answer of ours says to browsers. Pure, any thread.
#pragma once

#include <string>

#include "console/transport/request.h"

namespace truyenthanh {

// Lengths are those of the response's body or file; fields that could not be one line are left out.
std::string answer_head(const HttpResponse& response, bool closes);

// What a page of ours may load and where from: itself, and nothing of anybody else's.
std::string_view content_security_policy() noexcept;

}  // namespace truyenthanh

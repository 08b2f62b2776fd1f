// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a stranger sends to be read by a person, made harmless: pure. Any thread.
#pragma once

#include <cstddef>
#include <string>

namespace truyenthanh {

// One line of clean UTF-8: control characters and the marks that turn the direction of writing become spaces, what is
// no UTF-8 becomes U+FFFD, spaces are single and not at the ends; longer than `most` bytes it is cut between two
// characters and ends in "…".
std::string one_line(const std::string& raw, std::size_t most);

}  // namespace truyenthanh

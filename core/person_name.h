// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names of people, on which "approved by another person" rests. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace truyenthanh {

// The name as it is kept: spaces at the ends removed, runs of spaces made one. Nothing where it cannot be a name:
// empty, over 100 bytes, not UTF-8, with control characters, or with combining marks (a name typed in decomposed form
// would pass for another person's).
std::optional<std::string> tidy_name(std::string_view typed);

// What two spellings of one person have in common: letters of English and Vietnamese in lower case. Of a tidy name.
// Also used to find titles whatever their case.
std::string folded_case(std::string_view text);

// Well-formed, without surrogates and overlong forms.
bool is_utf8(std::string_view text);

bool is_same_person(std::string_view a, std::string_view b);

}  // namespace truyenthanh

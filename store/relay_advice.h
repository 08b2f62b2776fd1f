// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tells addresses that will rot from those that last: a stream's address copied out of a web page often belongs to one
// visitor and dies within the hour. Pure.
#pragma once

#include <optional>
#include <string>

namespace truyenthanh {

// The part of a relay's URL that will not last: a signature that expires, a session, a chunk list of one session.
// Empty where nothing is suspect.
std::optional<std::string> rotting_part(const std::string& url);

}  // namespace truyenthanh

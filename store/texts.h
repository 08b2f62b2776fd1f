// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Checks of what people type into names and titles. Pure; any thread.
#pragma once

#include <string>

namespace truyenthanh {

// Throws RequestError store.bad_title where a title or name is empty, over 300 bytes, not UTF-8,
// or has control characters.
void check_title(const std::string& title);

}  // namespace truyenthanh

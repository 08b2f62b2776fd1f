// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words as people type them who leave the marks out. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace truyenthanh {

// Lower case, without Vietnamese marks, đ as d, runs of spaces and hyphens as one space.
std::string folded(std::string_view text);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A written Vietnamese notice as it is read aloud: what a machine would spell or stumble over, in words. Pure; any
// thread.
#pragma once

#include <string>

namespace truyenthanh {

// Dates ("05/12/2026"), times ("7h30", "16:45"), money and large numbers ("2.340.000đ"), decimals, per cent, units,
// numbers of documents ("45/TB-UBND") and the abbreviations of offices. Everything else, spaces and lines included,
// stays as it is.
std::string spoken_text(const std::string& text);

}  // namespace truyenthanh

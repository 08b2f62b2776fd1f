// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What people type for the places of a format and for changes of a programme, and how a day's programme is shown. Pure.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "text/catalogue.h"

namespace truyenthanh {

// KIND[+KIND…][:LEAST[-MOST]][:column=N][:field=CODE], for instance "news+notice:2-3", "column:1:column=4".
nlohmann::json place_from_text(const std::string& text);

// drop:2, insert:2=15, replace:2=15, move:3=1: positions count items without the frame, from 1.
nlohmann::json edit_from_text(const std::string& text);

// Title, rundown, remarks and the bar that tells what is over or left.
std::string show_day(const nlohmann::json& programme, const Catalogue& words);
std::string show_formats(const nlohmann::json& list, const Catalogue& words);

}  // namespace truyenthanh

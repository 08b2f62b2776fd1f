// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the texts of show_*.h are put together from. Pure.
#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/table.h"
#include "text/catalogue.h"

namespace truyenthanh {

// A field as it is printed: a text as it is, a number as JSON has it; empty where there is none, or null.
std::string field_text(const nlohmann::json& object, const char* field);
// An empty table under these words.
Table table_of(const Catalogue& words, std::initializer_list<const char*> keys);

}  // namespace truyenthanh

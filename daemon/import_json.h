// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Incoming items from JSON: an object with the fields of an item table, a list of such, {"items": [ … ]}, or a JSON
// Feed (jsonfeed.org). Throws RequestError import.… with file and line, as newsroom/incoming.h does. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "newsroom/incoming.h"

namespace truyenthanh {

std::vector<IncomingItem> read_item_json(std::string_view text, const std::string& file);

// Whichever of feed, table and JSON the text begins like.
std::vector<IncomingItem> read_incoming(std::string_view text, const std::string& file);

}  // namespace truyenthanh

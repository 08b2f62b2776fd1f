// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Makes the folders, the configuration and the database of a station. Any thread.
#pragma once

#include "config/places.h"
#include "core/units.h"

namespace truyenthanh {

// Beside the database: the one-time code of the first account, while it is wanted.
inline constexpr const char* kFirstCodeFile = "first-code";

// What is there already is left as it is. Throws StoreError.
void make_station(const Places& places, WallTime now);
// The folders of a running station alone.
void make_folders(const Places& places);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The index of the air-check: table air_check. Thread: that of the connection.
#pragma once

#include <vector>

#include "core/air_check.h"
#include "core/as_run.h"
#include "store/connection.h"

namespace truyenthanh {

// A file that is known already is described anew.
void add_air_check(Connection& connection, const AirCheckPiece& piece);
// Of files that are gone.
void forget_air_check(Connection& connection, const std::string& file);
// Those that touch [from, until), oldest first.
std::vector<AirCheckPiece> air_checks(Connection& connection, WallTime from, WallTime until);
std::vector<AirCheckPiece> all_air_checks(Connection& connection);

// Where the sound of an as-run entry lies, in the order in which it was heard, no frame twice; empty where none was
// kept. Frames of it that were not recorded are left out. By frames where the entry lies in one piece on one chain's
// line, else by the clock.
std::vector<AirCheckCut> sound_of(Connection& connection, const AsRunEntry& entry);
// What all cuts have together.
Frames length_of(const std::vector<AirCheckCut>& cuts);

}  // namespace truyenthanh

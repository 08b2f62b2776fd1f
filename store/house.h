// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the newsroom's tables and the diary say of a period (core/house.h), and when sound was on the line. Thread: that
// of the connection.
#pragma once

#include <utility>
#include <vector>

#include "core/house.h"
#include "core/ledger_sums.h"
#include "store/connection.h"

namespace truyenthanh {

// Of [from, until); `heard` are the items heard in it. Everything but House::outside_s.
House read_house(Connection& connection, WallTime from, WallTime until, DayRange span,
                 const std::vector<ItemSum>& heard);

// The first and last instant of sound of each transmission of these days.
std::vector<std::pair<WallTime, WallTime>> sound_spans(Connection& connection, DayRange span);

}  // namespace truyenthanh

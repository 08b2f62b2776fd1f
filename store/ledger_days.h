// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Entries of a few days, found quickly in a ledger of many years. Implemented in store/ledger.cpp. Thread: that of the
// connection.
#pragma once

#include <vector>

#include "core/as_run.h"
#include "store/connection.h"

namespace truyenthanh {

// Those planned to begin in [from, until), by plan.
std::vector<AsRunEntry> entries_planned(Connection& connection, WallTime from, WallTime until);
// Those of transmissions of these local dates, by plan.
std::vector<AsRunEntry> entries_of_days(Connection& connection, LocalDate from, LocalDate to);

}  // namespace truyenthanh

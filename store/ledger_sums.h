// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ledger added up for airtime/ (core/ledger_sums.h), in one scan of an index and one lookup an item.
// Thread: that of the connection.
#pragma once

#include "core/ledger_sums.h"
#include "store/connection.h"

namespace truyenthanh {

// Of the first `last` entries of the chain. One state of the ledger where the caller holds a ReadSnapshot.
LedgerSums ledger_sums(Connection& connection, DayRange span, std::int64_t last);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Proves that a ledger is whole: the chain, the numbers, and that no second of airtime is counted twice. Works on the
// database and on an export alone. Pure but for reading; any thread.
#pragma once

#include <optional>
#include <vector>

#include "core/as_run.h"
#include "core/message.h"
#include "store/connection.h"

namespace truyenthanh {

struct LedgerVerdict {
    bool is_rehearsal = false;  // the chain begins where a rehearsal's does: not a record of what was on air
    std::int64_t closed = 0;
    std::int64_t open = 0;  // on air now, or left by a crash and not yet reconciled
    std::optional<WallTime> first;
    std::optional<WallTime> last;
    Sha256 head;                   // the last hash: who has noted it can later prove that nothing before it changed
    std::optional<Message> fault;  // the first entry that is wrong, and how
    // Entries whose time holds more frames than fit, as after a step of the wall clock. No fault of the chain.
    std::vector<EntryId> crowded;

    bool is_whole() const { return !fault; }
};

// Of all closed entries in the order of the chain and the ids of the open ones.
LedgerVerdict verify_entries(const std::vector<AsRunEntry>& chained, const std::vector<EntryId>& open);
LedgerVerdict verify_ledger(Connection& connection);

}  // namespace truyenthanh

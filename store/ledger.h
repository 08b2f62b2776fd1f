// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The as-run ledger in SQLite: table as_run. An entry is written when it is opened, refreshed while it is on air, and
// closed once; closed ones are final and chained by hash in the order of closing. Thread: that of the connection.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/as_run.h"
#include "store/connection.h"

namespace truyenthanh {

class Ledger final : public AsRunLog {
public:
    explicit Ledger(Connection& connection) : connection_(connection) {}

    // Throws StoreError store.occurrence_twice for a planned occurrence that has an entry already.
    EntryId open(const EntryIntent& intent, WallTime now) override;
    // Counts for entries already closed are ignored.
    void progress(const std::vector<std::pair<EntryId, EntryCount>>& counts, WallTime now) override;
    // Closing a closed entry changes nothing: the first word stands. Throws store.no_entry.
    void close(EntryId entry, const EntryCount& count, Outcome outcome, const std::optional<Message>& cause,
               WallTime now) override;
    std::vector<AsRunEntry> open_entries() override;
    // The newest one where a filler or gap has several.
    std::optional<Outcome> outcome_of(const TransmissionKey& transmission, EntryKind kind, int position) override;

private:
    Connection& connection_;
};

// What a person asks for; absent means any. `until` is exclusive. An entry lies where it began to sound, or where it
// was planned if it never did.
struct AsRunFilter {
    std::optional<WallTime> from;
    std::optional<WallTime> until;
    std::optional<EntryKind> kind;
    std::optional<Outcome> outcome;
    std::optional<SlotId> slot;
    bool with_open = true;
};

// In the order in which they were heard or planned.
std::vector<AsRunEntry> as_run_entries(Connection& connection, const AsRunFilter& filter);
// Throws RequestError store.no_entry.
AsRunEntry read_entry(Connection& connection, EntryId entry);
// All closed entries in the order of the chain, for verification and whole exports.
std::vector<AsRunEntry> chained_entries(Connection& connection);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See memory_ledger.h.
#include "scheduler/memory_ledger.h"

#include "core/error.h"

namespace truyenthanh {

EntryId MemoryLedger::open(const EntryIntent& intent, WallTime now) {
    const PartKey key = key_of(intent);
    if (is_planned(intent.kind) && !planned_.emplace(key, entries_.size()).second)
        throw StoreError(Message{"ledger.twice", {{"occurrence", to_string(intent.transmission)}}});
    AsRunEntry entry;
    entry.id = EntryId{static_cast<std::int64_t>(entries_.size()) + 1};
    entry.intent = intent;
    entry.opened_at = now;
    entries_.push_back(entry);
    return entry.id;
}

AsRunEntry& MemoryLedger::open_entry(EntryId entry) {
    const auto index = static_cast<std::size_t>(entry.value - 1);
    if (index >= entries_.size() || entries_[index].outcome)
        throw StoreError(Message{"ledger.closed", {{"entry", std::to_string(entry.value)}}});
    return entries_[index];
}

void MemoryLedger::progress(const std::vector<std::pair<EntryId, EntryCount>>& counts, WallTime) {
    for (const auto& [entry, count] : counts) open_entry(entry).count = count;
}

void MemoryLedger::close(EntryId entry, const EntryCount& count, Outcome outcome, const std::optional<Message>& cause,
                         WallTime now) {
    AsRunEntry& row = open_entry(entry);
    row.count = count;
    row.outcome = outcome;
    row.cause = cause;
    row.closed_at = now;
}

std::vector<AsRunEntry> MemoryLedger::open_entries() {
    std::vector<AsRunEntry> open;
    for (const AsRunEntry& entry : entries_) {
        if (!entry.outcome) open.push_back(entry);
    }
    return open;
}

std::optional<Outcome> MemoryLedger::outcome_of(const TransmissionKey& transmission, EntryKind kind, int position) {
    const auto found = planned_.find(PartKey{transmission, kind, position, {}});
    return found == planned_.end() ? std::nullopt : entries_[found->second].outcome;
}

}  // namespace truyenthanh

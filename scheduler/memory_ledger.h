// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The as-run ledger and the station's diary in memory: for rehearsals that leave nothing behind, and for tests. Refuses
// what the real one refuses: a second outcome of one occurrence, a row closed twice. Rows carry no hashes.
// Thread: one.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "core/as_run.h"
#include "core/station_log.h"
#include "scheduler/occurrence.h"

namespace truyenthanh {

class MemoryLedger final : public AsRunLog {
public:
    // Throws StoreError (ledger.twice) where the occurrence has a row already.
    EntryId open(const EntryIntent& intent, WallTime now) override;
    void progress(const std::vector<std::pair<EntryId, EntryCount>>& counts, WallTime now) override;
    // Throws StoreError (ledger.closed) where the row is closed or unknown.
    void close(EntryId entry, const EntryCount& count, Outcome outcome, const std::optional<Message>& cause,
               WallTime now) override;
    std::vector<AsRunEntry> open_entries() override;
    std::optional<Outcome> outcome_of(const TransmissionKey& transmission, EntryKind kind, int position) override;

    const std::vector<AsRunEntry>& entries() const noexcept { return entries_; }

private:
    AsRunEntry& open_entry(EntryId entry);

    std::vector<AsRunEntry> entries_;         // entry n has number n + 1
    std::map<PartKey, std::size_t> planned_;  // rows of planned parts
};

class MemoryDiary final : public StationLog {
public:
    struct Line {
        Severity severity;
        Message message;
        WallTime at;
    };
    void note(Severity severity, const Message& message, WallTime now) override {
        lines_.push_back(Line{severity, message, now});
    }
    const std::vector<Line>& lines() const noexcept { return lines_; }

private:
    std::vector<Line> lines_;
};

}  // namespace truyenthanh

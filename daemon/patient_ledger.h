// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A ledger and a diary that wait while the database cannot be written (a full or failing disk): what is due sounds, and
// its rows are written, in their order, as soon as the disk takes them. Until then they live in memory and in the log
// of the process. The station's three promises are ranked, and sound stands before its record.
// Thread: the station's control thread.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "core/as_run.h"
#include "core/station_log.h"

namespace truyenthanh {

class PatientLedger final : public AsRunLog, public StationLog {
public:
    // Both are asked only from here.
    PatientLedger(AsRunLog& ledger, StationLog& diary) : ledger_(ledger), diary_(diary) {}

    // A negative number while the row waits; it stays good for progress() and close().
    EntryId open(const EntryIntent& intent, WallTime now) override;
    // Counts that cannot be written are not kept: a second later there are newer ones.
    void progress(const std::vector<std::pair<EntryId, EntryCount>>& counts, WallTime now) override;
    void close(EntryId entry, const EntryCount& count, Outcome outcome, const std::optional<Message>& cause,
               WallTime now) override;
    std::vector<AsRunEntry> open_entries() override;
    // Waiting rows count as being on record.
    std::optional<Outcome> outcome_of(const TransmissionKey& transmission, EntryKind kind, int position) override;
    void note(Severity severity, const Message& message, WallTime now) override;

    // Tries what waits again, at most once a second. Call it each tick.
    void write_waiting(WallTime now);
    // Why rows wait; empty: none do.
    const std::optional<Message>& trouble() const noexcept { return trouble_; }

private:
    struct Opening {
        EntryId provisional;
        EntryIntent intent;
        WallTime at;
    };
    struct Closing {
        EntryId entry;
        EntryCount count;
        Outcome outcome;
        std::optional<Message> cause;
        WallTime at;
    };
    struct Noting {
        Severity severity;
        Message message;
        WallTime at;
    };
    using Write = std::variant<Opening, Closing, Noting>;

    bool write_or_wait(Write write, WallTime now);
    void perform(const Write& write);
    void drain(WallTime now);
    EntryId real(EntryId entry) const;

    AsRunLog& ledger_;
    StationLog& diary_;
    std::deque<Write> waiting_;
    std::map<EntryId, EntryId> numbers_;      // provisional → real
    std::map<EntryId, EntryIntent> intents_;  // of open entries, by the number that was given out
    std::optional<Message> trouble_;
    WallTime tried_at_{};
    std::int64_t last_provisional_ = 0;
    std::size_t notes_waiting_ = 0;
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The as-run ledger: what was truly heard. One entry per planned item, relay, insert, filler or gap – never per
// command.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/air.h"
#include "core/message.h"
#include "core/transmission.h"
#include "core/units.h"

namespace truyenthanh {

// Item, Relay and Insert are planned; Sustainer fills; DeadAir is silence nobody asked for within a transmission;
// Session is the transmission as a whole, when nothing of it could be heard (no programme, refused by the gate).
enum class EntryKind { Item, Relay, Insert, Bed, Sustainer, DeadAir, Session, Emergency, Test };

// Aired: as planned. AiredLate: whole, but late by more than 1 s. Curtailed: not all of it. Replaced: something else
// was heard in its place. Failed: could not be played. Missed: its time passed without us. Refused: the gate's or the
// approval's no. Cancelled: by a person.
enum class Outcome { Aired, AiredLate, Curtailed, Replaced, Failed, Missed, Refused, Cancelled };

// What is known before the first sample: a frozen snapshot, never looked up again.
struct EntryIntent {
    EntryKind kind = EntryKind::Item;
    TransmissionKey transmission;
    int position = 0;  // of the planned item; 0 for a relay, filler, gap or session
    std::string slot_name;
    std::optional<ProgrammeId> programme;
    std::string programme_name;
    std::optional<ItemId> item;
    std::optional<RecordingId> recording;
    std::optional<RelayId> relay;
    std::optional<RelayLevel> relay_level;
    std::string title;
    std::optional<ItemKind> item_kind;
    Sha256 sha256;
    std::string approved_by;
    WallTime planned_start;
    Frames planned_frames;
    std::uint32_t zones = 1;
    double gain_db = 0.0;
};

// What the counters say. `frames` are those on the line under this entry, over all its takes.
struct EntryCount {
    std::optional<WallTime> started;
    std::optional<WallTime> ended;
    std::uint64_t epoch = 0;      // the chain's life in which it ended
    std::optional<Frames> first;  // on that epoch's frame line
    Frames frames;
    Frames starved;
    Frames silenced;
    bool is_estimated = false;  // closed after a crash from the last refresh: at most 1 s uncertain

    Frames heard() const noexcept { return frames - starved - silenced; }
};

struct AsRunEntry {
    EntryId id;
    EntryIntent intent;
    EntryCount count;
    std::optional<Outcome> outcome;  // absent while open
    std::optional<Message> cause;
    WallTime opened_at;
    std::optional<WallTime> closed_at;
    Sha256 previous_hash;
    Sha256 hash;
    std::int64_t number = 0;  // place in the hash chain, from 1 in the order of closing; 0 while open
};

// The one way rows come to be. Each call is one committed transaction when it returns.
// Thread: the station's control thread. Throws StoreError.
class AsRunLog {
public:
    virtual ~AsRunLog() = default;
    virtual EntryId open(const EntryIntent& intent, WallTime now) = 0;
    // Each second while on air, all open entries at once.
    virtual void progress(const std::vector<std::pair<EntryId, EntryCount>>& counts, WallTime now) = 0;
    virtual void close(EntryId entry, const EntryCount& count, Outcome outcome, const std::optional<Message>& cause,
                       WallTime now) = 0;
    // Entries still open, oldest first: after a restart, what is to be reconciled.
    virtual std::vector<AsRunEntry> open_entries() = 0;
    // The outcome already on record for this occurrence, so that none is ever started or written twice.
    virtual std::optional<Outcome> outcome_of(const TransmissionKey& transmission, EntryKind kind, int position) = 0;
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the ledger says of a span of days, added up over closed entries that are alike: the door between the store,
// which sums, and airtime/, which counts. An entry belongs to the local date of its transmission. Values only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/as_run.h"

namespace truyenthanh {

// Both dates included.
struct DayRange {
    LocalDate from;
    LocalDate to;

    auto operator<=>(const DayRange&) const = default;
    constexpr bool contains(LocalDate date) const noexcept { return from <= date && date <= to; }
};

// Heard from its beginning to its end: nothing of it is lost.
constexpr bool is_whole(Outcome outcome) noexcept { return outcome == Outcome::Aired || outcome == Outcome::AiredLate; }

// Entries of one transmission with the same kind, kind of item and outcome; if a relay's, with the same level, and if
// not whole, with the same cause.
struct SoundSum {
    TransmissionKey transmission;
    EntryKind kind = EntryKind::Item;
    std::optional<RelayLevel> level;  // of a relay
    std::optional<ItemKind> item_kind;
    Outcome outcome = Outcome::Aired;
    std::string cause;  // key of the sentence, where it is not whole; empty: none
    std::int64_t entries = 0;
    std::int64_t heard_entries = 0;  // of these, heard for at least a frame
    Frames planned;
    Frames frames;  // on the line
    Frames starved;
    Frames silenced;

    Frames heard() const noexcept { return frames - starved - silenced; }
};

// An item as it was heard, as a planned item or an insert, within the span; the frame of a programme is left out.
struct ItemSum {
    ItemId item;
    ItemKind kind = ItemKind::News;
    LocalDate first;       // the first day it was ever heard, before the span or in it
    LocalDate first_here;  // within the span
    std::int64_t airings = 0;
    std::int64_t whole = 0;  // of these, aired or aired late
    Frames heard;
};

// A programme of which an item or insert was heard within the span.
struct ProgrammeSum {
    ProgrammeId programme;
    LocalDate first;  // the first day anything of it was ever heard
    LocalDate first_here;
    std::int64_t transmissions = 0;
};

struct LedgerSums {
    std::vector<SoundSum> sounds;  // by transmission
    std::vector<ItemSum> items;    // by number
    std::vector<ProgrammeSum> programmes;
    std::int64_t open = 0;  // entries of the span that are not closed: not in the sums
};

}  // namespace truyenthanh

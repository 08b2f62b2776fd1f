// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Entries to fill a ledger with.
#pragma once

#include "store/ledger.h"
#include "tests/store/temporary_station.h"

namespace truyenthanh::testing {

using std::chrono::seconds;

// The item at `position` of one transmission, planned 10 s after the one before it.
inline EntryIntent some_intent(int position) {
    EntryIntent intent;
    intent.transmission = {LocalDate{std::chrono::year(2026) / 12 / 5}, SlotId{3}, ExceptionId{}};
    intent.position = position;
    intent.slot_name = "Sáng";
    intent.programme = ProgrammeId{9};
    intent.programme_name = "Sáng 5/12";
    intent.item = ItemId{11};
    intent.recording = RecordingId{12};
    intent.title = "Tin \"số " + std::to_string(position) + "\", dòng\\n";
    intent.item_kind = ItemKind::News;
    intent.sha256 = Sha256(64, 'c');
    intent.approved_by = "Trần Văn Bình";
    intent.planned_start = at(seconds(10 * position));
    intent.planned_frames = to_frames(seconds(10));
    intent.gain_db = -2.345678;
    return intent;
}

// `heard` seconds of sound from the planned start on.
inline EntryCount some_count(int position, int heard) {
    EntryCount count;
    count.started = at(seconds(10 * position));
    count.ended = at(seconds(10 * position + heard));
    count.epoch = 0xfedc'ba98'7654'3210;
    count.first = to_frames(seconds(10 * position));
    count.frames = to_frames(seconds(heard));
    count.starved = Frames{48};
    return count;
}

inline EntryId write_entry(Ledger& ledger, int position, int heard = 10) {
    const EntryId id = ledger.open(some_intent(position), at(seconds(10 * position)));
    ledger.close(id, some_count(position, heard), heard == 10 ? Outcome::Aired : Outcome::Curtailed,
                 heard == 10 ? std::nullopt : std::optional(Message{"playout.cut", {{"by", "Hoa \"x\"\n"}}}),
                 at(seconds(10 * position + heard)));
    return id;
}

}  // namespace truyenthanh::testing

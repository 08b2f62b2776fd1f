// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows a transmission must end in, as they are known before the first sample.
#include <utility>

#include "scheduler/step.h"

namespace truyenthanh {
namespace {

EntryIntent blank_row(const Transmission& transmission, EntryKind kind, WallTime planned_start, Frames planned) {
    EntryIntent intent;
    intent.kind = kind;
    intent.transmission = transmission.key;
    intent.slot_name = transmission.slot.name;
    intent.programme = transmission.programme;
    intent.programme_name = transmission.programme_name;
    intent.planned_start = planned_start;
    intent.planned_frames = planned;
    intent.zones = transmission.slot.zones;
    return intent;
}

void add_recording(EntryIntent& intent, const Item& item) {
    intent.item = item.id;
    intent.item_kind = item.kind;
    intent.title = item.title;
    if (item.recording) {
        intent.recording = item.recording->id;
        intent.sha256 = item.recording->sha256;
    }
    if (item.approval) intent.approved_by = item.approval->approved_by;
}

EntryKind kind_of(const Transmission& transmission, Rank rank, Mix mix) {
    if (mix == Mix::Bed) return EntryKind::Bed;
    if (rank == Rank::Emergency) return EntryKind::Emergency;
    return transmission.relay ? EntryKind::Insert : EntryKind::Item;
}

EntryIntent item_row(const Transmission& transmission, Rank rank, const PlannedItem& item) {
    const WallTime start = transmission.start + std::chrono::floor<std::chrono::microseconds>(to_duration(item.offset));
    EntryIntent intent = blank_row(transmission, kind_of(transmission, rank, item.mix), start, item.frames);
    intent.position = item.position;
    intent.gain_db = item.gain_db;
    add_recording(intent, item.item);
    return intent;
}

EntryIntent relay_row(const Transmission& transmission) {
    EntryIntent intent = blank_row(transmission, EntryKind::Relay, transmission.start, transmission.length);
    intent.relay = transmission.relay->id;
    intent.relay_level = transmission.relay->level;
    intent.title = transmission.relay->name;
    intent.gain_db = transmission.relay_gain_db;
    return intent;
}

EntryIntent session_row(const Transmission& transmission) {
    EntryIntent intent = blank_row(transmission, EntryKind::Session, transmission.start, transmission.length);
    intent.title = transmission.slot.name;
    return intent;
}

}  // namespace

std::vector<EntryIntent> planned_rows(const Transmission& transmission, Rank rank) {
    std::vector<EntryIntent> rows;
    const bool is_empty = !transmission.relay && transmission.items.empty();
    if (transmission.refused || is_empty) rows.push_back(session_row(transmission));
    if (transmission.relay) rows.push_back(relay_row(transmission));
    for (const PlannedItem& item : transmission.items) rows.push_back(item_row(transmission, rank, item));
    return rows;
}

EntryIntent filler_row(const Transmission& transmission, WallTime since) {
    EntryIntent intent = blank_row(transmission, EntryKind::Sustainer, since, Frames{});
    if (transmission.sustainer) add_recording(intent, *transmission.sustainer);
    intent.gain_db = transmission.sustainer_gain_db;
    return intent;
}

EntryIntent gap_row(const Transmission& transmission, WallTime since) {
    return blank_row(transmission, EntryKind::DeadAir, since, Frames{});
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Proposes the items of a day's programme from the pool of approved ones: which, and in which order, so that they fill
// the slot without a word of them being cut. Pure and deterministic; any thread. Bounded: about 64 million steps at
// most, whatever the pool (docs/decisions/0082-programme-build.md says how).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/editorial.h"

namespace truyenthanh {

struct BuildOrder {
    LocalDate date;
    Frames length;   // of the slot
    Frames opening;  // signature tune, call
    Frames stinger;  // between two items
    Frames closing;
    std::vector<FormatPlace> places;  // in the order in which they are heard
    int no_repeat_days = 7;           // an item heard on that many days before `date` is left out
    Frames tolerance{2 * kSampleRate};
};

struct PlacedItem {
    ItemId item;
    int place = 0;  // index in BuildOrder::places

    bool operator==(const PlacedItem&) const = default;
};

struct Proposal {
    std::vector<PlacedItem> items;  // in the order in which they are heard
    Frames total;                   // frame and stingers included
    Frames over;                    // total − length of the slot; negative: so much is left free
    bool fits = false;              // with items, and −tolerance ≤ over ≤ 0
    std::vector<Message> remarks;   // places not filled, priority items left out with the reason
};

// Why the item cannot be in a programme of that day at all; empty where it can.
std::optional<Message> why_not_in_programme(const PoolItem& item, const BuildOrder& order);

// In this order: every place has its least; the most priority items; filled to within the tolerance and never over;
// items that serve guidance; items not heard before, the newest first; different fields. Never two items of one column.
// Where no choice fills the slot, the fullest one, `fits` false. Over only if the frame alone is longer than the slot.
Proposal propose(const std::vector<PoolItem>& pool, const BuildOrder& order);

// What the rows of a programme last: the sum of `items`, the frame around them and stingers between them.
Frames programme_length(const BuildOrder& order, const std::vector<Frames>& items);

}  // namespace truyenthanh

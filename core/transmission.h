// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plan of a day: what should be heard when. Made by scheduler/plan.h, a pure function of Week, Zone and date.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/message.h"
#include "core/units.h"
#include "core/week.h"

namespace truyenthanh {

// A slot (or an added exception) on one local date; the name under which the ledger knows it.
struct TransmissionKey {
    LocalDate date;
    SlotId slot;            // 0 for an added exception
    ExceptionId exception;  // 0 for a slot

    auto operator<=>(const TransmissionKey&) const = default;
};
// "2026-12-05/s12", "2026-12-05/x3".
std::string to_string(const TransmissionKey& key);

// One item in its place. `offset` and `frames` are planned, from the transmission's start; `frames` after the slot's
// end is cut (see Transmission::length). A refusal found beforehand stands in `refused`.
struct PlannedItem {
    int position = 0;  // 1, 2, …; the ledger's name for it within the transmission
    Item item;
    Frames offset;
    Frames frames;
    Mix mix = Mix::Replace;
    Frames fade;
    Frames pause_window;   // over a relay: may begin so much sooner, in a pause of it
    double gain_db = 0.0;  // loudness toward the target, daypart and slot together
    std::optional<Message> refused;
};

struct Transmission {
    TransmissionKey key;
    Slot slot;  // a snapshot, rules included
    std::optional<ProgrammeId> programme;
    std::string programme_name;
    std::optional<Relay> relay;
    double relay_gain_db = 0.0;
    WallTime start;
    Frames length;
    std::vector<PlannedItem> items;
    std::optional<Item> sustainer;
    double sustainer_gain_db = 0.0;
    std::optional<Message> refused;  // the gate's no for all of it, or there is nothing to play
    WallTime allowed_until;          // the gate: no sound of it from then on, a finishing item's included
    std::optional<Message> cut;      // why that is before its planned end
};

// Sorted by start.
struct Plan {
    std::vector<Transmission> transmissions;
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What sound leaves the house through – clusters of loudspeakers, amplifiers –, who looked after it, what broke and
// what that took. Dates are local, the last one included. Values only.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/as_run.h"
#include "core/names.h"
#include "core/units.h"

namespace truyenthanh {

using EquipmentId = Id<struct EquipmentTag>;
using InspectionId = Id<struct InspectionTag>;
using TicketId = Id<struct TicketTag>;

enum class EquipmentKind { Cluster, Amplifier };
// Where a fault lies. A Line carries sound from the station to the clusters.
enum class FaultPart { Cluster, Amplifier, Line, Power, Network, Relay, Computer, Other };

struct Equipment {
    EquipmentId id;
    EquipmentKind kind = EquipmentKind::Cluster;
    std::string name;
    std::string place;
    int zone = 0;      // of the configuration's [[zone]]s, from 1; 0: hears all of them
    int speakers = 0;  // of a cluster
    int watts = 0;
    std::string serial;
    std::string note;
    LocalDate from;                  // in use on these days
    std::optional<LocalDate> until;  // absent: to this day
};

struct InspectionFinding {
    EquipmentId equipment;
    bool is_good = true;
    std::string note;
};

struct Inspection {
    InspectionId id;
    LocalDate date;
    std::string inspector;
    std::string note;
    std::vector<InspectionFinding> findings;
    std::string added_by;
};

// Open until its cause is known and it is mended; then final. `entries` are the ledger's whose loss it explains.
struct FaultTicket {
    TicketId id;
    FaultPart part = FaultPart::Other;
    std::optional<EquipmentId> equipment;
    std::optional<InspectionId> inspection;  // that found it
    std::string symptom;
    WallTime opened_at;  // since when it is broken, as far as known
    std::string opened_by;
    std::string cause;
    std::string remedy;
    std::optional<WallTime> closed_at;
    std::string closed_by;
    std::vector<EntryId> entries;
};

// An entry that a ticket explains, as far as its loss goes (airtime/technical.h).
struct TicketEntry {
    TicketId ticket;
    EntryId entry;
    LocalDate date;  // of its transmission
    EntryKind kind = EntryKind::Item;
    Outcome outcome = Outcome::Aired;
    Frames planned;
    Frames inserts;  // planned within the same transmission: a relay does not owe them
    Frames heard;
};

template <>
struct EnumNames<EquipmentKind> {
    static constexpr std::array<std::string_view, 2> names{"cluster", "amplifier"};
};
template <>
struct EnumNames<FaultPart> {
    static constexpr std::array<std::string_view, 8> names{"cluster", "amplifier", "line",     "power",
                                                           "network", "relay",     "computer", "other"};
};

}  // namespace truyenthanh

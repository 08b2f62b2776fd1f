// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Clusters, amplifiers and their inspections: tables equipment, inspection, inspection_finding. Thread: that of the
// connection. A person's mistake is a RequestError, and nothing is changed then.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/technical.h"
#include "store/connection.h"

namespace truyenthanh {

// The id is ignored. Throws store.bad_title, store.equipment_taken, store.bad_equipment, store.bad_dates.
EquipmentId add_equipment(Connection& connection, const Equipment& equipment, const std::string& by, WallTime now);
// Everything but the id becomes as given. Throws the same, and store.no_equipment.
void edit_equipment(Connection& connection, const Equipment& equipment);
Equipment read_equipment(Connection& connection, EquipmentId equipment);  // throws store.no_equipment

struct EquipmentOnFile {
    Equipment equipment;
    std::optional<LocalDate> inspected;  // last
    std::vector<TicketId> open_tickets;  // it is broken while there is one

    bool is_good() const noexcept { return open_tickets.empty(); }
};
// By kind and name; what is in use on that day, or everything there ever was.
std::vector<EquipmentOnFile> list_equipment(Connection& connection, std::optional<LocalDate> in_use_on);

// Writes it down, and opens a ticket for everything found broken that has none open. Throws store.bad_person,
// store.no_equipment, store.inspection_ahead (a day after `today`), store.finding_twice.
struct InspectionResult {
    InspectionId inspection;
    std::vector<TicketId> opened;
};
InspectionResult add_inspection(Connection& connection, const Inspection& inspection, LocalDate today,
                                const std::string& by, WallTime now);
// Oldest first.
std::vector<Inspection> list_inspections(Connection& connection, LocalDate from, LocalDate until);
// Written down by mistake; tickets it opened stay. Throws store.no_inspection.
void remove_inspection(Connection& connection, InspectionId inspection);

}  // namespace truyenthanh

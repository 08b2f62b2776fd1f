// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The loudspeaker system as JSON, and back: equipment, inspections, fault tickets. docs/desk.md has the shapes. Readers
// throw RequestError naming the field. Thread: that of the connection.
#pragma once

#include <nlohmann/json.hpp>

#include "airtime/technical.h"
#include "core/zone.h"
#include "store/equipment.h"
#include "store/fault_tickets.h"

namespace truyenthanh {

nlohmann::json document(const EquipmentOnFile& equipment);
nlohmann::json document(const Inspection& inspection);
nlohmann::json document(const FaultTicket& ticket, const Zone& zone);
nlohmann::json document(const InspectionsDue& due);

// `known` gives what is not said: of a new thing its default, of a change what is on file.
Equipment equipment_from(const nlohmann::json& json, Equipment known);
Inspection inspection_from(const nlohmann::json& json, LocalDate today, const std::string& by);
FaultTicket ticket_from(const nlohmann::json& json, FaultTicket known);

// Everything a page about the system shows: the equipment in use and how it is, which inspection of this month is due,
// what has not been looked at for a month, inspections and tickets of the last year.
nlohmann::json technical_document(Connection& database, const Zone& zone, WallTime now, int inspections_a_month);
// For the status, a message for each thing to be done: an inspection overdue or due today, a ticket open. A station
// that has written down no equipment is reminded of no inspection.
nlohmann::json reminders_document(Connection& database, const Zone& zone, WallTime now, int inspections_a_month);

// What a report says of it.
Technical read_technical(Connection& database, const Zone& zone, DayRange days, int inspections_a_month);

}  // namespace truyenthanh

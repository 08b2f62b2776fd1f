// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See equipment.h.
#include "store/equipment.h"

#include <set>

#include "core/error.h"
#include "core/person_name.h"
#include "store/fault_tickets.h"
#include "store/people.h"
#include "store/texts.h"

namespace truyenthanh {
namespace {

#define EQUIPMENT_COLUMNS "id, kind, name, place, zone, speakers, watts, serial, note, from_date, until_date"

Equipment equipment_of(const Query& query) {
    Equipment e;
    query.read(e.id, e.kind, e.name, e.place, e.zone, e.speakers, e.watts, e.serial, e.note, e.from, e.until);
    return e;
}

void check(Connection& connection, const Equipment& e) {
    check_title(e.name);
    for (const std::string* text : {&e.place, &e.serial, &e.note}) {
        if (!text->empty()) check_title(*text);
    }
    const bool is_possible =
        e.zone >= 0 && e.zone <= 32 && e.speakers >= 0 && e.speakers <= 1'000 && e.watts >= 0 && e.watts <= 100'000;
    if (!is_possible) throw RequestError({"store.bad_equipment", {{"name", e.name}}});
    if (e.until && *e.until < e.from) {
        throw RequestError({"store.bad_dates", {{"from", to_string(e.from)}, {"until", to_string(*e.until)}}});
    }
    const EquipmentId other =
        scalar(connection, EquipmentId{}, "SELECT id FROM equipment WHERE folded = ?", folded_case(e.name));
    if (other && other != e.id) throw RequestError({"store.equipment_taken", {{"name", e.name}}});
}

std::vector<TicketId> open_tickets_of(Connection& connection, EquipmentId equipment) {
    Query query(connection, "SELECT id FROM fault_ticket WHERE equipment_id = ? AND closed_at IS NULL ORDER BY id",
                equipment);
    std::vector<TicketId> tickets;
    while (query.next()) query.read(tickets.emplace_back());
    return tickets;
}

std::vector<InspectionFinding> findings_of(Connection& connection, InspectionId inspection) {
    Query query(connection,
                "SELECT equipment_id, is_good, note FROM inspection_finding WHERE inspection_id = ?"
                " ORDER BY equipment_id",
                inspection);
    std::vector<InspectionFinding> findings;
    while (query.next()) {
        InspectionFinding& finding = findings.emplace_back();
        query.read(finding.equipment, finding.is_good, finding.note);
    }
    return findings;
}

void check(const Inspection& inspection, LocalDate today) {
    if (today < inspection.date) {
        throw RequestError({"store.inspection_ahead", {{"date", to_string(inspection.date)}}});
    }
    if (!inspection.note.empty()) check_title(inspection.note);
    std::set<EquipmentId> seen;
    for (const InspectionFinding& finding : inspection.findings) {
        if (!seen.insert(finding.equipment).second) {
            throw RequestError({"store.finding_twice", {{"equipment", std::to_string(finding.equipment.value)}}});
        }
    }
}

// Since when it is broken is known only as far as: before the inspection was written down.
std::optional<TicketId> ticket_for(Connection& connection, InspectionId inspection, const InspectionFinding& finding,
                                   const std::string& by, WallTime now) {
    if (finding.is_good || !open_tickets_of(connection, finding.equipment).empty()) return std::nullopt;
    const Equipment equipment = read_equipment(connection, finding.equipment);
    FaultTicket ticket;
    ticket.part = equipment.kind == EquipmentKind::Cluster ? FaultPart::Cluster : FaultPart::Amplifier;
    ticket.equipment = equipment.id;
    ticket.inspection = inspection;
    ticket.symptom = finding.note.empty() ? equipment.name : finding.note;
    ticket.opened_at = now;
    return insert_ticket(connection, ticket, by, now);
}

}  // namespace

EquipmentId add_equipment(Connection& connection, const Equipment& given, const std::string& by, WallTime now) {
    Transaction transaction(connection);
    Equipment e = given;
    e.id = {};
    check(connection, e);
    run(connection,
        "INSERT INTO equipment (kind, name, folded, place, zone, speakers, watts, serial, note, from_date, until_date,"
        " added_by, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        e.kind, e.name, folded_case(e.name), e.place, e.zone, e.speakers, e.watts, e.serial, e.note, e.from, e.until,
        person_named(connection, by, now), now);
    const EquipmentId id{connection.last_row()};
    transaction.commit();
    return id;
}

void edit_equipment(Connection& connection, const Equipment& e) {
    Transaction transaction(connection);
    read_equipment(connection, e.id);
    check(connection, e);
    run(connection,
        "UPDATE equipment SET kind = ?, name = ?, folded = ?, place = ?, zone = ?, speakers = ?, watts = ?, serial = ?,"
        " note = ?, from_date = ?, until_date = ? WHERE id = ?",
        e.kind, e.name, folded_case(e.name), e.place, e.zone, e.speakers, e.watts, e.serial, e.note, e.from, e.until,
        e.id);
    transaction.commit();
}

Equipment read_equipment(Connection& connection, EquipmentId equipment) {
    Query query(connection, "SELECT " EQUIPMENT_COLUMNS " FROM equipment WHERE id = ?", equipment);
    if (!query.next()) throw RequestError({"store.no_equipment", {{"equipment", std::to_string(equipment.value)}}});
    return equipment_of(query);
}

std::vector<EquipmentOnFile> list_equipment(Connection& connection, std::optional<LocalDate> in_use_on) {
    std::vector<EquipmentOnFile> list;
    Query query(connection,
                "SELECT " EQUIPMENT_COLUMNS
                " FROM equipment WHERE ?1 IS NULL OR (from_date <= ?1 AND"
                " (until_date IS NULL OR until_date >= ?1)) ORDER BY kind DESC, name, id",
                in_use_on);
    while (query.next()) list.push_back({equipment_of(query), {}, {}});
    for (EquipmentOnFile& one : list) {
        one.open_tickets = open_tickets_of(connection, one.equipment.id);
        one.inspected = scalar(connection, std::optional<LocalDate>(),
                               "SELECT max(i.date) FROM inspection_finding f JOIN inspection i ON i.id ="
                               " f.inspection_id WHERE f.equipment_id = ?",
                               one.equipment.id);
    }
    return list;
}

InspectionResult add_inspection(Connection& connection, const Inspection& inspection, LocalDate today,
                                const std::string& by, WallTime now) {
    Transaction transaction(connection);
    check(inspection, today);
    run(connection, "INSERT INTO inspection (date, inspector_id, note, added_by, added_at) VALUES (?, ?, ?, ?, ?)",
        inspection.date, person_named(connection, inspection.inspector, now), inspection.note,
        person_named(connection, by, now), now);
    InspectionResult result{InspectionId{connection.last_row()}, {}};
    for (const InspectionFinding& finding : inspection.findings) {
        read_equipment(connection, finding.equipment);
        if (!finding.note.empty()) check_title(finding.note);
        run(connection,
            "INSERT INTO inspection_finding (inspection_id, equipment_id, is_good, note) VALUES (?, ?, ?, ?)",
            result.inspection, finding.equipment, finding.is_good, finding.note);
        if (const auto ticket = ticket_for(connection, result.inspection, finding, by, now))
            result.opened.push_back(*ticket);
    }
    transaction.commit();
    return result;
}

std::vector<Inspection> list_inspections(Connection& connection, LocalDate from, LocalDate until) {
    std::vector<Inspection> list;
    Query query(connection,
                "SELECT i.id, i.date, p.name, i.note, a.name FROM inspection i JOIN person p ON p.id = i.inspector_id"
                " JOIN person a ON a.id = i.added_by WHERE i.date BETWEEN ? AND ? ORDER BY i.date, i.id",
                from, until);
    while (query.next()) {
        Inspection& one = list.emplace_back();
        query.read(one.id, one.date, one.inspector, one.note, one.added_by);
    }
    for (Inspection& one : list) one.findings = findings_of(connection, one.id);
    return list;
}

void remove_inspection(Connection& connection, InspectionId inspection) {
    run(connection, "DELETE FROM inspection WHERE id = ?", inspection);
    if (connection.changes() == 0) {
        throw RequestError({"store.no_inspection", {{"inspection", std::to_string(inspection.value)}}});
    }
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See technical_documents.h.
#include "daemon/technical_documents.h"

#include <algorithm>

#include "daemon/desk_protocol.h"
#include "daemon/documents.h"
#include "daemon/fields.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using std::chrono::days;

constexpr days kLookedAtWithin{31};

json date_or_null(const std::optional<LocalDate>& date) { return date ? json(to_string(*date)) : json(); }

template <class Tag>
json number_or_null(const std::optional<Id<Tag>>& id) {
    return id ? json(id->value) : json();
}

template <class Tag>
json numbers(const std::vector<Id<Tag>>& ids) {
    json list = json::array();
    for (const Id<Tag> id : ids) list.push_back(id.value);
    return list;
}

LocalDate day_of(WallTime at, const Zone& zone) { return LocalDate{std::chrono::floor<days>(zone.to_local(at))}; }

LocalDate before(LocalDate day, days many) { return LocalDate{std::chrono::local_days{day} - many}; }

WallTime midnight(LocalDate day, const Zone& zone) { return zone.to_utc(LocalTime(std::chrono::local_days{day})); }

int whole(Fields& fields, const char* field, int absent) {
    const std::int64_t number = fields.optional_integer(field).value_or(absent);
    if (number < 0 || number > 1'000'000) fields.wrong(field, "0, 1, 2…");
    return static_cast<int>(number);
}

std::vector<LocalDate> dates_of(const std::vector<Inspection>& inspections) {
    std::vector<LocalDate> dates;
    dates.reserve(inspections.size());
    for (const Inspection& inspection : inspections) dates.push_back(inspection.date);
    return dates;
}

InspectionsDue due_on(Connection& database, LocalDate today, int a_month) {
    const LocalDate first{today.year(), today.month(), std::chrono::day{1}};
    return inspections_due(dates_of(list_inspections(database, first, today)), a_month, today);
}

TicketFacts facts_of(Connection& database, const FaultTicket& ticket, const Zone& zone, WallTime from, WallTime until) {
    TicketFacts facts;
    facts.ticket = ticket.id;
    facts.part = ticket.part;
    facts.symptom = ticket.symptom;
    facts.cause = ticket.cause;
    facts.opened = day_of(ticket.opened_at, zone);
    facts.is_new = ticket.opened_at >= from;
    const bool is_closed = ticket.closed_at && *ticket.closed_at < until;
    if (is_closed) facts.closed = day_of(*ticket.closed_at, zone);
    const WallTime begin = std::max(from, ticket.opened_at), end = is_closed ? *ticket.closed_at : until;
    facts.broken = std::chrono::round<std::chrono::seconds>(end - begin);
    if (!ticket.equipment) return facts;
    const Equipment equipment = read_equipment(database, *ticket.equipment);
    facts.thing = equipment.name;
    const std::uint32_t zones = equipment.zone == 0 ? ~std::uint32_t{0} : std::uint32_t{1} << (equipment.zone - 1);
    facts.unheard = std::chrono::round<std::chrono::seconds>(to_duration(sent_to(database, zones, begin, end)));
    return facts;
}

// Good unless a ticket was open at the end.
std::vector<EquipmentFacts> equipment_facts(Connection& database, const std::vector<Inspection>& inspections,
                                            const std::vector<FaultTicket>& tickets, LocalDate last, WallTime until) {
    std::vector<EquipmentFacts> list;
    for (const EquipmentOnFile& one : list_equipment(database, last)) {
        const EquipmentId id = one.equipment.id;
        EquipmentFacts& facts = list.emplace_back();
        facts.kind = one.equipment.kind;
        facts.name = one.equipment.name;
        facts.place = one.equipment.place;
        facts.is_good = std::none_of(tickets.begin(), tickets.end(), [&](const FaultTicket& ticket) {
            return ticket.equipment == id && (!ticket.closed_at || *ticket.closed_at >= until);
        });
        for (const Inspection& inspection : inspections)
            facts.inspections += std::any_of(inspection.findings.begin(), inspection.findings.end(),
                                             [&](const InspectionFinding& f) { return f.equipment == id; });
    }
    return list;
}

}  // namespace

json document(const EquipmentOnFile& on_file) {
    const Equipment& e = on_file.equipment;
    return {{"id", e.id.value},
            {"kind", name(e.kind)},
            {"name", e.name},
            {"place", e.place},
            {"zone", e.zone},
            {"speakers", e.speakers},
            {"watts", e.watts},
            {"serial", e.serial},
            {"note", e.note},
            {"from", to_string(e.from)},
            {"until", date_or_null(e.until)},
            {"is_good", on_file.is_good()},
            {"inspected", date_or_null(on_file.inspected)},
            {"faults", numbers(on_file.open_tickets)}};
}

json document(const Inspection& inspection) {
    json findings = json::array();
    for (const InspectionFinding& f : inspection.findings)
        findings.push_back({{"equipment", f.equipment.value}, {"is_good", f.is_good}, {"note", f.note}});
    return {{"id", inspection.id.value},
            {"date", to_string(inspection.date)},
            {"inspector", inspection.inspector},
            {"note", inspection.note},
            {"findings", findings},
            {"added_by", inspection.added_by}};
}

json document(const FaultTicket& ticket, const Zone& zone) {
    json object{{"id", ticket.id.value},
                {"part", name(ticket.part)},
                {"equipment", number_or_null(ticket.equipment)},
                {"inspection", number_or_null(ticket.inspection)},
                {"symptom", ticket.symptom},
                {"opened_by", ticket.opened_by},
                {"cause", ticket.cause},
                {"remedy", ticket.remedy},
                {"closed_by", ticket.closed_by},
                {"is_open", !ticket.closed_at.has_value()},
                {"entries", numbers(ticket.entries)}};
    put_time(object, "opened_at", ticket.opened_at, zone);
    put_time(object, "closed_at", ticket.closed_at, zone);
    return object;
}

json document(const InspectionsDue& due) {
    return {{"done", due.done}, {"target", due.target}, {"next", date_or_null(due.next)}, {"overdue", due.overdue}};
}

Equipment equipment_from(const json& object, Equipment e) {
    Fields fields(object, "equipment");
    e.kind = fields.optional_word<EquipmentKind>("kind").value_or(e.kind);
    e.name = fields.optional_text("name").value_or(e.name);
    if (e.name.empty()) fields.missing("name");
    e.place = fields.optional_text("place").value_or(e.place);
    e.zone = whole(fields, "zone", e.zone);
    e.speakers = whole(fields, "speakers", e.speakers);
    e.watts = whole(fields, "watts", e.watts);
    e.serial = fields.optional_text("serial").value_or(e.serial);
    e.note = fields.optional_text("note").value_or(e.note);
    e.from = fields.optional_date("from").value_or(e.from);
    if (const auto until = fields.optional_date("until")) e.until = until;
    fields.end();
    return e;
}

Inspection inspection_from(const json& object, LocalDate today, const std::string& by) {
    Fields fields(object, "inspection");
    Inspection inspection;
    inspection.date = fields.optional_date("date").value_or(today);
    inspection.inspector = fields.optional_text("inspector").value_or(by);
    inspection.note = fields.optional_text("note").value_or("");
    for (const json& one : fields.list("findings")) {
        Fields finding(one, "finding");
        inspection.findings.push_back({EquipmentId{finding.integer("equipment")},
                                       finding.optional_flag("is_good").value_or(true),
                                       finding.optional_text("note").value_or("")});
        finding.end();
    }
    fields.end();
    return inspection;
}

FaultTicket ticket_from(const json& object, FaultTicket ticket) {
    Fields fields(object, "fault");
    ticket.part = fields.optional_word<FaultPart>("part").value_or(ticket.part);
    if (const auto equipment = fields.optional_id<EquipmentTag>("equipment")) ticket.equipment = equipment;
    ticket.symptom = fields.optional_text("symptom").value_or(ticket.symptom);
    if (ticket.symptom.empty()) fields.missing("symptom");
    ticket.opened_at = fields.optional_wall_time("opened_at").value_or(ticket.opened_at);
    ticket.cause = fields.optional_text("cause").value_or(ticket.cause);
    ticket.remedy = fields.optional_text("remedy").value_or(ticket.remedy);
    fields.end();
    return ticket;
}

json technical_document(Connection& database, const Zone& zone, WallTime now, int a_month) {
    const LocalDate today = day_of(now, zone);
    json object{{"equipment", json::array()},
                {"inspections", json::array()},
                {"faults", json::array()},
                {"due", document(due_on(database, today, a_month))},
                {"unseen", json::array()}};
    for (const EquipmentOnFile& one : list_equipment(database, today)) {
        object["equipment"].push_back(document(one));
        const bool is_seen = one.inspected && before(today, kLookedAtWithin) <= *one.inspected;
        if (!is_seen) object["unseen"].push_back(one.equipment.id.value);
    }
    const LocalDate first = before(today, days{366});
    for (const Inspection& one : list_inspections(database, first, today))
        object["inspections"].push_back(document(one));
    for (const FaultTicket& one : list_tickets(database, midnight(first, zone), now + std::chrono::seconds{1}))
        object["faults"].push_back(document(one, zone));
    return object;
}

json reminders_document(Connection& database, const Zone& zone, WallTime now, int a_month) {
    json list = json::array();
    const LocalDate today = day_of(now, zone);
    const InspectionsDue due = due_on(database, today, a_month);
    const bool is_due = due.next && *due.next <= today && !list_equipment(database, today).empty();
    if (is_due) {
        const char* sentence = due.overdue > 0 ? "technical.inspection_overdue" : "technical.inspection_due";
        list.push_back(message_json({sentence,
                                     {{"done", std::to_string(due.done)},
                                      {"target", std::to_string(due.target)},
                                      {"date", to_string(*due.next)}}}));
    }
    for (const FaultTicket& ticket : open_tickets(database)) {
        list.push_back(message_json({"technical.fault_open",
                                     {{"fault", std::to_string(ticket.id.value)},
                                      {"symptom", ticket.symptom},
                                      {"date", to_string(day_of(ticket.opened_at, zone))}}}));
    }
    return list;
}

Technical read_technical(Connection& database, const Zone& zone, DayRange span, int a_month) {
    const WallTime from = midnight(span.from, zone);
    const LocalDate day_after{std::chrono::local_days{span.to} + days{1}};
    const WallTime until = midnight(day_after, zone);
    const std::vector<Inspection> inspections = list_inspections(database, span.from, span.to);
    const std::vector<FaultTicket> tickets = list_tickets(database, from, until);
    Technical technical;
    technical.inspections_a_month = a_month;
    technical.inspections = dates_of(inspections);
    technical.equipment = equipment_facts(database, inspections, tickets, span.to, until);
    for (const FaultTicket& ticket : tickets)
        technical.tickets.push_back(facts_of(database, ticket, zone, from, until));
    count_losses(technical, ticket_entries(database, span));
    return technical;
}

}  // namespace truyenthanh

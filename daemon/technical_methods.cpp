// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See technical_methods.h.
#include "daemon/technical_methods.h"

#include <iterator>

#include "daemon/parameters.h"
#include "daemon/technical_documents.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using enum ParameterType;
using Answer = std::optional<json>;

WallTime now(const DeskContext& desk) { return desk.clock.now().wall; }

LocalDate today(const DeskContext& desk) {
    return LocalDate{std::chrono::floor<std::chrono::days>(desk.zone.to_local(now(desk)))};
}

WallTime instant_or(const json& params, const char* field, WallTime absent) {
    return params.contains(field) ? instant_in(params, field) : absent;
}

json numbers(const std::vector<EntryId>& entries) {
    json list = json::array();
    for (const EntryId entry : entries) list.push_back(entry.value);
    return list;
}

std::vector<Method> equipment_methods(const DeskContext& desk) {
    return {
        {"equipment_add",
         {{"equipment", Object}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             Equipment fresh;
             fresh.from = today(desk);
             const Equipment equipment = equipment_from(call.params["equipment"], fresh);
             return json{
                 {"equipment", add_equipment(desk.database, equipment, text_in(call.params, "by"), now(desk)).value}};
         }},
        {"equipment_edit",
         {{"equipment", Integer}, {"change", Object}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             const Equipment known = read_equipment(desk.database, id_in<EquipmentTag>(call.params, "equipment"));
             edit_equipment(desk.database, equipment_from(call.params["change"], known));
             return json{{"equipment", known.id.value}};
         }},
        {"equipment_end",
         {{"equipment", Integer}, {"until"}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             Equipment known = read_equipment(desk.database, id_in<EquipmentTag>(call.params, "equipment"));
             known.until = date_in(call.params, "until");
             edit_equipment(desk.database, known);
             return json{{"equipment", known.id.value}};
         }},
    };
}

json inspect(const DeskContext& desk, const json& params) {
    const std::string by = text_in(params, "by");
    const Inspection inspection = inspection_from(params.at("inspection"), today(desk), by);
    const InspectionResult result = add_inspection(desk.database, inspection, today(desk), by, now(desk));
    json opened = json::array();
    for (const TicketId ticket : result.opened) {
        opened.push_back(ticket.value);
        desk.note(Severity::Warning, {"technical.fault_opened",
                                      {{"by", by},
                                       {"fault", std::to_string(ticket.value)},
                                       {"symptom", read_ticket(desk.database, ticket).symptom}}});
    }
    return {{"inspection", result.inspection.value}, {"faults", opened}};
}

std::vector<Method> inspection_methods(const DeskContext& desk) {
    return {
        {"inspection_add",
         {{"inspection", Object}, {"by"}},
         [desk](DeskCall& call) -> Answer { return inspect(desk, call.params); }},
        {"inspection_remove",
         {{"inspection", Integer}, {"reason"}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             const auto id = id_in<InspectionTag>(call.params, "inspection");
             remove_inspection(desk.database, id);
             desk.note(Severity::Warning, {"technical.inspection_removed",
                                           {{"by", text_in(call.params, "by")},
                                            {"inspection", std::to_string(id.value)},
                                            {"reason", text_in(call.params, "reason")}}});
             return json{{"inspection", id.value}};
         }},
    };
}

json open(const DeskContext& desk, const json& params) {
    const std::string by = text_in(params, "by");
    FaultTicket fresh;
    fresh.opened_at = now(desk);
    const FaultTicket ticket = ticket_from(params.at("fault"), fresh);
    const TicketId id = open_ticket(desk.database, ticket, by, now(desk));
    desk.note(Severity::Warning, {"technical.fault_opened",
                                  {{"by", by}, {"fault", std::to_string(id.value)}, {"symptom", ticket.symptom}}});
    return {{"fault", id.value}};
}

// With `link`, what the ledger lost while it was open is its.
json close(const DeskContext& desk, const json& params) {
    const std::string by = text_in(params, "by");
    const auto id = id_in<TicketTag>(params, "fault");
    const TicketClosing closing{text_in(params, "cause"), text_in(params, "remedy"),
                                instant_or(params, "closed_at", now(desk))};
    close_ticket(desk.database, id, closing, by, now(desk));
    const FaultTicket ticket = read_ticket(desk.database, id);
    std::vector<EntryId> linked;
    if (params.value("link", false)) linked = link_losses(desk.database, id, ticket.opened_at, *ticket.closed_at);
    desk.note(
        Severity::Notice,
        {"technical.fault_closed",
         {{"by", by}, {"fault", std::to_string(id.value)}, {"symptom", ticket.symptom}, {"cause", ticket.cause}}});
    return {{"fault", id.value}, {"entries", numbers(linked)}};
}

// One entry, or all that lost something within the ticket's time or the one given.
json link(const DeskContext& desk, const json& params) {
    const FaultTicket ticket = read_ticket(desk.database, id_in<TicketTag>(params, "fault"));
    if (!params.contains("entry")) {
        const WallTime from = instant_or(params, "from", ticket.opened_at);
        const WallTime until = instant_or(params, "to", ticket.closed_at.value_or(now(desk)));
        return {{"fault", ticket.id.value}, {"entries", numbers(link_losses(desk.database, ticket.id, from, until))}};
    }
    const EntryId entry{params.at("entry").get<std::int64_t>()};
    if (params.value("remove", false)) {
        unlink_entry(desk.database, ticket.id, entry);
    } else {
        link_entry(desk.database, ticket.id, entry);
    }
    return {{"fault", ticket.id.value}, {"entries", json::array({entry.value})}};
}

std::vector<Method> fault_methods(const DeskContext& desk) {
    return {
        {"fault_open",
         {{"fault", Object}, {"by"}},
         [desk](DeskCall& call) -> Answer { return open(desk, call.params); }},
        {"fault_edit",
         {{"fault", Integer}, {"change", Object}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             const FaultTicket known = read_ticket(desk.database, id_in<TicketTag>(call.params, "fault"));
             edit_ticket(desk.database, ticket_from(call.params["change"], known), now(desk));
             return json{{"fault", known.id.value}};
         }},
        {"fault_close",
         {{"fault", Integer},
          {"cause"},
          {"remedy", Text, false},
          {"closed_at", Text, false},
          {"link", Boolean, false},
          {"by"}},
         [desk](DeskCall& call) -> Answer { return close(desk, call.params); }},
        {"fault_link",
         {{"fault", Integer},
          {"entry", Integer, false},
          {"from", Text, false},
          {"to", Text, false},
          {"remove", Boolean, false},
          {"by"}},
         [desk](DeskCall& call) -> Answer { return link(desk, call.params); }},
    };
}

}  // namespace

std::vector<Method> technical_methods(const DeskContext& desk) {
    std::vector<Method> all = equipment_methods(desk);
    for (auto part : {inspection_methods(desk), fault_methods(desk)}) {
        std::move(part.begin(), part.end(), std::back_inserter(all));
    }
    return all;
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// equipment add | list | edit | end; inspection add | list | due | remove; fault open | list | edit | close | link
#include <algorithm>
#include <set>

#include "cli/grammar.h"
#include "cli/show_technical.h"
#include "cli/verbs.h"
#include "core/names.h"
#include "daemon/exit_codes.h"
#include "daemon/technical_documents.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

struct Options {
    std::string name, kind = "cluster", place, serial, note, from, until, inspector, reason, symptom, part, at, cause,
                      remedy;
    std::vector<std::string> findings;
    std::int64_t id = 0, equipment = 0, entry = 0;
    int zone = 0, speakers = 0, watts = 0;
    bool is_all = false, is_flagged = false;
};
using Given = std::shared_ptr<Options>;

std::string date_text(Session& session, const std::string& typed) {
    return to_string(date_from(typed, session.today()));
}

std::string instant_text(Session& session, const std::string& typed) {
    return to_string(instant_from(typed, session.zone(), session.now(), Edge::Beginning));
}

json ask(Session& session, const char* method, json params) {
    params["by"] = session.by();
    return session.ask(method, params);
}

int told(Session& session, const json& answer, const char* field, const char* sentence = "cli.entered") {
    session.show(answer, {sentence, {{"id", answer.value(field, json()).dump()}}});
    return exit_code::kOk;
}

json page_of(Session& session) {
    return technical_document(session.database(), session.zone(), session.now(),
                              session.settings().inspections.a_month);
}

// Only what was typed: a change leaves the rest as it is.
json equipment_typed(Session& session, const CLI::App& typed, const Options& o) {
    json object = json::object();
    const auto put = [&](const char* option, const char* field, const json& value) {
        const CLI::Option* known = typed.get_option_no_throw(option);
        if (known != nullptr && known->count() > 0) object[field] = value;
    };
    put("--kind", "kind", o.kind);
    put("--name", "name", o.name);
    put("--place", "place", o.place);
    put("--zone", "zone", o.zone);
    put("--speakers", "speakers", o.speakers);
    put("--watts", "watts", o.watts);
    put("--serial", "serial", o.serial);
    put("--note", "note", o.note);
    if (!o.from.empty()) object["from"] = date_text(session, o.from);
    return object;
}

void add_equipment_options(CLI::App& added, const Catalogue& words, Options& o) {
    added.add_option("--kind", o.kind, words.word("help.equipment_kind"))->type_name(choices<EquipmentKind>());
    added.add_option("--place", o.place, words.word("help.equipment_place"))->type_name("TEXT");
    added.add_option("--zone", o.zone, words.word("help.equipment_zone"))->type_name("N");
    added.add_option("--speakers", o.speakers, words.word("help.equipment_speakers"))->type_name("N");
    added.add_option("--watts", o.watts, words.word("help.equipment_watts"))->type_name("N");
    added.add_option("--serial", o.serial, words.word("help.equipment_serial"))->type_name("TEXT");
    added.add_option("--note", o.note, words.word("help.equipment_note"))->type_name("TEXT");
    added.add_option("--from", o.from, words.word("help.from_date"))->type_name("DATE");
}

int list_all_equipment(Session& session, const Options& o) {
    json rows = json::array();
    const auto day = o.is_all ? std::nullopt : std::optional(session.today());
    for (const EquipmentOnFile& one : list_equipment(session.database(), day)) rows.push_back(document(one));
    session.show({{"equipment", rows}}, show_equipment);
    return exit_code::kOk;
}

void add_equipment_verbs(CLI::App& app, Session& session) {
    CLI::App& equipment = group(app, session, "equipment", "equipment");
    const Catalogue& words = session.words();
    const auto o = std::make_shared<Options>();
    CLI::App& adding = verb(equipment, session, "add", "equipment_add", [&session, o, &equipment] {
        json made = equipment_typed(session, *equipment.get_subcommand("add"), *o);
        made["name"] = o->name;
        return told(session, ask(session, "equipment_add", {{"equipment", made}}), "equipment");
    });
    adding.add_option("NAME", o->name, words.word("help.equipment_name"))->required();
    add_equipment_options(adding, words, *o);
    verb(equipment, session, "list", "equipment_list", [&session, o] {
        return list_all_equipment(session, *o);
    }).add_flag("--all", o->is_all, words.word("help.equipment_all"));
    CLI::App& editing = verb(equipment, session, "edit", "equipment_edit", [&session, o, &equipment] {
        const json change = equipment_typed(session, *equipment.get_subcommand("edit"), *o);
        return told(session, ask(session, "equipment_edit", {{"equipment", o->id}, {"change", change}}), "equipment");
    });
    editing.add_option("EQUIPMENT", o->id, words.word("help.equipment_id"))->required();
    editing.add_option("--name", o->name, words.word("help.equipment_name"))->type_name("TEXT");
    add_equipment_options(editing, words, *o);
    CLI::App& ending = verb(equipment, session, "end", "equipment_end", [&session, o] {
        return told(session,
                    ask(session, "equipment_end", {{"equipment", o->id}, {"until", date_text(session, o->until)}}),
                    "equipment");
    });
    ending.add_option("EQUIPMENT", o->id, words.word("help.equipment_id"))->required();
    ending.add_option("--until", o->until, words.word("help.until_date"))->type_name("DATE")->required();
}

int inspect(Session& session, const Options& o) {
    json inspection{{"note", o.note}, {"findings", json::array()}};
    if (!o.from.empty()) inspection["date"] = date_text(session, o.from);
    if (!o.inspector.empty()) inspection["inspector"] = o.inspector;
    std::set<std::int64_t> named;
    for (const std::string& text : o.findings) {
        inspection["findings"].push_back(finding_from_text(text));
        named.insert(inspection["findings"].back()["equipment"].get<std::int64_t>());
    }
    if (o.is_flagged) {
        for (const EquipmentOnFile& one : list_equipment(session.database(), session.today())) {
            if (!named.contains(one.equipment.id.value))
                inspection["findings"].push_back({{"equipment", one.equipment.id.value}, {"is_good", true}});
        }
    }
    const json answer = ask(session, "inspection_add", {{"inspection", inspection}});
    session.show(answer, {"cli.inspected",
                          {{"inspection", answer.at("inspection").dump()},
                           {"faults", std::to_string(answer.at("faults").size())}}});
    return exit_code::kOk;
}

// Status 1 where one is overdue: a script notices.
int tell_due(Session& session) {
    const json page = page_of(session);
    json names = json::array();
    for (const json& one : page.at("equipment")) {
        const json& unseen = page.at("unseen");
        if (std::find(unseen.begin(), unseen.end(), one.at("id")) != unseen.end()) names.push_back(one.at("name"));
    }
    session.show({{"due", page.at("due")}, {"unseen", names}}, show_inspections_due);
    return page.at("due").at("overdue").get<int>() > 0 ? exit_code::kFinding : exit_code::kOk;
}

void add_inspection_verbs(CLI::App& app, Session& session) {
    CLI::App& inspection = group(app, session, "inspection", "inspection");
    const Catalogue& words = session.words();
    const auto o = std::make_shared<Options>();
    CLI::App& adding =
        verb(inspection, session, "add", "inspection_add", [&session, o] { return inspect(session, *o); });
    adding.add_option("FINDING", o->findings, words.word("help.inspection_finding"))->type_name("N:good|broken[:NOTE]");
    adding.add_option("--date", o->from, words.word("help.inspection_date"))->type_name("DATE");
    adding.add_option("--inspector", o->inspector, words.word("help.inspection_inspector"))->type_name("NAME");
    adding.add_option("--note", o->note, words.word("help.inspection_note"))->type_name("TEXT");
    adding.add_flag("--all-good", o->is_flagged, words.word("help.inspection_all_good"));
    verb(inspection, session, "list", "inspection_list", [&session] {
        session.show({{"inspections", page_of(session).at("inspections")}}, show_inspections);
        return exit_code::kOk;
    });
    verb(inspection, session, "due", "inspection_due", [&session] { return tell_due(session); });
    CLI::App& removing = verb(inspection, session, "remove", "inspection_remove", [&session, o] {
        return told(session, ask(session, "inspection_remove", {{"inspection", o->id}, {"reason", o->reason}}),
                    "inspection", "cli.removed");
    });
    removing.add_option("INSPECTION", o->id, words.word("help.inspection_id"))->required();
    removing.add_option("--reason", o->reason, words.word("help.inspection_reason"))->type_name("TEXT")->required();
}

json fault_typed(Session& session, const Options& o) {
    json fault = json::object();
    if (!o.symptom.empty()) fault["symptom"] = o.symptom;
    if (!o.part.empty()) fault["part"] = o.part;
    if (o.equipment != 0) fault["equipment"] = o.equipment;
    if (!o.at.empty()) fault["opened_at"] = instant_text(session, o.at);
    if (!o.cause.empty()) fault["cause"] = o.cause;
    if (!o.remedy.empty()) fault["remedy"] = o.remedy;
    return fault;
}

// A fault of a piece of equipment is of that kind's part.
int open_fault(Session& session, const Options& o) {
    json fault = fault_typed(session, o);
    if (o.equipment != 0 && o.part.empty())
        fault["part"] = name(read_equipment(session.database(), EquipmentId{o.equipment}).kind);
    return told(session, ask(session, "fault_open", {{"fault", fault}}), "fault");
}

int list_faults(Session& session, const Options& o) {
    const json page = page_of(session);
    json rows = json::array();
    for (json ticket : page.at("faults")) {
        if (!o.is_all && !ticket.at("is_open").get<bool>()) continue;
        const json equipment = ticket.at("equipment");
        if (!equipment.is_null())
            ticket["thing"] = read_equipment(session.database(), EquipmentId{equipment.get<std::int64_t>()}).name;
        rows.push_back(std::move(ticket));
    }
    session.show({{"faults", rows}}, show_fault_tickets);
    return exit_code::kOk;
}

int tell_linked(Session& session, const json& answer, const char* sentence) {
    session.show(
        answer,
        {sentence, {{"fault", answer.at("fault").dump()}, {"entries", std::to_string(answer.at("entries").size())}}});
    return exit_code::kOk;
}

int close_fault(Session& session, const Options& o) {
    json params{{"fault", o.id}, {"cause", o.cause}, {"remedy", o.remedy}, {"link", o.is_flagged}};
    if (!o.at.empty()) params["closed_at"] = instant_text(session, o.at);
    return tell_linked(session, ask(session, "fault_close", params), "cli.fault_closed");
}

int link_fault(Session& session, const Options& o) {
    json params{{"fault", o.id}, {"remove", o.is_flagged}};
    if (o.entry != 0) params["entry"] = o.entry;
    if (!o.from.empty()) params["from"] = instant_text(session, o.from);
    if (!o.until.empty()) params["to"] = to_string(instant_from(o.until, session.zone(), session.now(), Edge::End));
    return tell_linked(session, ask(session, "fault_link", params), "cli.fault_linked");
}

void add_fault_options(CLI::App& added, const Catalogue& words, Options& o) {
    added.add_option("--part", o.part, words.word("help.fault_part"))->type_name(choices<FaultPart>());
    added.add_option("--equipment", o.equipment, words.word("help.fault_equipment"))->type_name("EQUIPMENT");
    added.add_option("--since", o.at, words.word("help.fault_at"))->type_name("INSTANT");
}

void add_fault_verbs(CLI::App& app, Session& session) {
    CLI::App& fault = group(app, session, "fault", "fault");
    const Catalogue& words = session.words();
    const auto o = std::make_shared<Options>();
    CLI::App& opening = verb(fault, session, "open", "fault_open", [&session, o] { return open_fault(session, *o); });
    opening.add_option("SYMPTOM", o->symptom, words.word("help.fault_symptom"))->required();
    add_fault_options(opening, words, *o);
    verb(fault, session, "list", "fault_list", [&session, o] {
        return list_faults(session, *o);
    }).add_flag("--all", o->is_all, words.word("help.fault_all"));
    CLI::App& editing = verb(fault, session, "edit", "fault_edit", [&session, o] {
        const json change = fault_typed(session, *o);
        return told(session, ask(session, "fault_edit", {{"fault", o->id}, {"change", change}}), "fault");
    });
    editing.add_option("FAULT", o->id, words.word("help.fault_id"))->required();
    editing.add_option("--symptom", o->symptom, words.word("help.fault_symptom"))->type_name("TEXT");
    add_fault_options(editing, words, *o);
    editing.add_option("--cause", o->cause, words.word("help.fault_cause"))->type_name("TEXT");
    editing.add_option("--remedy", o->remedy, words.word("help.fault_remedy"))->type_name("TEXT");
    CLI::App& closing =
        verb(fault, session, "close", "fault_close", [&session, o] { return close_fault(session, *o); });
    closing.add_option("FAULT", o->id, words.word("help.fault_id"))->required();
    closing.add_option("--cause", o->cause, words.word("help.fault_cause"))->type_name("TEXT")->required();
    closing.add_option("--remedy", o->remedy, words.word("help.fault_remedy"))->type_name("TEXT");
    closing.add_option("--at", o->at, words.word("help.fault_closed_at"))->type_name("INSTANT");
    closing.add_flag("--with-losses", o->is_flagged, words.word("help.fault_with_losses"));
    CLI::App& linking = verb(fault, session, "link", "fault_link", [&session, o] { return link_fault(session, *o); });
    linking.add_option("FAULT", o->id, words.word("help.fault_id"))->required();
    linking.add_option("--entry", o->entry, words.word("help.fault_entry"))->type_name("ENTRY");
    linking.add_option("--from", o->from, words.word("help.fault_from"))->type_name("INSTANT");
    linking.add_option("--to", o->until, words.word("help.fault_to"))->type_name("INSTANT");
    linking.add_flag("--remove", o->is_flagged, words.word("help.fault_unlink"));
}

}  // namespace

void add_technical_verbs(CLI::App& app, Session& session) {
    add_equipment_verbs(app, session);
    add_inspection_verbs(app, session);
    add_fault_verbs(app, session);
}

}  // namespace truyenthanh

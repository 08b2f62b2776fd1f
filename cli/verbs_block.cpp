// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// block, audit
#include "cli/grammar.h"
#include "cli/show.h"
#include "cli/verbs.h"
#include "core/names.h"
#include "daemon/exit_codes.h"
#include "daemon/item_documents.h"
#include "store/audit.h"
#include "store/people.h"
#include "store/roles.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

struct BlockOptions {
    std::string block;
    std::string field;
    std::string unit;
    std::string name;
    std::string absent;
    std::string from;
    std::string until;
    std::string who;
    std::string thing;
    std::int64_t number = 0;
};
using Given = std::shared_ptr<BlockOptions>;

json text_of(const std::optional<LocalDate>& date) { return date ? json(to_string(*date)) : json(); }

int list_all(Session& session) {
    json rows = json::array();
    for (const Block& block : list_blocks(session.database())) {
        std::string office;
        for (const Unit& unit : list_units(session.database())) {
            if (block.office == unit.id) office = unit.name;
        }
        rows.push_back({{"block", block.code}, {"name", block.name}, {"office", office}});
    }
    json fields = json::array();
    for (const Field& field : list_fields(session.database())) {
        fields.push_back({{"field", field.code}, {"name", field.name}});
    }
    session.show({{"blocks", rows}, {"fields", fields}}, show_blocks);
    return exit_code::kOk;
}

template <class Row>
json signer(Session& session, const Row& row, const std::string& person, const std::string& as, const std::string& of) {
    return {{"number", row.id.value},
            {"name", person},
            {"as", as},
            {"of", of},
            {"from", text_of(row.span.from)},
            {"until", text_of(row.span.until)},
            {"holds", row.span.holds(session.today())}};
}

// Who signs for the block, and as what.
int show_one(Session& session, const std::string& code) {
    const Block block = block_named(session.database(), code);
    std::map<PersonId, std::string> people;
    for (const Person& person : list_people(session.database())) people[person.id] = person.name;
    std::map<FieldId, std::string> fields;
    for (const Field& field : list_fields(session.database())) fields[field.id] = field.name;
    const Signatories all = signatories(session.database());
    json rows = json::array();
    for (const RoleGrant& row : all.grants) {
        if (row.block == block.id)
            rows.push_back(signer(session, row, people[row.person], std::string(name(row.role)), ""));
    }
    for (const FieldDeputy& row : all.deputies) {
        if (row.block == block.id)
            rows.push_back(signer(session, row, people[row.person], "deputy", fields[row.field]));
    }
    for (const StandIn& row : all.stand_ins) {
        if (row.block == block.id)
            rows.push_back(signer(session, row, people[row.person], "standin", people[row.for_person]));
    }
    session.show({{"block", block.code}, {"name", block.name}, {"signers", rows}}, show_block);
    return exit_code::kOk;
}

int tell(Session& session, const json& answer, const char* sentence, const std::string& name) {
    session.show(answer, Message{sentence, {{"name", name}}});
    return exit_code::kOk;
}

json with_days(Session& session, json params, const std::string& from, const std::string& until) {
    if (!from.empty()) params["from"] = to_string(date_from(from, session.today()));
    if (!until.empty()) params["until"] = to_string(date_from(until, session.today()));
    return params;
}

void add_ending(CLI::App& parent, Session& session, const Given& given, const std::string& thing) {
    CLI::App& end = verb(parent, session, thing + "-end", "block_end", [&session, given, thing] {
        const std::string until = to_string(date_from(given->until, session.today()));
        const json answer = session.ask(thing + "_end", {{thing, given->number}, {"until", until}});
        return tell(session, answer, "cli.appointment_ended", std::to_string(given->number));
    });
    end.add_option("NUMBER", given->number, session.words().word("help.appointment"))->required();
    end.add_option("--until", given->until, session.words().word("help.last_day"))->type_name("DATE")->required();
}

void add_appointments(CLI::App& parent, Session& session, const Given& given) {
    const Catalogue& words = session.words();
    CLI::App& deputy = verb(parent, session, "deputy", "block_deputy", [&session, given] {
        const json params{{"block", given->block}, {"field", given->field}, {"name", given->name}};
        return tell(session, session.ask("deputy_add", with_days(session, params, given->from, given->until)),
                    "cli.deputy_added", given->name);
    });
    deputy.add_option("BLOCK", given->block, words.word("help.block"))->required();
    deputy.add_option("FIELD", given->field, words.word("help.field"))->required();
    deputy.add_option("NAME", given->name, words.word("help.person_name"))->required();
    deputy.add_option("--from", given->from, words.word("help.first_day"))->type_name("DATE");
    deputy.add_option("--until", given->until, words.word("help.last_day"))->type_name("DATE");
    add_ending(parent, session, given, "deputy");
    CLI::App& standin = verb(parent, session, "standin", "block_standin", [&session, given] {
        const json params{{"block", given->block}, {"absent", given->absent}, {"name", given->name}};
        return tell(session, session.ask("standin_add", with_days(session, params, given->from, given->until)),
                    "cli.standin_added", given->name);
    });
    standin.add_option("BLOCK", given->block, words.word("help.block"))->required();
    standin.add_option("ABSENT", given->absent, words.word("help.absent"))->required();
    standin.add_option("NAME", given->name, words.word("help.person_name"))->required();
    standin.add_option("--from", given->from, words.word("help.first_day"))->type_name("DATE");
    standin.add_option("--until", given->until, words.word("help.last_day"))->type_name("DATE")->required();
    add_ending(parent, session, given, "standin");
}

int list_audit(Session& session, const BlockOptions& given) {
    AuditFilter filter;
    if (!given.from.empty()) filter.from = instant_from(given.from, session.zone(), session.now(), Edge::Beginning);
    if (!given.until.empty()) filter.until = instant_from(given.until, session.zone(), session.now(), Edge::End);
    filter.who = given.who;
    filter.thing = given.thing;
    filter.thing_id = given.number;
    json rows = json::array();
    for (const AuditEntry& entry : audit_entries(session.database(), filter)) {
        rows.push_back(document(entry, session.zone()));
    }
    session.show({{"entries", rows}}, show_audit);
    return exit_code::kOk;
}

}  // namespace

void add_block_verbs(CLI::App& app, Session& session) {
    CLI::App& parent = group(app, session, "block", "block");
    const Catalogue& words = session.words();
    const Given given = std::make_shared<BlockOptions>();
    verb(parent, session, "list", "block_list", [&session] { return list_all(session); });
    verb(parent, session, "show", "block_show", [&session, given] { return show_one(session, given->block); })
        .add_option("BLOCK", given->block, words.word("help.block"))
        ->required();
    CLI::App& office = verb(parent, session, "office", "block_office", [&session, given] {
        const json answer = session.ask("block_office", {{"block", given->block}, {"unit", given->unit}});
        return tell(session, answer, "cli.office_set", given->unit);
    });
    office.add_option("BLOCK", given->block, words.word("help.block"))->required();
    office.add_option("UNIT", given->unit, words.word("help.person_unit"))->required();
    add_appointments(parent, session, given);

    CLI::App& audit = verb(app, session, "audit", "audit", [&session, given] { return list_audit(session, *given); });
    audit.add_option("--from", given->from, words.word("help.from"))->type_name("INSTANT");
    audit.add_option("--to", given->until, words.word("help.to"))->type_name("INSTANT");
    audit.add_option("--who", given->who, words.word("help.person_name"))->type_name("NAME");
    audit.add_option("--thing", given->thing, words.word("help.audit_thing"))->type_name("THING");
    audit.add_option("--number", given->number, words.word("help.audit_number"))->type_name("N");
}

}  // namespace truyenthanh

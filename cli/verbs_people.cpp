// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// person, role
#include "cli/grammar.h"
#include "cli/show.h"
#include "cli/verbs.h"
#include "core/names.h"
#include "daemon/exit_codes.h"
#include "newsroom/rights.h"
#include "store/people.h"
#include "store/roles.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

struct PersonOptions {
    std::string name;
    std::string unit;
    std::string post;
    std::string role;
    std::string block;
    std::string from;
    std::string until;
    std::string kind = "board";
    std::int64_t number = 0;
};
using Given = std::shared_ptr<PersonOptions>;

json text_of(const std::optional<LocalDate>& date) { return date ? json(to_string(*date)) : json(); }

void put_if_given(json& params, const char* name, const std::string& value) {
    if (!value.empty()) params[name] = value;
}

void put_days(Session& session, json& params, const PersonOptions& given) {
    if (!given.from.empty()) params["from"] = to_string(date_from(given.from, session.today()));
    if (!given.until.empty()) params["until"] = to_string(date_from(given.until, session.today()));
}

json person_row(Session& session, const Person& person) {
    return {{"person", person.id.value},
            {"name", person.name},
            {"unit", person.unit_name},
            {"post", person.post},
            {"from", text_of(person.span.from)},
            {"until", text_of(person.span.until)},
            {"roles", roles_today(session, person.id)}};
}

int list_all(Session& session, const std::string& search) {
    json rows = json::array();
    for (const Person& person : list_people(session.database(), search)) rows.push_back(person_row(session, person));
    session.show({{"people", rows}}, show_people);
    return exit_code::kOk;
}

int show_one(Session& session, const std::string& name) {
    session.show({{"people", {person_row(session, read_person(session.database(), name))}}}, show_people);
    return exit_code::kOk;
}

int list_of_units(Session& session) {
    json rows = json::array();
    for (const Unit& unit : list_units(session.database())) {
        rows.push_back({{"unit", unit.id.value}, {"name", unit.name}, {"kind", name(unit.kind)}});
    }
    session.show({{"units", rows}}, show_units);
    return exit_code::kOk;
}

int tell(Session& session, const json& answer, const char* sentence, const std::string& name) {
    session.show(answer, Message{sentence, {{"name", name}}});
    return exit_code::kOk;
}

int add_person(Session& session, const PersonOptions& given) {
    json params{{"name", given.name}};
    put_if_given(params, "unit", given.unit);
    put_if_given(params, "post", given.post);
    put_days(session, params, given);
    return tell(session, session.ask("person_add", params), "cli.person_added", given.name);
}

void add_person_verbs(CLI::App& app, Session& session) {
    CLI::App& parent = group(app, session, "person", "person");
    const Catalogue& words = session.words();
    const Given given = std::make_shared<PersonOptions>();
    CLI::App& add =
        verb(parent, session, "add", "person_add", [&session, given] { return add_person(session, *given); });
    add.add_option("NAME", given->name, words.word("help.person_name"))->required();
    add.add_option("--unit", given->unit, words.word("help.person_unit"))->type_name("UNIT");
    add.add_option("--post", given->post, words.word("help.person_post"))->type_name("TEXT");
    add.add_option("--from", given->from, words.word("help.first_day"))->type_name("DATE");
    add.add_option("--until", given->until, words.word("help.last_day"))->type_name("DATE");
    verb(parent, session, "list", "person_list", [&session, given] {
        return list_all(session, given->name);
    }).add_option("SEARCH", given->name, words.word("help.search"));
    verb(parent, session, "show", "person_show", [&session, given] { return show_one(session, given->name); })
        .add_option("NAME", given->name, words.word("help.person_name"))
        ->required();
    CLI::App& unit = verb(parent, session, "unit", "person_unit_add", [&session, given] {
        const std::string kind = name_from<UnitKind>(given->kind, "unit_kind", session.words());
        const json answer = session.ask("unit_add", {{"name", given->name}, {"kind", kind}});
        return tell(session, answer, "cli.unit_added", given->name);
    });
    unit.add_option("NAME", given->name, words.word("help.unit_name"))->required();
    unit.add_option("--kind", given->kind, words.word("help.unit_kind"))->type_name("KIND");
    verb(parent, session, "units", "person_units", [&session] { return list_of_units(session); });
}

int add_role(Session& session, const PersonOptions& given) {
    json params{{"name", given.name}, {"role", name_from<Role>(given.role, "role", session.words())}};
    put_if_given(params, "block", given.block);
    put_days(session, params, given);
    return tell(session, session.ask("role_add", params), "cli.role_added", given.name);
}

int list_of_roles(Session& session) {
    json rows = json::array();
    std::map<PersonId, std::string> names;
    for (const Person& person : list_people(session.database())) names[person.id] = person.name;
    std::map<BlockId, std::string> blocks;
    for (const Block& block : list_blocks(session.database())) blocks[block.id] = block.code;
    for (const RoleGrant& grant : signatories(session.database()).grants) {
        rows.push_back({{"role_id", grant.id.value},
                        {"name", names[grant.person]},
                        {"role", name(grant.role)},
                        {"block", grant.block ? json(blocks[*grant.block]) : json()},
                        {"from", text_of(grant.span.from)},
                        {"until", text_of(grant.span.until)},
                        {"holds", grant.span.holds(session.today())}});
    }
    session.show({{"roles", rows}}, show_roles);
    return exit_code::kOk;
}

void add_role_verbs(CLI::App& app, Session& session) {
    CLI::App& parent = group(app, session, "role", "role");
    const Catalogue& words = session.words();
    const Given given = std::make_shared<PersonOptions>();
    CLI::App& add = verb(parent, session, "add", "role_add", [&session, given] { return add_role(session, *given); });
    add.add_option("NAME", given->name, words.word("help.person_name"))->required();
    add.add_option("ROLE", given->role, words.word("help.role_word"))->required();
    add.add_option("--block", given->block, words.word("help.block"))->type_name("BLOCK");
    add.add_option("--from", given->from, words.word("help.first_day"))->type_name("DATE");
    add.add_option("--until", given->until, words.word("help.last_day"))->type_name("DATE");
    CLI::App& end = verb(parent, session, "end", "role_end", [&session, given] {
        const std::string until = to_string(date_from(given->until, session.today()));
        const json answer = session.ask("role_end", {{"role", given->number}, {"until", until}});
        return tell(session, answer, "cli.appointment_ended", std::to_string(given->number));
    });
    end.add_option("NUMBER", given->number, words.word("help.appointment"))->required();
    end.add_option("--until", given->until, words.word("help.last_day"))->type_name("DATE")->required();
    verb(parent, session, "list", "role_list", [&session] { return list_of_roles(session); });
}

}  // namespace

json roles_today(Session& session, PersonId person) {
    json roles = json::array();
    for (const Role role : roles_on(signatories(session.database()), person, session.today())) {
        roles.push_back(name(role));
    }
    return roles;
}

void add_people_verbs(CLI::App& app, Session& session) {
    add_person_verbs(app, session);
    add_role_verbs(app, session);
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See people_methods.h.
#include "daemon/people_methods.h"

#include "daemon/parameters.h"
#include "store/accounts.h"
#include "store/people.h"
#include "store/roles.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using enum ParameterType;
using Answer = std::optional<json>;

// Without a first day it begins today.
DateSpan span_from_today(const DeskContext& context, const json& params) {
    DateSpan span = span_in(params);
    if (!span.from) span.from = local_day(context);
    return span;
}

PersonId person_in(const DeskContext& context, const json& params, const char* name) {
    return read_person(context.database, text_in(params, name)).id;
}

Answer put(const DeskContext& context, const json& params) {
    Person person;
    if (const auto known = find_person(context.database, text_in(params, "name"))) person = *known;
    person.name = text_in(params, "name");
    if (params.contains("unit")) person.unit = unit_named(context.database, text_in(params, "unit"));
    if (params.contains("post")) person.post = text_in(params, "post");
    const DateSpan span = span_in(params);
    if (span.from) person.span.from = span.from;
    if (span.until) person.span.until = span.until;
    return json{{"person", put_person(context.database, person).value}};
}

Answer grant(const DeskContext& context, const json& params) {
    std::optional<BlockId> block;
    if (params.contains("block")) block = block_named(context.database, text_in(params, "block")).id;
    const Role role = word_in<Role>(params, "role");
    const PersonId person = person_in(context, params, "name");
    return json{{"role", grant_role(context.database, person, role, block, span_from_today(context, params)).value}};
}

std::vector<Method> methods_of_people(const DeskContext& c) {
    return {
        {"unit_add",
         {{"name"}, {"kind"}},
         [c](DeskCall& call) -> Answer {
             const UnitKind kind = word_in<UnitKind>(call.params, "kind");
             return json{{"unit", add_unit(c.database, text_in(call.params, "name"), kind).value}};
         }},
        {"person_add",
         {{"name"}, {"unit", Text, false}, {"post", Text, false}, {"from", Text, false}, {"until", Text, false}},
         [c](DeskCall& call) { return put(c, call.params); }},
        {"account_disable",
         {{"name"}},
         [c](DeskCall& call) -> Answer {
             disable_account(c.database, text_in(call.params, "name"), local_day(c));
             return json{{"name", text_in(call.params, "name")}};
         }},
        {"account_enable",
         {{"name"}},
         [c](DeskCall& call) -> Answer {
             enable_account(c.database, text_in(call.params, "name"));
             return json{{"name", text_in(call.params, "name")}};
         }},
        {"role_add",
         {{"name"}, {"role"}, {"block", Text, false}, {"from", Text, false}, {"until", Text, false}},
         [c](DeskCall& call) { return grant(c, call.params); }},
        {"role_end",
         {{"role", Integer}, {"until"}},
         [c](DeskCall& call) -> Answer {
             end_role(c.database, id_in<GrantTag>(call.params, "role"), date_in(call.params, "until"));
             return json{{"role", call.params.at("role")}};
         }},
    };
}

std::vector<Method> methods_of_blocks(const DeskContext& c) {
    return {
        {"block_office",
         {{"block"}, {"unit"}},
         [c](DeskCall& call) -> Answer {
             const Block block = block_named(c.database, text_in(call.params, "block"));
             set_office(c.database, block.id, unit_named(c.database, text_in(call.params, "unit")));
             return json{{"block", block.code}};
         }},
        {"deputy_add",
         {{"block"}, {"field"}, {"name"}, {"from", Text, false}, {"until", Text, false}},
         [c](DeskCall& call) -> Answer {
             const BlockId block = block_named(c.database, text_in(call.params, "block")).id;
             const FieldId field = field_named(c.database, text_in(call.params, "field")).id;
             const PersonId person = person_in(c, call.params, "name");
             const DateSpan span = span_from_today(c, call.params);
             return json{{"deputy", name_deputy(c.database, block, field, person, span).value}};
         }},
        {"deputy_end",
         {{"deputy", Integer}, {"until"}},
         [c](DeskCall& call) -> Answer {
             const auto deputy = id_in<DeputyTag>(call.params, "deputy");
             end_deputy(c.database, deputy, date_in(call.params, "until"));
             return json{{"deputy", deputy.value}};
         }},
        {"standin_add",
         {{"block"}, {"absent"}, {"name"}, {"from", Text, false}, {"until"}},
         [c](DeskCall& call) -> Answer {
             const BlockId block = block_named(c.database, text_in(call.params, "block")).id;
             const PersonId absent = person_in(c, call.params, "absent");
             const PersonId person = person_in(c, call.params, "name");
             const DateSpan span = span_from_today(c, call.params);
             return json{{"standin", name_stand_in(c.database, block, absent, person, span).value}};
         }},
        {"standin_end",
         {{"standin", Integer}, {"until"}},
         [c](DeskCall& call) -> Answer {
             const auto stand_in = id_in<StandInTag>(call.params, "standin");
             end_stand_in(c.database, stand_in, date_in(call.params, "until"));
             return json{{"standin", stand_in.value}};
         }},
    };
}

}  // namespace

std::vector<Method> people_methods(const DeskContext& context) {
    std::vector<Method> all = methods_of_people(context);
    for (Method& method : methods_of_blocks(context)) all.push_back(std::move(method));
    return all;
}

}  // namespace truyenthanh

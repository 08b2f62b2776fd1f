// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See people_documents.h.
#include "daemon/people_documents.h"

#include <map>

#include "core/names.h"
#include "daemon/documents.h"
#include "newsroom/rights.h"
#include "store/accounts.h"
#include "store/people.h"
#include "store/roles.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

json text_of(const std::optional<LocalDate>& date) { return date ? json(to_string(*date)) : json(); }

std::map<PersonId, std::string> names_of_people(Connection& database) {
    std::map<PersonId, std::string> names;
    for (const Person& person : list_people(database)) names[person.id] = person.name;
    return names;
}

template <class Row>
json signer(const Row& row, LocalDate today, const std::string& person, const std::string& as, const std::string& of) {
    return {{"number", row.id.value},
            {"name", person},
            {"as", as},
            {"of", of},
            {"from", text_of(row.span.from)},
            {"until", text_of(row.span.until)},
            {"holds", row.span.holds(today)}};
}

}  // namespace

json people_document(Connection& database, LocalDate today, const std::string& search) {
    const Signatories who_signs = signatories(database);
    json rows = json::array();
    for (const Person& person : list_people(database, search)) {
        json roles = json::array();
        for (const Role role : roles_on(who_signs, person.id, today)) roles.push_back(name(role));
        rows.push_back({{"person", person.id.value},
                        {"name", person.name},
                        {"unit", person.unit_name},
                        {"post", person.post},
                        {"from", text_of(person.span.from)},
                        {"until", text_of(person.span.until)},
                        {"roles", std::move(roles)}});
    }
    return {{"people", std::move(rows)}};
}

json accounts_document(Connection& database, const Zone& zone) {
    json rows = json::array();
    for (const Account& account : list_accounts(database)) {
        json row{{"person", account.person.value}, {"name", account.name}, {"failures", account.failures}};
        put_time(row, "added_at", account.added_at, zone);
        put_time(row, "password_at", account.password_at, zone);
        put_time(row, "last_used_at", account.last_used_at, zone);
        put_time(row, "locked_until", account.locked_until, zone);
        put_time(row, "disabled_at", account.disabled_at, zone);
        rows.push_back(std::move(row));
    }
    return {{"accounts", std::move(rows)}};
}

json roles_document(Connection& database, LocalDate today) {
    auto names = names_of_people(database);
    std::map<BlockId, std::string> blocks;
    for (const Block& block : list_blocks(database)) blocks[block.id] = block.code;
    json rows = json::array();
    for (const RoleGrant& grant : signatories(database).grants) {
        rows.push_back({{"role_id", grant.id.value},
                        {"name", names[grant.person]},
                        {"role", name(grant.role)},
                        {"block", grant.block ? json(blocks[*grant.block]) : json()},
                        {"from", text_of(grant.span.from)},
                        {"until", text_of(grant.span.until)},
                        {"holds", grant.span.holds(today)}});
    }
    return {{"roles", std::move(rows)}};
}

json units_document(Connection& database) {
    json rows = json::array();
    for (const Unit& unit : list_units(database)) {
        rows.push_back({{"unit", unit.id.value}, {"name", unit.name}, {"kind", name(unit.kind)}});
    }
    return {{"units", std::move(rows)}};
}

json blocks_document(Connection& database) {
    std::map<UnitId, std::string> offices;
    for (const Unit& unit : list_units(database)) offices[unit.id] = unit.name;
    json blocks = json::array();
    for (const Block& block : list_blocks(database)) {
        const std::string office = block.office ? offices[*block.office] : "";
        blocks.push_back({{"block", block.code}, {"name", block.name}, {"office", office}});
    }
    json fields = json::array();
    for (const Field& field : list_fields(database)) fields.push_back({{"field", field.code}, {"name", field.name}});
    return {{"blocks", std::move(blocks)}, {"fields", std::move(fields)}};
}

json signers_document(Connection& database, const std::string& code, LocalDate today) {
    const Block block = block_named(database, code);
    auto people = names_of_people(database);
    std::map<FieldId, std::string> fields;
    for (const Field& field : list_fields(database)) fields[field.id] = field.name;
    const Signatories all = signatories(database);
    json rows = json::array();
    const auto add = [&](const auto& row, const std::string& as, const std::string& of) {
        if (row.block == block.id) rows.push_back(signer(row, today, people[row.person], as, of));
    };
    for (const RoleGrant& row : all.grants) add(row, std::string(name(row.role)), "");
    for (const FieldDeputy& row : all.deputies) add(row, "deputy", fields[row.field]);
    for (const StandIn& row : all.stand_ins) add(row, "standin", people[row.for_person]);
    return {{"block", block.code}, {"name", block.name}, {"signers", std::move(rows)}};
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See roles.h.
#include "store/roles.h"

#include "core/error.h"
#include "core/folded.h"
#include "core/names.h"
#include "store/audit.h"
#include "store/people.h"

namespace truyenthanh {
namespace {

// By its number, its code or its whole name, in any case and with or without marks; a block also without "Khối".
template <class Row>
bool is_called(const Row& row, const std::string& text) {
    const std::string typed = folded(text);
    const std::string name = folded(row.name);
    return std::to_string(row.id.value) == text || typed == folded(row.code) || typed == name ||
           name == "khoi " + typed;
}

std::string person_name(Connection& connection, PersonId person) {
    const std::string found = scalar(connection, std::string(), "SELECT name FROM person WHERE id = ?", person);
    if (found.empty()) throw RequestError({"store.no_person", {{"name", std::to_string(person.value)}}});
    return found;
}

std::optional<PersonId> acting_person(Connection& connection) {
    const Actor actor = actor_of(connection);
    if (actor.who.empty()) return std::nullopt;
    return person_named(connection, actor.who, actor.now);
}

void check_begins(const DateSpan& span) {
    if (!span.from) throw RequestError({"store.bad_span", {{"from", ""}, {"until", ""}}});
    check_span(span);
}

std::string day(const std::optional<LocalDate>& date) { return date ? to_string(*date) : "…"; }

// Ends a row of one of the three tables, audited.
void end_row(Connection& connection, const char* table, const char* sql, std::int64_t id, LocalDate last_day) {
    Change change(connection);
    const std::string before = thing_text(connection, table, id);
    if (before.empty()) throw RequestError({"store.no_grant", {{"number", std::to_string(id)}}});
    run(connection, sql, last_day, id);
    audit(connection, table, id, before,
          {std::string("audit.") + table + "_ended", {{"number", std::to_string(id)}, {"until", to_string(last_day)}}});
    change.commit();
}

#define WITH_PERSON_DAYS                                                                                \
    " max(t.from_date, coalesce(p.from_date, t.from_date)),"                                            \
    " CASE WHEN t.until_date IS NULL OR p.until_date IS NULL THEN coalesce(t.until_date, p.until_date)" \
    " ELSE min(t.until_date, p.until_date) END"

}  // namespace

std::vector<Block> list_blocks(Connection& connection) {
    Query query(connection, "SELECT id, code, name, office_unit_id FROM block ORDER BY id");
    std::vector<Block> blocks;
    while (query.next()) {
        Block& block = blocks.emplace_back();
        query.read(block.id, block.code, block.name, block.office);
    }
    return blocks;
}

std::vector<Field> list_fields(Connection& connection) {
    Query query(connection, "SELECT id, code, name FROM field ORDER BY id");
    std::vector<Field> fields;
    while (query.next()) {
        Field& field = fields.emplace_back();
        query.read(field.id, field.code, field.name);
    }
    return fields;
}

Block block_named(Connection& connection, const std::string& code) {
    std::string known;
    for (const Block& block : list_blocks(connection)) {
        if (is_called(block, code)) return block;
        known += (known.empty() ? "" : ", ") + block.code;
    }
    throw RequestError({"store.no_block", {{"block", code}, {"known", known}}});
}

Field field_named(Connection& connection, const std::string& code) {
    std::string known;
    for (const Field& field : list_fields(connection)) {
        if (is_called(field, code)) return field;
        known += (known.empty() ? "" : ", ") + field.code;
    }
    throw RequestError({"store.no_field", {{"field", code}, {"known", known}}});
}

void set_office(Connection& connection, BlockId block, UnitId office) {
    Change change(connection);
    const std::string before = thing_text(connection, "block", block.value);
    run(connection, "UPDATE block SET office_unit_id = ? WHERE id = ?", office, block);
    const std::string block_word =
        scalar(connection, std::string(), "SELECT '@block.' || code FROM block WHERE id = ?", block);
    const std::string unit_name = scalar(connection, std::string(), "SELECT name FROM unit WHERE id = ?", office);
    audit(connection, "block", block.value, before,
          {"audit.block_office", {{"block", block_word}, {"unit", unit_name}}});
    change.commit();
}

GrantId grant_role(Connection& connection, PersonId person, Role role, std::optional<BlockId> block,
                   const DateSpan& span) {
    check_begins(span);
    const bool needs_block = role == Role::Approver || role == Role::Collector;
    const std::string word = "@role." + std::string(name(role));
    if (needs_block && !block) throw RequestError({"store.role_needs_block", {{"role", word}}});
    if (!needs_block && block) throw RequestError({"store.role_without_block", {{"role", word}}});
    Change change(connection);
    const std::string who = person_name(connection, person);
    run(connection,
        "INSERT INTO role_grant (person_id, role, block_id, from_date, until_date, granted_by, granted_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        person, role, block, span.from, span.until, acting_person(connection), actor_of(connection).now);
    const GrantId id{connection.last_row()};
    audit(
        connection, "role_grant", id.value, "",
        {"audit.role_granted", {{"name", who}, {"role", word}, {"from", day(span.from)}, {"until", day(span.until)}}});
    change.commit();
    return id;
}

DeputyId name_deputy(Connection& connection, BlockId block, FieldId field, PersonId person, const DateSpan& span) {
    check_begins(span);
    Change change(connection);
    const std::string who = person_name(connection, person);
    run(connection,
        "INSERT INTO field_deputy (block_id, field_id, person_id, from_date, until_date, granted_by, granted_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        block, field, person, span.from, span.until, acting_person(connection), actor_of(connection).now);
    const DeputyId id{connection.last_row()};
    const std::string field_word =
        scalar(connection, std::string(), "SELECT '@field.' || code FROM field WHERE id = ?", field);
    audit(connection, "field_deputy", id.value, "",
          {"audit.deputy_named",
           {{"name", who}, {"field", field_word}, {"from", day(span.from)}, {"until", day(span.until)}}});
    change.commit();
    return id;
}

StandInId name_stand_in(Connection& connection, BlockId block, PersonId for_person, PersonId person,
                        const DateSpan& span) {
    check_begins(span);
    if (!span.until) throw RequestError({"store.bad_span", {{"from", day(span.from)}, {"until", ""}}});
    Change change(connection);
    const std::string who = person_name(connection, person);
    const std::string absent = person_name(connection, for_person);
    if (person == for_person) throw RequestError({"store.own_stand_in", {{"name", who}}});
    run(connection,
        "INSERT INTO stand_in (block_id, for_person_id, person_id, from_date, until_date, granted_by, granted_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        block, for_person, person, span.from, span.until, acting_person(connection), actor_of(connection).now);
    const StandInId id{connection.last_row()};
    audit(connection, "stand_in", id.value, "",
          {"audit.stand_in_named",
           {{"name", who}, {"absent", absent}, {"from", day(span.from)}, {"until", day(span.until)}}});
    change.commit();
    return id;
}

void end_role(Connection& connection, GrantId grant, LocalDate last_day) {
    end_row(connection, "role_grant", "UPDATE role_grant SET until_date = ? WHERE id = ?", grant.value, last_day);
}

void end_deputy(Connection& connection, DeputyId deputy, LocalDate last_day) {
    end_row(connection, "field_deputy", "UPDATE field_deputy SET until_date = ? WHERE id = ?", deputy.value, last_day);
}

void end_stand_in(Connection& connection, StandInId stand_in, LocalDate last_day) {
    end_row(connection, "stand_in", "UPDATE stand_in SET until_date = ? WHERE id = ?", stand_in.value, last_day);
}

Signatories signatories(Connection& connection) {
    Signatories all;
    Query grants(connection, "SELECT t.id, t.person_id, t.role, t.block_id," WITH_PERSON_DAYS
                             " FROM role_grant t JOIN person p ON p.id = t.person_id ORDER BY t.id");
    while (grants.next()) {
        RoleGrant& row = all.grants.emplace_back();
        grants.read(row.id, row.person, row.role, row.block, row.span.from, row.span.until);
    }
    Query deputies(connection, "SELECT t.id, t.block_id, t.field_id, t.person_id," WITH_PERSON_DAYS
                               " FROM field_deputy t JOIN person p ON p.id = t.person_id ORDER BY t.id");
    while (deputies.next()) {
        FieldDeputy& row = all.deputies.emplace_back();
        deputies.read(row.id, row.block, row.field, row.person, row.span.from, row.span.until);
    }
    Query stand_ins(connection, "SELECT t.id, t.block_id, t.for_person_id, t.person_id," WITH_PERSON_DAYS
                                " FROM stand_in t JOIN person p ON p.id = t.person_id ORDER BY t.id");
    while (stand_ins.next()) {
        StandIn& row = all.stand_ins.emplace_back();
        stand_ins.read(row.id, row.block, row.for_person, row.person, row.span.from, row.span.until);
    }
    return all;
}

}  // namespace truyenthanh

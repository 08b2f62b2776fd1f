// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See people.h.
#include "store/people.h"

#include "core/error.h"
#include "core/names.h"
#include "core/person_name.h"
#include "store/audit.h"
#include "store/texts.h"

namespace truyenthanh {
namespace {

#define PERSON_COLUMNS                                                                                          \
    "p.id, p.name, p.unit_id, coalesce((SELECT name FROM unit WHERE id = p.unit_id), ''), p.post, p.from_date," \
    " p.until_date"

Person person_of(const Query& query) {
    Person person;
    query.read(person.id, person.name, person.unit, person.unit_name, person.post, person.span.from, person.span.until);
    return person;
}

void check_unit(Connection& connection, UnitId unit) {
    if (!scalar(connection, UnitId{}, "SELECT id FROM unit WHERE id = ?", unit)) {
        throw RequestError({"store.no_unit", {{"unit", std::to_string(unit.value)}}});
    }
}

}  // namespace

PersonId person_named(Connection& connection, const std::string& name, WallTime now) {
    const std::optional<std::string> tidy = tidy_name(name);
    if (!tidy) throw RequestError({"store.bad_person", {{"name", name}}});
    const std::string folded = folded_case(*tidy);
    const PersonId known = scalar(connection, PersonId{}, "SELECT id FROM person WHERE folded = ?", folded);
    if (known) return known;
    run(connection, "INSERT INTO person (name, folded, added_at) VALUES (?, ?, ?)", *tidy, folded, now);
    return PersonId{connection.last_row()};
}

void check_span(const DateSpan& span) {
    if (span.from && span.until && *span.until < *span.from) {
        throw RequestError({"store.bad_span", {{"from", to_string(*span.from)}, {"until", to_string(*span.until)}}});
    }
}

UnitId add_unit(Connection& connection, const std::string& name, UnitKind kind) {
    check_title(name);
    Change change(connection);
    const std::string folded = folded_case(name);
    if (scalar(connection, UnitId{}, "SELECT id FROM unit WHERE folded = ?", folded)) {
        throw RequestError({"store.name_taken", {{"name", name}}});
    }
    run(connection, "INSERT INTO unit (name, folded, kind, added_at) VALUES (?, ?, ?, ?)", name, folded, kind,
        actor_of(connection).now);
    const UnitId id{connection.last_row()};
    audit(connection, "unit", id.value, "", {"audit.unit_added", {{"name", name}}});
    change.commit();
    return id;
}

std::vector<Unit> list_units(Connection& connection) {
    Query query(connection, "SELECT id, name, kind FROM unit ORDER BY kind, name");
    std::vector<Unit> units;
    while (query.next()) {
        Unit& unit = units.emplace_back();
        query.read(unit.id, unit.name, unit.kind);
    }
    return units;
}

UnitId unit_named(Connection& connection, const std::string& name) {
    const UnitId id = scalar(connection, UnitId{}, "SELECT id FROM unit WHERE folded = ?1 OR CAST(id AS TEXT) = ?1",
                             folded_case(name));
    if (!id) throw RequestError({"store.no_unit", {{"unit", name}}});
    return id;
}

PersonId put_person(Connection& connection, const Person& person) {
    check_span(person.span);
    Change change(connection);
    if (person.unit) check_unit(connection, *person.unit);
    const std::optional<Person> known = find_person(connection, person.name);
    const std::string before = known ? thing_text(connection, "person", known->id.value) : "";
    const PersonId id = person_named(connection, person.name, actor_of(connection).now);
    run(connection, "UPDATE person SET unit_id = ?, post = ?, from_date = ?, until_date = ? WHERE id = ?", person.unit,
        person.post, person.span.from, person.span.until, id);
    const char* key = known ? "audit.person_changed" : "audit.person_added";
    audit(connection, "person", id.value, before, {key, {{"name", person.name}}});
    change.commit();
    return id;
}

std::optional<Person> find_person(Connection& connection, const std::string& name) {
    const std::optional<std::string> tidy = tidy_name(name);
    if (!tidy) return std::nullopt;
    Query query(connection, "SELECT " PERSON_COLUMNS " FROM person p WHERE p.folded = ?", folded_case(*tidy));
    if (!query.next()) return std::nullopt;
    return person_of(query);
}

Person read_person(Connection& connection, const std::string& name) {
    std::optional<Person> found = find_person(connection, name);
    if (!found) throw RequestError({"store.no_person", {{"name", name}}});
    return *std::move(found);
}

std::vector<Person> list_people(Connection& connection, const std::string& search) {
    Query query(connection,
                "SELECT " PERSON_COLUMNS " FROM person p WHERE ?1 = '' OR instr(p.folded, ?1) > 0 ORDER BY p.folded",
                folded_case(search));
    std::vector<Person> people;
    while (query.next()) people.push_back(person_of(query));
    return people;
}

}  // namespace truyenthanh

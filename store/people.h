// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Units and people: tables unit, person. A person is known by name, whatever its case and spacing. Changes are made by
// whoever is Acting on the connection, and audited. Thread: that of the connection. A mistake is a RequestError, and
// nothing is changed then.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/newsroom.h"
#include "core/units.h"
#include "store/connection.h"

namespace truyenthanh {

// The person of that name, written down at the first mention; within the caller's transaction.
// Throws RequestError store.bad_person where it cannot be a name.
PersonId person_named(Connection& connection, const std::string& name, WallTime now);

struct Unit {
    UnitId id;
    std::string name;
    UnitKind kind = UnitKind::Board;
};

struct Person {
    PersonId id;
    std::string name;
    std::optional<UnitId> unit{};
    std::string unit_name{};
    std::string post{};
    DateSpan span{};  // on which days they work for the station
};

// Throws store.bad_title, store.name_taken.
UnitId add_unit(Connection& connection, const std::string& name, UnitKind kind);
std::vector<Unit> list_units(Connection& connection);
// Throws store.no_unit.
UnitId unit_named(Connection& connection, const std::string& name);

// Writes a person down, or what is known of one who was only mentioned so far. Throws store.bad_person, store.no_unit,
// store.bad_span.
PersonId put_person(Connection& connection, const Person& person);
std::optional<Person> find_person(Connection& connection, const std::string& name);
// Throws store.no_person.
Person read_person(Connection& connection, const std::string& name);
std::vector<Person> list_people(Connection& connection, const std::string& search = "");

// Throws store.bad_span where it ends before it begins.
void check_span(const DateSpan& span);

}  // namespace truyenthanh

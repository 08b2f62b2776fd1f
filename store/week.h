// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The week as one value: for planning, and whole for export and import. Thread: that of the connection.
#pragma once

#include <vector>

#include "core/week.h"
#include "store/connection.h"

namespace truyenthanh {

// Everything a plan is made from, of one state of the database: all slots, exceptions, programmes and relays, and the
// items that a programme or a sustainer refers to.
Week read_week(Connection& connection);

// Moves on with every change of what is planned; a plan made under another number is stale.
std::int64_t generation(Connection& connection);
// Another number after each commit by anybody but this connection: rows may then have been changed past all our rules.
std::uint64_t changes_by_others(Connection& connection);

// What `schedule export` writes and `schedule import` reads: the week without the items, which it names by number.
struct WeekDocument {
    std::vector<Relay> relays;
    std::vector<Programme> programmes;
    std::vector<Slot> slots;
    std::vector<CalendarException> exceptions;
};

WeekDocument export_week(Connection& connection);
// Replaces the whole week. Numbers are kept, 0 means a new one; whoever is referred to must be in the document (items:
// in the station). All or nothing: throws RequestError as the functions that add one row do, and store.number_twice.
void import_week(Connection& connection, const WeekDocument& document);

}  // namespace truyenthanh

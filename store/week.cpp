// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See week.h.
#include "store/week.h"

#include <set>

#include "core/error.h"
#include "store/audit.h"
#include "store/programmes.h"
#include "store/recordings.h"
#include "store/relays.h"
#include "store/slots.h"

namespace truyenthanh {
namespace {

void read_items(Connection& connection, Week& week) {
    Query query(connection,
                "SELECT item_id FROM rundown_entry UNION SELECT sustainer_id FROM slot WHERE sustainer_id IS NOT NULL");
    for (ItemId id; query.next();) {
        query.read(id);
        week.items.emplace(id, read_item(connection, id));
    }
}

template <class Row>
void check_numbers(const std::vector<Row>& rows, const char* table) {
    std::set<std::int64_t> seen;
    for (const Row& row : rows) {
        if (row.id.value < 0 || (row.id && !seen.insert(row.id.value).second)) {
            throw RequestError({"store.number_twice", {{"table", table}, {"number", std::to_string(row.id.value)}}});
        }
    }
}

// Rows that bring their number first, so that a new one never takes it.
template <class Row, class Insert>
void insert_all(Connection& connection, const std::vector<Row>& rows, Insert insert) {
    for (const bool is_new : {false, true}) {
        for (const Row& row : rows) {
            if (!row.id == is_new) insert(connection, row);
        }
    }
}

}  // namespace

Week read_week(Connection& connection) {
    const ReadSnapshot snapshot(connection);
    Week week;
    week.slots = list_slots(connection);
    week.exceptions = list_exceptions(connection);
    for (Programme& programme : list_programmes(connection)) {
        const ProgrammeId id = programme.id;
        week.programmes.emplace(id, std::move(programme));
    }
    for (Relay& relay : list_relays(connection)) {
        const RelayId id = relay.id;
        week.relays.emplace(id, std::move(relay));
    }
    read_items(connection, week);
    return week;
}

std::int64_t generation(Connection& connection) {
    return scalar(connection, std::int64_t{0}, "SELECT generation FROM meta");
}

std::uint64_t changes_by_others(Connection& connection) {
    return static_cast<std::uint64_t>(scalar(connection, std::int64_t{0}, "PRAGMA data_version"));
}

WeekDocument export_week(Connection& connection) {
    const ReadSnapshot snapshot(connection);
    return {list_relays(connection), list_programmes(connection), list_slots(connection), list_exceptions(connection)};
}

void import_week(Connection& connection, const WeekDocument& document) {
    check_numbers(document.relays, "relay");
    check_numbers(document.programmes, "programme");
    check_numbers(document.slots, "slot");
    check_numbers(document.exceptions, "calendar_exception");
    Change change(connection);
    const std::string before = thing_text(connection, "week", 0);
    connection.run(
        "DELETE FROM slot WHERE exception_id IS NOT NULL; DELETE FROM calendar_exception; DELETE FROM slot;"
        "DELETE FROM programme; DELETE FROM relay;");
    insert_all(connection, document.relays, insert_relay);
    insert_all(connection, document.programmes, insert_programme);
    insert_all(connection, document.slots, insert_slot);
    insert_all(connection, document.exceptions, insert_exception);
    audit(connection, "week", 0, before,
          {"audit.week_imported",
           {{"slots", std::to_string(document.slots.size())},
            {"programmes", std::to_string(document.programmes.size())}}});
    change.commit();
}

}  // namespace truyenthanh

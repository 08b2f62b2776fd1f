// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See slots.h.
#include "store/slots.h"

#include "core/error.h"
#include "store/audit.h"
#include "store/slot_checks.h"

namespace truyenthanh {
namespace {

#define SLOT_COLUMNS                                                                                          \
    "id, name, days, start_s, length_s, programme_id, series, relay_id, from_date, until_date, start_rule,"   \
    " grace_s, overrun, finish_within_s, late, restart_within_s, substitute, sustainer_id, duck_db, gain_db," \
    " zones, priority, relay_return"

Slot slot_of(const Query& query) {
    Slot s;
    query.read(s.id, s.name, s.days, s.start, s.length, s.content.programme, s.content.series, s.content.relay, s.from,
               s.until, s.start_rule, s.grace, s.overrun, s.finish_within, s.late, s.restart_within, s.substitute,
               s.sustainer, s.duck_db, s.gain_db, s.zones, s.priority, s.relay_return);
    return s;
}

SlotId write_slot(Connection& connection, SlotId id, const Slot& s, std::optional<ExceptionId> exception) {
    run(connection,
        "INSERT INTO slot (" SLOT_COLUMNS
        ", exception_id)"
        " VALUES (nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id, s.name, s.days, s.start, s.length, s.content.programme, s.content.series, s.content.relay, s.from, s.until,
        s.start_rule, s.grace, s.overrun, s.finish_within, s.late, s.restart_within, s.substitute, s.sustainer,
        s.duck_db, s.gain_db, s.zones, s.priority, s.relay_return, exception);
    return SlotId{connection.last_row()};
}

std::optional<Slot> slot_of_exception(Connection& connection, ExceptionId exception) {
    Query query(connection, "SELECT " SLOT_COLUMNS " FROM slot WHERE exception_id = ?", exception);
    if (!query.next()) return std::nullopt;
    Slot slot = slot_of(query);
    slot.id = SlotId{exception.value};
    return slot;
}

Message told(const char* key, SlotId id, const std::string& name) {
    return {key, {{"name", name}, {"number", std::to_string(id.value)}}};
}

}  // namespace

SlotId insert_slot(Connection& connection, const Slot& slot) {
    check_slot(connection, slot, true);
    return write_slot(connection, slot.id, slot, std::nullopt);
}

SlotId add_slot(Connection& connection, const Slot& slot) {
    Change change(connection);
    Slot added = slot;
    added.id = {};
    const SlotId id = insert_slot(connection, added);
    audit(connection, "slot", id.value, "", told("audit.slot_added", id, added.name));
    change.commit();
    return id;
}

void update_slot(Connection& connection, const Slot& s) {
    Change change(connection);
    read_slot(connection, s.id);
    check_slot(connection, s, true);
    const std::string before = thing_text(connection, "slot", s.id.value);
    run(connection,
        "UPDATE slot SET name = ?, days = ?, start_s = ?, length_s = ?, programme_id = ?, series = ?, relay_id = ?,"
        " from_date = ?, until_date = ?, start_rule = ?, grace_s = ?, overrun = ?, finish_within_s = ?, late = ?,"
        " restart_within_s = ?, substitute = ?, sustainer_id = ?, duck_db = ?, gain_db = ?, zones = ?, priority = ?,"
        " relay_return = ? WHERE id = ?",
        s.name, s.days, s.start, s.length, s.content.programme, s.content.series, s.content.relay, s.from, s.until,
        s.start_rule, s.grace, s.overrun, s.finish_within, s.late, s.restart_within, s.substitute, s.sustainer,
        s.duck_db, s.gain_db, s.zones, s.priority, s.relay_return, s.id);
    audit(connection, "slot", s.id.value, before, told("audit.slot_changed", s.id, s.name));
    change.commit();
}

Slot read_slot(Connection& connection, SlotId slot) {
    Query query(connection, "SELECT " SLOT_COLUMNS " FROM slot WHERE id = ? AND exception_id IS NULL", slot);
    if (!query.next()) throw RequestError({"store.no_slot", {{"slot", std::to_string(slot.value)}}});
    return slot_of(query);
}

std::vector<Slot> list_slots(Connection& connection) {
    Query query(connection, "SELECT " SLOT_COLUMNS " FROM slot WHERE exception_id IS NULL ORDER BY start_s, id");
    std::vector<Slot> slots;
    while (query.next()) slots.push_back(slot_of(query));
    return slots;
}

void remove_slot(Connection& connection, SlotId slot) {
    Change change(connection);
    const Slot found = read_slot(connection, slot);
    const std::string date =
        scalar(connection, std::string(), "SELECT date FROM calendar_exception WHERE target_slot_id = ? LIMIT 1", slot);
    if (!date.empty()) throw RequestError({"store.slot_used", {{"slot", found.name}, {"date", date}}});
    const std::string before = thing_text(connection, "slot", slot.value);
    run(connection, "DELETE FROM slot WHERE id = ?", slot);
    audit(connection, "slot", slot.value, before, told("audit.slot_removed", slot, found.name));
    change.commit();
}

ExceptionId insert_exception(Connection& connection, const CalendarException& e) {
    check_exception(connection, e);
    run(connection,
        "INSERT INTO calendar_exception (id, date, kind, target_slot_id, programme_id, series, relay_id, reason)"
        " VALUES (nullif(?, 0), ?, ?, ?, ?, ?, ?, ?)",
        e.id, e.date, e.kind, e.target, e.content.programme, e.content.series, e.content.relay, e.reason);
    const ExceptionId id{connection.last_row()};
    if (e.slot) write_slot(connection, SlotId{}, *e.slot, id);
    return id;
}

ExceptionId add_exception(Connection& connection, const CalendarException& exception) {
    Change change(connection);
    CalendarException added = exception;
    added.id = {};
    const ExceptionId id = insert_exception(connection, added);
    audit(connection, "calendar_exception", id.value, "",
          {"audit.exception_added",
           {{"date", to_string(added.date)}, {"reason", added.reason}, {"number", std::to_string(id.value)}}});
    change.commit();
    return id;
}

std::vector<CalendarException> list_exceptions(Connection& connection) {
    Query query(connection,
                "SELECT id, date, kind, target_slot_id, programme_id, series, relay_id, reason"
                " FROM calendar_exception ORDER BY date, id");
    std::vector<CalendarException> exceptions;
    while (query.next()) {
        CalendarException& e = exceptions.emplace_back();
        query.read(e.id, e.date, e.kind, e.target, e.content.programme, e.content.series, e.content.relay, e.reason);
        e.slot = slot_of_exception(connection, e.id);
    }
    return exceptions;
}

void remove_exception(Connection& connection, ExceptionId exception) {
    Change change(connection);
    const std::string before = thing_text(connection, "calendar_exception", exception.value);
    const std::string date =
        scalar(connection, std::string(), "SELECT date FROM calendar_exception WHERE id = ?", exception);
    run(connection, "DELETE FROM calendar_exception WHERE id = ?", exception);
    if (connection.changes() == 0) {
        throw RequestError({"store.no_exception", {{"exception", std::to_string(exception.value)}}});
    }
    audit(connection, "calendar_exception", exception.value, before,
          {"audit.exception_removed", {{"date", date}, {"number", std::to_string(exception.value)}}});
    change.commit();
}

}  // namespace truyenthanh

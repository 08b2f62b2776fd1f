// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See fault_tickets.h.
#include "store/fault_tickets.h"

#include <algorithm>

#include "core/error.h"
#include "store/equipment.h"
#include "store/people.h"
#include "store/texts.h"

namespace truyenthanh {
namespace {

#define TICKETS                                                                                                     \
    "SELECT t.id, t.part, t.equipment_id, t.inspection_id, t.symptom, t.opened_at, o.name, t.cause, t.remedy,"      \
    " t.closed_at, coalesce(c.name, '') FROM fault_ticket t JOIN person o ON o.id = t.opened_by LEFT JOIN person c" \
    " ON c.id = t.closed_by"

// Closed, planned, and not whole. A session stands for itself only where it has no entries of its own.
#define HURT                                                                                     \
    " outcome NOT IN ('aired', 'aired_late') AND kind IN ('item', 'insert', 'relay', 'session')" \
    " AND planned_frames > frames - starved - silenced "

// A transmission is no longer than a day.
constexpr std::chrono::hours kLongest{24};

FaultTicket ticket_of(const Query& query) {
    FaultTicket t;
    query.read(t.id, t.part, t.equipment, t.inspection, t.symptom, t.opened_at, t.opened_by, t.cause, t.remedy,
               t.closed_at, t.closed_by);
    return t;
}

std::vector<FaultTicket> tickets_of(Connection& connection, Query& query) {
    std::vector<FaultTicket> list;
    while (query.next()) list.push_back(ticket_of(query));
    for (FaultTicket& ticket : list) {
        Query entries(connection, "SELECT entry_id FROM fault_entry WHERE ticket_id = ? ORDER BY entry_id", ticket.id);
        while (entries.next()) entries.read(ticket.entries.emplace_back());
    }
    return list;
}

void check(Connection& connection, const FaultTicket& ticket, WallTime now) {
    check_title(ticket.symptom);
    if (ticket.equipment) read_equipment(connection, *ticket.equipment);
    if (now < ticket.opened_at) throw RequestError({"store.ticket_ahead", {{"at", to_string(ticket.opened_at)}}});
}

FaultTicket read_open(Connection& connection, TicketId id) {
    FaultTicket ticket = read_ticket(connection, id);
    if (ticket.closed_at) throw RequestError({"store.ticket_closed", {{"ticket", std::to_string(id.value)}}});
    return ticket;
}

std::int64_t part_of(Frames frames, WallTime started, WallTime ended, WallTime from, WallTime until) {
    const auto whole = (ended - started).count();
    const auto inside = (std::min(ended, until) - std::max(started, from)).count();
    if (inside <= 0) return 0;
    if (inside >= whole) return frames.count;
    return static_cast<std::int64_t>(static_cast<double>(frames.count) * static_cast<double>(inside) /
                                     static_cast<double>(whole));
}

}  // namespace

TicketId insert_ticket(Connection& connection, const FaultTicket& ticket, const std::string& by, WallTime now) {
    check(connection, ticket, now);
    run(connection,
        "INSERT INTO fault_ticket (part, equipment_id, inspection_id, symptom, opened_at, opened_by)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        ticket.part, ticket.equipment, ticket.inspection, ticket.symptom, ticket.opened_at,
        person_named(connection, by, now));
    return TicketId{connection.last_row()};
}

TicketId open_ticket(Connection& connection, const FaultTicket& ticket, const std::string& by, WallTime now) {
    Transaction transaction(connection);
    const TicketId id = insert_ticket(connection, ticket, by, now);
    transaction.commit();
    return id;
}

void edit_ticket(Connection& connection, const FaultTicket& ticket, WallTime now) {
    Transaction transaction(connection);
    read_open(connection, ticket.id);
    check(connection, ticket, now);
    for (const std::string* text : {&ticket.cause, &ticket.remedy}) {
        if (!text->empty()) check_title(*text);
    }
    run(connection,
        "UPDATE fault_ticket SET part = ?, equipment_id = ?, symptom = ?, opened_at = ?, cause = ?, remedy = ?"
        " WHERE id = ?",
        ticket.part, ticket.equipment, ticket.symptom, ticket.opened_at, ticket.cause, ticket.remedy, ticket.id);
    transaction.commit();
}

void close_ticket(Connection& connection, TicketId id, const TicketClosing& closing, const std::string& by,
                  WallTime now) {
    Transaction transaction(connection);
    const FaultTicket ticket = read_open(connection, id);
    check_title(closing.cause);
    if (!closing.remedy.empty()) check_title(closing.remedy);
    if (closing.at < ticket.opened_at || now < closing.at) {
        throw RequestError({"store.ticket_times",
                            {{"ticket", std::to_string(id.value)},
                             {"opened", to_string(ticket.opened_at)},
                             {"closed", to_string(closing.at)}}});
    }
    run(connection, "UPDATE fault_ticket SET cause = ?, remedy = ?, closed_at = ?, closed_by = ? WHERE id = ?",
        closing.cause, closing.remedy, closing.at, person_named(connection, by, now), id);
    transaction.commit();
}

FaultTicket read_ticket(Connection& connection, TicketId id) {
    Query query(connection, TICKETS " WHERE t.id = ?", id);
    std::vector<FaultTicket> found = tickets_of(connection, query);
    if (found.empty()) throw RequestError({"store.no_ticket", {{"ticket", std::to_string(id.value)}}});
    return found.front();
}

std::vector<FaultTicket> list_tickets(Connection& connection, WallTime from, WallTime until) {
    Query query(connection,
                TICKETS
                " WHERE t.opened_at < ? AND (t.closed_at IS NULL OR t.closed_at > ?) ORDER BY t.opened_at, t.id",
                until, from);
    return tickets_of(connection, query);
}

std::vector<FaultTicket> open_tickets(Connection& connection) {
    Query query(connection, TICKETS " WHERE t.closed_at IS NULL ORDER BY t.opened_at, t.id");
    return tickets_of(connection, query);
}

std::vector<EntryId> link_losses(Connection& connection, TicketId ticket, WallTime from, WallTime until) {
    Transaction transaction(connection);
    read_ticket(connection, ticket);
    Query hurt(connection,
               "SELECT id FROM as_run WHERE planned_start >= ?1 AND planned_start < ?3"
               " AND planned_start + planned_frames * 1000000 / 48000 > ?2 AND" HURT
               "AND id NOT IN (SELECT entry_id FROM fault_entry) ORDER BY id",
               from - kLongest, from, until);
    std::vector<EntryId> linked;
    while (hurt.next()) hurt.read(linked.emplace_back());
    for (const EntryId entry : linked)
        run(connection, "INSERT INTO fault_entry (entry_id, ticket_id) VALUES (?, ?)", entry, ticket);
    transaction.commit();
    return linked;
}

void link_entry(Connection& connection, TicketId ticket, EntryId entry) {
    const std::string number = std::to_string(entry.value);
    Transaction transaction(connection);
    read_ticket(connection, ticket);
    if (scalar(connection, 0, "SELECT 1 FROM as_run WHERE id = ?", entry) == 0)
        throw RequestError({"store.no_entry", {{"entry", number}}});
    if (scalar(connection, 0, "SELECT 1 FROM as_run WHERE id = ? AND" HURT, entry) == 0)
        throw RequestError({"store.entry_whole", {{"entry", number}}});
    const TicketId other =
        scalar(connection, TicketId{}, "SELECT ticket_id FROM fault_entry WHERE entry_id = ?", entry);
    if (other && other != ticket) {
        throw RequestError({"store.entry_linked", {{"entry", number}, {"ticket", std::to_string(other.value)}}});
    }
    run(connection, "INSERT OR IGNORE INTO fault_entry (entry_id, ticket_id) VALUES (?, ?)", entry, ticket);
    transaction.commit();
}

void unlink_entry(Connection& connection, TicketId ticket, EntryId entry) {
    run(connection, "DELETE FROM fault_entry WHERE entry_id = ? AND ticket_id = ?", entry, ticket);
    if (connection.changes() == 0) {
        throw RequestError({"store.entry_not_linked",
                            {{"entry", std::to_string(entry.value)}, {"ticket", std::to_string(ticket.value)}}});
    }
}

std::vector<TicketEntry> ticket_entries(Connection& connection, DayRange days) {
    Query query(connection,
                "SELECT f.ticket_id, a.id, a.date, a.kind, a.outcome, a.planned_frames,"
                " CASE WHEN a.kind = 'relay' THEN (SELECT coalesce(sum(i.planned_frames), 0) FROM as_run AS i"
                " WHERE i.date = a.date AND i.slot = a.slot AND i.exception = a.exception AND i.kind = 'insert'"
                " AND i.outcome IS NOT NULL) ELSE 0 END, a.frames - a.starved - a.silenced FROM fault_entry AS f"
                " CROSS JOIN as_run AS a ON a.id = f.entry_id WHERE a.date BETWEEN ? AND ? ORDER BY a.id",
                days.from, days.to);
    std::vector<TicketEntry> list;
    while (query.next()) {
        TicketEntry& one = list.emplace_back();
        query.read(one.ticket, one.entry, one.date, one.kind, one.outcome, one.planned, one.inserts, one.heard);
    }
    return list;
}

Frames sent_to(Connection& connection, std::uint32_t zones, WallTime from, WallTime until) {
    Query query(connection,
                "SELECT started, ended, frames - starved - silenced FROM as_run WHERE planned_start >= ?1 AND"
                " planned_start < ?3 AND started < ?3 AND ended > ?2 AND (zones & ?4) <> 0"
                " AND kind NOT IN ('dead_air', 'session')",
                from - kLongest, from, until, std::int64_t{zones});
    Frames sum;
    while (query.next()) {
        WallTime started, ended;
        Frames heard;
        query.read(started, ended, heard);
        sum.count += part_of(heard, started, ended, from, until);
    }
    return sum;
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fault tickets and the entries of the ledger they explain: tables fault_ticket, fault_entry. Thread: that of the
// connection. A person's mistake is a RequestError, and nothing is changed then.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/ledger_sums.h"
#include "core/technical.h"
#include "store/connection.h"

namespace truyenthanh {

// Of `ticket` the part, equipment, inspection, symptom and opened_at count. Throws store.bad_title, store.no_equipment,
// store.ticket_ahead (opened later than now).
TicketId open_ticket(Connection& connection, const FaultTicket& ticket, const std::string& by, WallTime now);
// The same within the caller's transaction.
TicketId insert_ticket(Connection& connection, const FaultTicket& ticket, const std::string& by, WallTime now);
// Part, equipment, symptom, opened_at, cause and remedy become as given. Throws the same, and store.no_ticket,
// store.ticket_closed.
void edit_ticket(Connection& connection, const FaultTicket& ticket, WallTime now);

struct TicketClosing {
    std::string cause;
    std::string remedy;
    WallTime at;
};
// Throws store.no_ticket, store.ticket_closed, store.ticket_times (closed before it was opened, or later than now),
// store.bad_title.
void close_ticket(Connection& connection, TicketId ticket, const TicketClosing& closing, const std::string& by,
                  WallTime now);

FaultTicket read_ticket(Connection& connection, TicketId ticket);  // throws store.no_ticket
// Those that were open at some moment of [from, until); oldest first.
std::vector<FaultTicket> list_tickets(Connection& connection, WallTime from, WallTime until);
std::vector<FaultTicket> open_tickets(Connection& connection);

// Explains by the ticket every closed entry that was to sound within [from, until), lost something and has no ticket
// yet; tells which. A closed ticket may still be linked. Throws store.no_ticket.
std::vector<EntryId> link_losses(Connection& connection, TicketId ticket, WallTime from, WallTime until);
// Throws store.no_ticket, store.no_entry, store.entry_whole, store.entry_linked (to another ticket).
void link_entry(Connection& connection, TicketId ticket, EntryId entry);
void unlink_entry(Connection& connection, TicketId ticket, EntryId entry);  // throws store.entry_not_linked

// What tickets explain of transmissions of these days.
std::vector<TicketEntry> ticket_entries(Connection& connection, DayRange days);

// What was sent to any of `zones` within [from, until), in frames that were heard on the line; an entry that lies over
// an edge counts by its part.
Frames sent_to(Connection& connection, std::uint32_t zones, WallTime from, WallTime until);

}  // namespace truyenthanh

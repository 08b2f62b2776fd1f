// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See technical.h.
#include "airtime/technical.h"

#include <algorithm>
#include <map>

namespace truyenthanh {
namespace {

LocalDate day_of_month(LocalDate month, unsigned day) {
    return LocalDate{month.year(), month.month(), std::chrono::day{day}};
}

unsigned days_in(LocalDate month) {
    return static_cast<unsigned>((month.year() / month.month() / std::chrono::last).day());
}

}  // namespace

InspectionsDue inspections_due(const std::vector<LocalDate>& done, int target, LocalDate today) {
    InspectionsDue due;
    due.target = target;
    due.done = static_cast<int>(std::count_if(done.begin(), done.end(), [&](LocalDate date) {
        return date.year() == today.year() && date.month() == today.month() && date <= today;
    }));
    const unsigned days = days_in(today);
    const auto due_day = [&](int number) {
        const unsigned parts = static_cast<unsigned>(number) * days, whole = static_cast<unsigned>(target);
        return day_of_month(today, (parts + whole - 1) / whole);
    };
    for (int number = due.done + 1; number <= target; ++number) due.overdue += due_day(number) < today ? 1 : 0;
    if (due.done < target) due.next = due_day(due.done + 1);
    return due;
}

Frames lost_of(const TicketEntry& entry) {
    if (is_whole(entry.outcome)) return {};
    return std::max(entry.planned - entry.inserts - entry.heard, Frames{});
}

std::vector<TicketEntry> ticket_entries_of(const Technical& technical, const std::vector<AsRunEntry>& entries,
                                           DayRange days) {
    std::map<EntryId, TicketId> tickets;
    for (const TicketFacts& ticket : technical.tickets) {
        for (const EntryId entry : ticket.entries) tickets[entry] = ticket.ticket;
    }
    std::map<TransmissionKey, Frames> inserts;
    for (const AsRunEntry& entry : entries) {
        if (entry.intent.kind == EntryKind::Insert) inserts[entry.intent.transmission] += entry.intent.planned_frames;
    }
    std::vector<TicketEntry> list;
    for (const AsRunEntry& entry : entries) {
        const auto ticket = tickets.find(entry.id);
        const EntryIntent& intent = entry.intent;
        if (ticket == tickets.end() || !entry.outcome || !days.contains(intent.transmission.date)) continue;
        const bool is_relay = intent.kind == EntryKind::Relay;
        list.push_back({ticket->second, entry.id, intent.transmission.date, intent.kind, *entry.outcome,
                        intent.planned_frames, is_relay ? inserts[intent.transmission] : Frames{},
                        entry.count.heard()});
    }
    return list;
}

void count_losses(Technical& technical, const std::vector<TicketEntry>& entries) {
    for (TicketFacts& ticket : technical.tickets) {
        ticket.entries.clear();
        ticket.lost = {};
        for (const TicketEntry& entry : entries) {
            if (entry.ticket != ticket.ticket) continue;
            ticket.entries.push_back(entry.entry);
            ticket.lost += lost_of(entry);
        }
    }
}

}  // namespace truyenthanh

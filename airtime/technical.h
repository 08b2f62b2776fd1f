// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Inspections and faults as reports count them: which inspection is due, and what airtime a fault took. Pure.
#pragma once

#include <optional>
#include <vector>

#include "core/house.h"
#include "core/ledger_sums.h"

namespace truyenthanh {

// Of the month of `today`: the n-th of `target` inspections is due when n parts of the month's days are over.
struct InspectionsDue {
    int done = 0;
    int target = 0;
    std::optional<LocalDate> next;  // the day by which the next one is due; absent: all are done
    int overdue = 0;                // should have been done before `today`, and were not
};
InspectionsDue inspections_due(const std::vector<LocalDate>& done, int target, LocalDate today);

// The airtime that entry lost, as airtime/figures.cpp has it.
Frames lost_of(const TicketEntry& entry);

// What the tickets of `technical` explain of an export's entries, as the store's ticket_entries() tells of a database.
std::vector<TicketEntry> ticket_entries_of(const Technical& technical, const std::vector<AsRunEntry>& entries,
                                           DayRange days);
// Gives each ticket its entries and their loss.
void count_losses(Technical& technical, const std::vector<TicketEntry>& entries);

}  // namespace truyenthanh

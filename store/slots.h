// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Slots of the week and dated exceptions: tables slot, calendar_exception. The slot of an added exception is a row of
// slot with exception_id. Thread: that of the connection. A person's mistake is a RequestError, and nothing is changed
// then.
#pragma once

#include <vector>

#include "core/week.h"
#include "store/connection.h"

namespace truyenthanh {

// The id is ignored. Throws store.bad_slot naming the field, store.bad_title, store.no_programme, store.no_relay,
// store.no_item (the sustainer), store.nothing_to_play.
SlotId add_slot(Connection& connection, const Slot& slot);
// The same for the slot of that id; also throws store.no_slot.
void update_slot(Connection& connection, const Slot& slot);
// Throws store.no_slot.
Slot read_slot(Connection& connection, SlotId slot);
// Of the week, by start.
std::vector<Slot> list_slots(Connection& connection);
// Throws store.no_slot, store.slot_used where an exception refers to it.
void remove_slot(Connection& connection, SlotId slot);

// The ids of the exception and of its slot are ignored. Throws as add_slot, and store.no_slot (the target),
// store.bad_exception, store.bad_reason.
ExceptionId add_exception(Connection& connection, const CalendarException& exception);
// By date. The slot of an added one carries the exception's number.
std::vector<CalendarException> list_exceptions(Connection& connection);
// Throws store.no_exception.
void remove_exception(Connection& connection, ExceptionId exception);

// Check and write one row within the caller's transaction, under its own id unless that is 0.
SlotId insert_slot(Connection& connection, const Slot& slot);
ExceptionId insert_exception(Connection& connection, const CalendarException& exception);

}  // namespace truyenthanh

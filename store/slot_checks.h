// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a slot or an exception must be before it is written. Throws RequestError as slots.h says.
// Thread: that of the connection.
#pragma once

#include "core/week.h"
#include "store/connection.h"

namespace truyenthanh {

// `is_weekly`: days are needed.
void check_slot(Connection& connection, const Slot& slot, bool is_weekly);
void check_exception(Connection& connection, const CalendarException& exception);

}  // namespace truyenthanh

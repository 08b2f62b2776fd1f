// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Programmes and their rundowns: tables programme, rundown_entry. Thread: that of the connection. A person's mistake is
// a RequestError, and nothing is changed then.
#pragma once

#include <string>
#include <vector>

#include "core/week.h"
#include "store/connection.h"

namespace truyenthanh {

// The id is ignored. Throws store.bad_title, store.no_item, store.edition_taken, store.bad_entry.
ProgrammeId add_programme(Connection& connection, const Programme& programme);
// The same for the programme of that id, whose rundown it replaces. Also throws store.no_programme.
void update_programme(Connection& connection, const Programme& programme);
// The same within the caller's transaction, who tells the audit.
void rewrite_programme(Connection& connection, const Programme& programme);
// Throws store.no_programme.
Programme read_programme(Connection& connection, ProgrammeId programme);
// Those with all words of `search` in name or series, as find_words() finds them, or whose number it is; newest first,
// at most so many, −1: all.
std::vector<Programme> list_programmes(Connection& connection, const std::string& search = "", int most = -1);
// Throws store.no_programme, store.programme_used naming the slot or date.
void remove_programme(Connection& connection, ProgrammeId programme);

// Checks and writes one programme within the caller's transaction, under its own id unless that is 0.
ProgrammeId insert_programme(Connection& connection, const Programme& programme);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Formats, the pool a programme is made from, and how programmes came to be: tables format, format_frame, format_place,
// programme_build. Thread: that of the connection. A person's mistake is a RequestError, and nothing is changed then.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/editorial.h"
#include "core/week.h"
#include "core/zone.h"
#include "store/connection.h"

namespace truyenthanh {

// The id is ignored. Throws store.bad_title, store.format_taken, store.bad_format, store.no_item, store.no_column,
// store.no_field.
FormatId add_format(Connection& connection, const Format& format);
// Throws store.no_format.
Format read_format(Connection& connection, FormatId format);
std::vector<Format> list_formats(Connection& connection);
void remove_format(Connection& connection, FormatId format);

// Every item that is no frame and has sound, with what the proposal weighs; `refused` is left empty, `why_not` of its
// sound being another's to say. Airings are counted whole ones, by the local day in `zone` on which they began.
// `for_programme` does not count as having planned its own items: what another programme of `date` has is left out.
std::vector<PoolItem> read_pool(Connection& connection, const Zone& zone, LocalDate date, ProgrammeId for_programme);

// Within the caller's transaction.
void write_build(Connection& connection, const ProgrammeBuild& build);
std::optional<ProgrammeBuild> find_build(Connection& connection, ProgrammeId programme);
// Of programmes that have a start and whose slot is not over at `now`.
std::vector<ProgrammeBuild> builds_not_over(Connection& connection, WallTime now);
// The programme of that series and date.
std::optional<Programme> find_edition(Connection& connection, const std::string& series, LocalDate date);

// Replaces the programme's rundown and its build, or makes both where its id is 0: one transaction.
ProgrammeId save_built(Connection& connection, const Programme& programme, const ProgrammeBuild& build);
// Freezes by hand. Throws store.no_build.
void freeze_programme(Connection& connection, ProgrammeId programme, const std::string& by, WallTime now);

}  // namespace truyenthanh

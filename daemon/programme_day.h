// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A day's programme from a format: proposed, changed, copied; how full it is. Thread: the station's.
#pragma once

#include <string>
#include <vector>

#include "daemon/desk_context.h"
#include "daemon/documents.h"
#include "newsroom/build.h"

namespace truyenthanh {

nlohmann::json document(const Format& format);
Format format_from(const nlohmann::json& json);

// Proposes and saves the edition of the format's series on `date`; an edition that is there is replaced if it may still
// be changed. Throws RequestError: store.no_format, newsroom.programme_frozen, newsroom.programme_closed,
// day.format_without_series.
nlohmann::json build_programme(const DeskContext& desk, FormatId format, LocalDate date, const std::string& by,
                               const std::string& reason);

// `edits`: {"op": "drop", "position"}, {"op": "insert", "position", "item"}, {"op": "replace", "position", "item"},
// {"op": "move", "position", "to"}; positions count the items without the frame, from 1. All or nothing.
nlohmann::json edit_programme(const DeskContext& desk, ProgrammeId programme, const nlohmann::json& edits,
                              const std::string& by, const std::string& reason);

// The same rundown as the edition of another day, under this day's date. Nothing is left out for having been heard;
// what may not be heard is remarked. Throws day.no_edition.
nlohmann::json copy_programme(const DeskContext& desk, const std::string& series, LocalDate from, LocalDate to,
                              const std::string& by, const std::string& reason);

nlohmann::json freeze_programme(const DeskContext& desk, ProgrammeId programme, const std::string& by);

// Refuses to change or remove a programme that is frozen or closed.
void check_may_change(const DeskContext& desk, ProgrammeId programme, const std::string& reason);

// The same of all that is frozen and not over, before the week is changed under it: `slot` given, only of what that
// slot plays. A change with a reason goes into the diary.
void check_week_may_change(const DeskContext& desk, std::optional<SlotId> slot, const std::string& by,
                           const std::string& reason);

// The programme with titles, lengths, its bar {"length_s", "total_s", "over_s", "fits"} and its state.
nlohmann::json programme_page(Connection& database, const Zone& zone, ProgrammeId programme, WallTime now);

// What may go into a programme that starts at `at`, as `read_pool` gives it; `refused` is asked of the library.
nlohmann::json pool_document(Connection& database, Library& library, const PoolItem& item, WallTime at);

}  // namespace truyenthanh

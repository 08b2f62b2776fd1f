// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The documents of docs/cli.md as text for a person: each function takes what `--json` would print. Pure.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "core/zone.h"
#include "text/catalogue.h"

namespace truyenthanh {

class Table;

std::string show_status(const nlohmann::json& status, const Catalogue& words);
std::string show_plan(const nlohmann::json& plan, const Catalogue& words);
std::string show_findings(const nlohmann::json& findings, const Catalogue& words);
std::string show_as_run(const nlohmann::json& as_run, const Catalogue& words);
std::string show_air_checks(const nlohmann::json& list, const Catalogue& words);
std::string show_air_check_cuts(const nlohmann::json& list, const Catalogue& words);
std::string csv_as_run(const nlohmann::json& as_run);
std::string show_recordings(const nlohmann::json& list, const Catalogue& words);
std::string show_recording(const nlohmann::json& recording, const Catalogue& words);
std::string show_programmes(const nlohmann::json& list, const Catalogue& words);
std::string show_programme(const nlohmann::json& programme, const Catalogue& words);
std::string show_relays(const nlohmann::json& list, const Catalogue& words);
std::string show_slots(const nlohmann::json& list, const Catalogue& words);
std::string show_calendar(const nlohmann::json& list, const Catalogue& words);
std::string show_overrides(const nlohmann::json& list, const Catalogue& words);
std::string show_people(const nlohmann::json& list, const Catalogue& words);
std::string show_units(const nlohmann::json& list, const Catalogue& words);
std::string show_accounts(const nlohmann::json& list, const Catalogue& words);
std::string show_roles(const nlohmann::json& list, const Catalogue& words);
std::string show_blocks(const nlohmann::json& list, const Catalogue& words);
std::string show_block(const nlohmann::json& block, const Catalogue& words);
std::string show_items(const nlohmann::json& list, const Catalogue& words);
std::string show_item(const nlohmann::json& item, const Catalogue& words);
std::string show_audit(const nlohmann::json& list, const Catalogue& words);

std::string show_relay_states(const nlohmann::json& status, const Catalogue& words);
// How loud an open relay is, how fast its clock, what ails it and what it says is being played: one line.
std::string relay_remarks(const nlohmann::json& health, const Catalogue& words);
// One line of the status: the word, padded, and what it says.
std::string status_line(const std::string& word, const std::string& text);
// The table, or that there is nothing.
std::string table_or_nothing(const Table& table, const Catalogue& words);

// 15'05" of a number of seconds; empty for null.
std::string length_text(const nlohmann::json& seconds);
// 07:30:05 of "2026-12-05T07:30:05"; the date before it unless it is `today`'s.
std::string local_text(const nlohmann::json& local, const nlohmann::json& today, Language language);
// An instant as the people of that zone read it.
std::string instant_text(WallTime at, const Zone& zone, Language language);
std::string message_text(const nlohmann::json& message, const Catalogue& words);
// By which document, in whose place and how long an approval was given: ", 45/TB of 2026-12-04, until …"; may be empty.
std::string grounds_text(const nlohmann::json& approval, const Catalogue& words);

}  // namespace truyenthanh

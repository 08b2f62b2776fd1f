// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The verbs of the command line, a file a group. Each function adds its verbs to `app`; a verb that is chosen sets
// Session::action.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "cli/session.h"

namespace truyenthanh {

void add_recording_verbs(CLI::App& app, Session& session);
void add_programme_verbs(CLI::App& app, Session& session);
void add_format_verbs(CLI::App& app, Session& session);
void add_day_verbs(CLI::App& programme, Session& session);
void add_editorial_verbs(CLI::App& app, Session& session);
void add_royalty_verbs(CLI::App& app, Session& session);
void add_technical_verbs(CLI::App& app, Session& session);
void add_relay_verbs(CLI::App& app, Session& session);
void add_slot_verbs(CLI::App& app, Session& session);
void add_calendar_verbs(CLI::App& app, Session& session);
void add_override_verbs(CLI::App& app, Session& session);
void add_schedule_verbs(CLI::App& app, Session& session);
void add_plan_verbs(CLI::App& app, Session& session);
void add_rehearsal_verbs(CLI::App& app, Session& session);
void add_as_run_verbs(CLI::App& app, Session& session);
void add_report_verbs(CLI::App& app, Session& session);
void add_log_verbs(CLI::App& app, Session& session);      // heard, log
void add_keeping_verbs(CLI::App& app, Session& session);  // archive, retention
void add_live_verbs(CLI::App& app, Session& session);
void add_people_verbs(CLI::App& app, Session& session);
void add_account_verbs(CLI::App& app, Session& session);
void add_air_check_verbs(CLI::App& app, Session& session);
void add_block_verbs(CLI::App& app, Session& session);
void add_item_verbs(CLI::App& app, Session& session);
void add_pool_verbs(CLI::App& app, Session& session);
void add_exchange_verbs(CLI::App& app, Session& session);
void add_house_verbs(CLI::App& app, Session& session);

// The names of the roles a person holds today.
nlohmann::json roles_today(Session& session, PersonId person);

// A verb of `parent`, explained by the sentence help.<help>.
inline CLI::App& verb(CLI::App& parent, Session& session, const std::string& name, const std::string& help,
                      std::function<int()> action) {
    CLI::App* added = parent.add_subcommand(name, session.words().word("help." + help));
    added->fallthrough();
    added->callback([&session, action = std::move(action)] { session.action = action; });
    return *added;
}

// A group of verbs: one of them must be given.
inline CLI::App& group(CLI::App& parent, Session& session, const std::string& name, const std::string& help) {
    CLI::App* added = parent.add_subcommand(name, session.words().word("help." + help));
    added->fallthrough();
    added->require_subcommand(1);
    return *added;
}

}  // namespace truyenthanh

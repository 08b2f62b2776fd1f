// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// account first | add | password | disable | enable | list | review
#include <algorithm>
#include <fstream>

#include "cli/grammar.h"
#include "cli/secret.h"
#include "cli/show.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "daemon/documents.h"
#include "daemon/exit_codes.h"
#include "daemon/new_station.h"
#include "store/accounts.h"
#include "store/audit.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

struct Options {
    std::string name, code, since;
};

int tell(Session& session, const json& answer, const char* sentence, const std::string& name) {
    session.show(answer, Message{sentence, {{"name", name}}});
    return exit_code::kOk;
}

std::string new_password(Session& session) {
    const std::string once = read_secret(session.words().word("cli.new_password"));
    if (session.has_terminal() && once != read_secret(session.words().word("cli.password_again"))) {
        throw RequestError({"cli.passwords_differ", {}});
    }
    return once;
}

// The code is where only those who keep the machine can read it.
std::string first_code(Session& session, const std::string& given) {
    if (!given.empty()) return given;
    const auto file = session.places().database.parent_path() / kFirstCodeFile;
    std::string code;
    std::ifstream in(file);
    if (!std::getline(in, code)) throw RequestError({"cli.no_first_code", {{"file", file.string()}}});
    return code;
}

int make_first(Session& session, const Options& given) {
    const std::string code = first_code(session, given.code);
    const json answer =
        session.ask("account_first", {{"code", code}, {"name", given.name}, {"password", new_password(session)}});
    return tell(session, answer, "cli.account_first", given.name);
}

int change_password(Session& session, const std::string& name) {
    json params{{"name", name}};
    if (name == session.by()) params["old"] = read_secret(session.words().word("cli.old_password"));
    params["password"] = new_password(session);
    return tell(session, session.ask("account_password", params), "cli.password_changed", name);
}

json account_row(Session& session, const Account& account) {
    json row{{"person", account.person.value},
             {"name", account.name},
             {"failures", account.failures},
             {"roles", roles_today(session, account.person)}};
    put_time(row, "added_at", account.added_at, session.zone());
    put_time(row, "password_at", account.password_at, session.zone());
    put_time(row, "last_used_at", account.last_used_at, session.zone());
    put_time(row, "last_act_at", last_act(session.database(), account.name), session.zone());
    put_time(row, "locked_until", account.locked_until, session.zone());
    put_time(row, "disabled_at", account.disabled_at, session.zone());
    return row;
}

int list_of_accounts(Session& session) {
    json rows = json::array();
    for (const Account& account : list_accounts(session.database())) rows.push_back(account_row(session, account));
    session.show({{"accounts", rows}}, show_accounts);
    return exit_code::kOk;
}

// Open accounts that nobody has used since that day, by password or by name. Status 1 where there are any: a script
// that looks once a year notices.
int review(Session& session, const std::string& since) {
    const LocalDate today = session.today();
    const LocalDate day =
        since.empty() ? LocalDate{std::chrono::local_days{today} - std::chrono::days{365}} : date_from(since, today);
    const WallTime begin = session.zone().to_utc(std::chrono::local_days{day});
    json rows = json::array();
    for (const Account& account : list_accounts(session.database())) {
        const WallTime used = std::max(account.last_used_at.value_or(account.added_at),
                                       last_act(session.database(), account.name).value_or(account.added_at));
        if (!account.disabled_at && used < begin) rows.push_back(account_row(session, account));
    }
    session.show({{"since", to_string(day)}, {"accounts", rows}}, show_accounts);
    return rows.empty() ? exit_code::kOk : exit_code::kFinding;
}

}  // namespace

void add_account_verbs(CLI::App& app, Session& session) {
    CLI::App& parent = group(app, session, "account", "account");
    const Catalogue& words = session.words();
    const auto given = std::make_shared<Options>();
    const auto named = [&](const char* word, const char* help, const std::function<int()>& action) -> CLI::App& {
        CLI::App& added = verb(parent, session, word, help, action);
        added.add_option("NAME", given->name, words.word("help.person_name"))->required();
        return added;
    };
    named("first", "account_first", [&session, given] { return make_first(session, *given); })
        .add_option("--code", given->code, words.word("help.account_code"))
        ->type_name("CODE");
    named("add", "account_add", [&session, given] {
        const json answer = session.ask("account_add", {{"name", given->name}, {"password", new_password(session)}});
        return tell(session, answer, "cli.account_added", given->name);
    });
    named("password", "account_password", [&session, given] { return change_password(session, given->name); });
    named("disable", "account_disable", [&session, given] {
        return tell(session, session.ask("account_disable", {{"name", given->name}}), "cli.account_disabled",
                    given->name);
    });
    named("enable", "account_enable", [&session, given] {
        return tell(session, session.ask("account_enable", {{"name", given->name}}), "cli.account_enabled",
                    given->name);
    });
    verb(parent, session, "list", "account_list", [&session] { return list_of_accounts(session); });
    verb(parent, session, "review", "account_review", [&session, given] { return review(session, given->since); })
        .add_option("--since", given->since, words.word("help.account_since"))
        ->type_name("DATE");
}

}  // namespace truyenthanh

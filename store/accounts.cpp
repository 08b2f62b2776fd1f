// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See accounts.h.
#include "store/accounts.h"

#include <algorithm>

#include "core/error.h"
#include "core/person_name.h"
#include "store/audit.h"
#include "store/people.h"

namespace truyenthanh {
namespace {

constexpr int kFreeFailures = 4;
constexpr std::chrono::minutes kLongestLock{60};

#define ACCOUNT_QUERY                                                                                \
    "SELECT a.person_id, p.name, a.password, a.added_at, a.password_at, a.last_used_at, a.failures," \
    " a.locked_until, a.disabled_at, a.is_code FROM account a JOIN person p ON p.id = a.person_id"

Account account_of(const Query& query) {
    Account a;
    query.read(a.person, a.name, a.password, a.added_at, a.password_at, a.last_used_at, a.failures, a.locked_until,
               a.disabled_at, a.is_code);
    return a;
}

Account known_account(Connection& connection, const std::string& name) {
    std::optional<Account> found = find_account(connection, name);
    if (!found) throw RequestError({"account.none", {{"name", name}}});
    return *std::move(found);
}

void insert_account(Connection& connection, PersonId person, const std::string& name, const std::string& hash,
                    bool is_code) {
    const WallTime now = actor_of(connection).now;
    run(connection,
        "INSERT INTO account (person_id, password, added_at, password_at, is_code) VALUES (?1, ?2, ?3, ?3, ?4)", person,
        hash, now, is_code);
    audit(connection, "account", person.value, "", {"audit.account_added", {{"name", name}}});
}

// Runs one UPDATE of the account, audited.
template <class... Values>
void change_account(Connection& connection, const Account& account, const char* sentence, const char* sql,
                    const Values&... values) {
    const std::string before = thing_text(connection, "account", account.person.value);
    run(connection, sql, values..., account.person);
    audit(connection, "account", account.person.value, before, {sentence, {{"name", account.name}}});
}

bool is_last_administrator(Connection& connection, PersonId person, LocalDate today) {
    const std::string day = to_string(today);
    return scalar(connection, false,
                  "SELECT NOT EXISTS (SELECT 1 FROM account a JOIN role_grant g ON g.person_id = a.person_id"
                  " WHERE a.person_id <> ?1 AND a.disabled_at IS NULL AND g.role = 'administrator'"
                  " AND g.from_date <= ?2 AND (g.until_date IS NULL OR g.until_date >= ?2))",
                  person, day);
}

}  // namespace

bool has_accounts(Connection& connection) { return scalar(connection, false, "SELECT EXISTS (SELECT 1 FROM account)"); }

std::optional<Account> find_account(Connection& connection, const std::string& name) {
    const std::optional<std::string> tidy = tidy_name(name);
    if (!tidy) return std::nullopt;
    Query query(connection, ACCOUNT_QUERY " WHERE p.folded = ?", folded_case(*tidy));
    if (!query.next()) return std::nullopt;
    return account_of(query);
}

std::vector<Account> list_accounts(Connection& connection) {
    Query query(connection, ACCOUNT_QUERY " ORDER BY p.folded");
    std::vector<Account> accounts;
    while (query.next()) accounts.push_back(account_of(query));
    return accounts;
}

PersonId add_first_account(Connection& connection, const std::string& name, const std::string& hash, LocalDate today) {
    Change change(connection);
    if (has_accounts(connection)) throw RequestError({"account.not_first", {}});
    const Actor actor = actor_of(connection);
    const PersonId person = person_named(connection, name, actor.now);
    insert_account(connection, person, name, hash, false);
    run(connection, "INSERT INTO role_grant (person_id, role, from_date, granted_at) VALUES (?, ?, ?, ?)", person,
        Role::Administrator, today, actor.now);
    const std::int64_t grant = connection.last_row();
    audit(connection, "role_grant", grant, "",
          {"audit.role_granted",
           {{"name", name}, {"role", "@role.administrator"}, {"from", to_string(today)}, {"until", "…"}}});
    change.commit();
    return person;
}

void add_account(Connection& connection, const std::string& name, const std::string& hash, bool is_code) {
    Change change(connection);
    const Person person = read_person(connection, name);
    if (find_account(connection, name)) throw RequestError({"account.known", {{"name", person.name}}});
    insert_account(connection, person.id, person.name, hash, is_code);
    change.commit();
}

void set_password(Connection& connection, const std::string& name, const std::string& hash, bool is_code) {
    Change change(connection);
    change_account(connection, known_account(connection, name), "audit.account_password",
                   "UPDATE account SET password = ?, password_at = ?, is_code = ?, failures = 0, locked_until = NULL"
                   " WHERE person_id = ?",
                   hash, actor_of(connection).now, is_code);
    change.commit();
}

void disable_account(Connection& connection, const std::string& name, LocalDate today) {
    Change change(connection);
    const Account account = known_account(connection, name);
    if (is_last_administrator(connection, account.person, today)) {
        throw RequestError({"account.last_administrator", {{"name", account.name}}});
    }
    const Actor actor = actor_of(connection);
    std::optional<PersonId> by;
    if (!actor.who.empty()) by = person_named(connection, actor.who, actor.now);
    change_account(connection, account, "audit.account_disabled",
                   "UPDATE account SET disabled_by = ?, disabled_at = ? WHERE person_id = ?", by, actor.now);
    change.commit();
}

void enable_account(Connection& connection, const std::string& name) {
    Change change(connection);
    change_account(connection, known_account(connection, name), "audit.account_enabled",
                   "UPDATE account SET disabled_by = NULL, disabled_at = NULL, failures = 0, locked_until = NULL"
                   " WHERE person_id = ?");
    change.commit();
}

void note_login(Connection& connection, PersonId person, WallTime now) {
    run(connection, "UPDATE account SET last_used_at = ?, failures = 0, locked_until = NULL WHERE person_id = ?", now,
        person);
}

void note_wrong_password(Connection& connection, PersonId person, WallTime now) {
    const int failures = 1 + scalar(connection, 0, "SELECT failures FROM account WHERE person_id = ?", person);
    std::optional<WallTime> locked;
    if (failures > kFreeFailures) {
        const int doublings = std::min(failures - kFreeFailures - 1, 6);
        locked = now + std::min(std::chrono::minutes{1 << doublings}, kLongestLock);
    }
    run(connection, "UPDATE account SET failures = ?, locked_until = ? WHERE person_id = ?", failures, locked, person);
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Accounts: table account. Disabled, never deleted; changes are audited, logins are not. Passwords come here hashed
// (store/password.h). Thread: that of the connection. A mistake is a RequestError, and nothing is changed then.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/newsroom.h"
#include "store/connection.h"

namespace truyenthanh {

struct Account {
    PersonId person;
    std::string name;
    std::string password;  // Argon2id text
    WallTime added_at;
    WallTime password_at;
    std::optional<WallTime> last_used_at;
    int failures = 0;  // wrong passwords in a row
    std::optional<WallTime> locked_until;
    std::optional<WallTime> disabled_at;
    bool is_code = false;  // the password was handed out, to be replaced by one of their own
};

bool has_accounts(Connection& connection);
// By the person's name, in any spelling of it.
std::optional<Account> find_account(Connection& connection, const std::string& name);
std::vector<Account> list_accounts(Connection& connection);

// The first account, its person, and the role of administrator from `today` on. Throws account.not_first.
PersonId add_first_account(Connection& connection, const std::string& name, const std::string& hash, LocalDate today);
// Throw store.no_person, account.known; account.none.
void add_account(Connection& connection, const std::string& name, const std::string& hash, bool is_code = false);
void set_password(Connection& connection, const std::string& name, const std::string& hash, bool is_code = false);
// The last administrator's account cannot be disabled: throws account.last_administrator.
void disable_account(Connection& connection, const std::string& name, LocalDate today);
void enable_account(Connection& connection, const std::string& name);

// After a password was looked at. From the fifth wrong one in a row on the account is locked, for 1 min at first and
// twice as long each time, an hour at most.
void note_login(Connection& connection, PersonId person, WallTime now);
void note_wrong_password(Connection& connection, PersonId person, WallTime now);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// People, their accounts and roles, and who signs for what, as JSON for the command line and the console alike.
// Thread: that of the connection.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "core/zone.h"
#include "store/connection.h"

namespace truyenthanh {

// {"people": …}: everybody with the roles of `today`.
nlohmann::json people_document(Connection& database, LocalDate today, const std::string& search = "");
// {"accounts": …}, without anything of their passwords but when they were set.
nlohmann::json accounts_document(Connection& database, const Zone& zone);
// {"roles": …}: every grant, `holds` where it counts today.
nlohmann::json roles_document(Connection& database, LocalDate today);
nlohmann::json units_document(Connection& database);
// {"blocks": …, "fields": …}
nlohmann::json blocks_document(Connection& database);
// {"block", "name", "signers": …}: who signs for it, and as what. Throws store.no_block.
nlohmann::json signers_document(Connection& database, const std::string& block, LocalDate today);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which role may do what: one table. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/message.h"
#include "core/newsroom.h"

namespace truyenthanh {

bool allows(Role role, Right right) noexcept;

// The roles a person holds on that day, each once, and all their rights together; both in the order of the enums.
std::vector<Role> roles_on(const std::vector<RoleGrant>& grants, PersonId person, LocalDate day);
// The same, where a deputy for a field or a stand-in of today signs like an approver.
std::vector<Role> roles_on(const Signatories& signatories, PersonId person, LocalDate day);
std::vector<Right> rights_of(const std::vector<Role>& roles);

// Why `name`, who holds `roles`, may not do what needs `right`; empty where they may.
std::optional<Message> why_no_right(const std::string& name, const std::vector<Role>& roles, Right right);

}  // namespace truyenthanh

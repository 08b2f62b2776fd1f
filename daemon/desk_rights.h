// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which right each method of the desk needs, whether the person a call names has it, and whether the call speaks of the
// week as it is.
// Thread: the station's.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/newsroom.h"
#include "store/connection.h"

namespace truyenthanh {

// Empty: anybody may. A method that no line knows is the administrator's.
std::optional<Right> right_for(std::string_view method);

// A person as the rights see them.
struct Speaker {
    PersonId person;
    std::string name;
    std::vector<Role> roles;
};
// Throws RequestError newsroom.nobody where `name` is empty, newsroom.no_role for a person nobody knows,
// account.disabled.
Speaker speaker_named(Connection& database, const std::string& name, LocalDate today);

// Throws RequestError where the person named by `by` may not ask this. A station without accounts believes everybody.
void check_right(Connection& database, std::string_view method, const nlohmann::json& params, LocalDate today);

// Throws RequestError desk.changed_meanwhile, or desk.changed_meanwhile_by with who changed that slot or exception last
// and when (or the week, or anything, where nobody changed that very one), where the call's `if_version` is not what
// the week is at now. Whoever says what it was changing wants nothing else done.
void check_version(Connection& database, const nlohmann::json& params);

// `by` where the call has one as text.
std::string named_in(const nlohmann::json& params);

}  // namespace truyenthanh

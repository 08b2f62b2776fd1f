// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The desk's methods for units, people, roles, deputies, stand-ins and blocks. Thread: the station's.
#pragma once

#include <vector>

#include "daemon/desk_context.h"
#include "daemon/desk_methods.h"

namespace truyenthanh {

std::vector<Method> people_methods(const DeskContext& context);

// "from" and "until" of a call as local days; throws RequestError fields.wrong.
DateSpan span_in(const nlohmann::json& params);
LocalDate date_in(const nlohmann::json& params, const char* name);
// The local day it is.
LocalDate local_day(const DeskContext& context);

}  // namespace truyenthanh

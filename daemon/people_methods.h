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

}  // namespace truyenthanh

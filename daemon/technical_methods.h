// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The desk's methods on equipment, inspections and faults. docs/desk.md describes them. Thread: the station's.
#pragma once

#include <vector>

#include "daemon/desk_context.h"
#include "daemon/desk_methods.h"

namespace truyenthanh {

std::vector<Method> technical_methods(const DeskContext& desk);

}  // namespace truyenthanh

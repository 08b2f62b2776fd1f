// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The desk's methods for formats and days' programmes (docs/desk.md). Thread: the station's.
#pragma once

#include <vector>

#include "daemon/desk_context.h"
#include "daemon/desk_methods.h"

namespace truyenthanh {

// What the context names must outlive the methods.
std::vector<Method> programme_methods(const DeskContext& desk);

}  // namespace truyenthanh

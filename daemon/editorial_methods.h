// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The desk's methods for columns, guidance, duty and royalties (docs/desk.md). Thread: the station's.
#pragma once

#include <vector>

#include "daemon/desk_context.h"
#include "daemon/desk_methods.h"

namespace truyenthanh {

// What the context names must outlive the methods.
std::vector<Method> editorial_methods(const DeskContext& desk);

}  // namespace truyenthanh

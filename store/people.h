// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The people who add, approve and confirm. A person is known by name, whatever its case and spacing.
// Thread: that of the connection.
#pragma once

#include <string>

#include "core/units.h"
#include "store/connection.h"

namespace truyenthanh {

// The person of that name, written down at the first mention; within the caller's transaction.
// Throws RequestError store.bad_person where it cannot be a name.
PersonId person_named(Connection& connection, const std::string& name, WallTime now);

}  // namespace truyenthanh

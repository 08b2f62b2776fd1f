// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows of a statement as CSV (RFC 4180), the names of its columns first. Thread: that of the connection.
#pragma once

#include <string>

#include "store/connection.h"

namespace truyenthanh {

std::string rows_as_csv(Query& query);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the linter found as JSON, for the command line and the console. Pure, any thread.
#pragma once

#include <nlohmann/json.hpp>

#include "scheduler/lint.h"

namespace truyenthanh {

nlohmann::json document(const Finding& finding);

}  // namespace truyenthanh

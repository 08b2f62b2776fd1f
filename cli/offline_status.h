// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What can be told of a station that does not answer: its plan, its ledger, the latch, and what the chain says of
// itself.
#pragma once

#include <nlohmann/json.hpp>

#include "cli/session.h"

namespace truyenthanh {

nlohmann::json offline_status(Session& session);

}  // namespace truyenthanh

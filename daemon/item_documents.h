// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items, their life and the audit as JSON, for the desk and for the command line alike. Pure; any thread.
#pragma once

#include <nlohmann/json.hpp>

#include "core/zone.h"
#include "store/audit.h"
#include "store/items.h"
#include "store/recordings.h"

namespace truyenthanh {

nlohmann::json document(const ItemOnFile& item, const Zone& zone);
// Also says whether the newest approval holds at `now`, and what is refused else.
nlohmann::json document(const RecordingOnFile& row, const Zone& zone, WallTime now);
nlohmann::json document(const LifeStep& step, const Zone& zone);
nlohmann::json document(const AuditEntry& entry, const Zone& zone);

}  // namespace truyenthanh

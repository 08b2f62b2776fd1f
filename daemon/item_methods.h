// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The desk's methods for items and the approval of text and sound, and items as JSON. Thread: the station's.
#pragma once

#include <vector>

#include "core/zone.h"
#include "daemon/desk_context.h"
#include "daemon/desk_methods.h"
#include "store/audit.h"
#include "store/items.h"

namespace truyenthanh {

std::vector<Method> item_methods(const DeskContext& context);

nlohmann::json document(const ItemOnFile& item, const Zone& zone);
nlohmann::json document(const LifeStep& step, const Zone& zone);
nlohmann::json document(const AuditEntry& entry, const Zone& zone);

}  // namespace truyenthanh

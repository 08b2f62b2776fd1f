// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a report was told beside the ledger, as JSON within the report's own. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/house.h"

namespace truyenthanh {

nlohmann::ordered_json house_document(const House& house);
// Throws nlohmann's exceptions where it is none.
House read_house_document(const nlohmann::json& document);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The royalty sheet of a period as a page to hand to the accountant: what each person is owed, item by item what for,
// and places to sign. Pure.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "airtime/report.h"
#include "text/catalogue.h"

namespace truyenthanh {

// `sheet` as `royalty sheet --json` prints it.
Report royalty_page(const nlohmann::json& sheet, const std::string& station, const Catalogue& words);

}  // namespace truyenthanh

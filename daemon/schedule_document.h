// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole week as one JSON document: what `schedule export` writes and `schedule import` reads. Pure, any thread.
#pragma once

#include <nlohmann/json.hpp>

#include "store/week.h"

namespace truyenthanh {

nlohmann::json schedule_document(const WeekDocument& week);
// Throws RequestError naming the field that is wrong.
WeekDocument schedule_from(const nlohmann::json& document);

}  // namespace truyenthanh

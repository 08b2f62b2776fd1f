// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Columns, guidance, duty, coverage and royalties as JSON, and back. Readers throw RequestError naming the field.
// Thread: that of the connection.
#pragma once

#include <nlohmann/json.hpp>

#include "core/zone.h"
#include "store/columns.h"
#include "store/royalties.h"

namespace truyenthanh {

nlohmann::json document(const BroadcastColumn& column);
nlohmann::json document(const GuidanceDocument& guidance);
nlohmann::json document(const Duty& duty);
nlohmann::json document(const RateOnFile& rate);
BroadcastColumn column_from(const nlohmann::json& json);
// What the JSON gives takes the place of what `topic` has.
GuidanceTopic topic_from(const nlohmann::json& object, GuidanceTopic topic = {});
GuidanceDocument guidance_from(const nlohmann::json& json);
RateOnFile rate_from(const nlohmann::json& json);

// How far the guidance has been followed, as of `today`; columns over from–until.
nlohmann::json coverage_document(Connection& database, const Zone& zone, LocalDate from, LocalDate until,
                                 LocalDate today);
// The sheet of a period: lines, a total a person, remarks, contributors with zeros, the day by which it is to be paid.
nlohmann::json royalty_document(Connection& database, const Zone& zone, LocalDate from, LocalDate until);

}  // namespace truyenthanh

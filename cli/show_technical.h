// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Equipment, inspections and faults as text for a person, and the findings a person types. Pure.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "text/catalogue.h"

namespace truyenthanh {

std::string show_equipment(const nlohmann::json& list, const Catalogue& words);
std::string show_inspections(const nlohmann::json& list, const Catalogue& words);
std::string show_inspections_due(const nlohmann::json& due, const Catalogue& words);
std::string show_fault_tickets(const nlohmann::json& list, const Catalogue& words);

// "3:tot", "3:hong:rè tiếng", "3:good", "3:broken:buzzes" as a finding's JSON; throws RequestError cli.bad_finding.
nlohmann::json finding_from_text(const std::string& text);

}  // namespace truyenthanh

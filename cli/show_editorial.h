// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Columns, guidance, duty, royalties and found things as text for a person. Pure.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "text/catalogue.h"

namespace truyenthanh {

std::string show_columns(const nlohmann::json& list, const Catalogue& words);
std::string show_guidance(const nlohmann::json& list, const Catalogue& words);
std::string show_coverage(const nlohmann::json& coverage, const Catalogue& words);
std::string show_duties(const nlohmann::json& list, const Catalogue& words);
std::string show_rates(const nlohmann::json& list, const Catalogue& words);
std::string show_royalties(const nlohmann::json& sheet, const Catalogue& words);
std::string show_found(const nlohmann::json& found, const Catalogue& words);

// "TITLE[;owner=NAME][;field=CODE][;due=DATE]" as a topic's JSON; throws RequestError cli.bad_topic.
nlohmann::json topic_from_text(const std::string& text);
// "news=0.5": kind and coefficient in hundredths; throws RequestError cli.bad_coefficient.
std::pair<std::string, int> coefficient_from_text(const std::string& text);
// "0.5" or "0,5" as 50; throws RequestError cli.bad_coefficient.
int hundredths_from_text(const std::string& text);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Imports, pools and submissions as a person reads them, and texts to be pasted elsewhere. Pure; any thread.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "text/catalogue.h"

namespace truyenthanh {

std::string show_imported(const nlohmann::json& answer, const Catalogue& words);
std::string show_submissions(const nlohmann::json& list, const Catalogue& words);

std::string show_pool_ready(const nlohmann::json& list, const Catalogue& words);

std::string show_bundle(const nlohmann::json& verdict, const Catalogue& words);
std::string show_opened_bundle(const nlohmann::json& answer, const Catalogue& words);
std::string show_keys(const nlohmann::json& list, const Catalogue& words);

// An item as text for a messaging group: released ones with where to hear and read them, all others under a line that
// says they are not.
std::string paste_text(const nlohmann::json& item, const Catalogue& words);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The settings that people may see and change while the station runs, as JSON, and changes of them as TOML. What would
// give more power than a signed-in person has (devices, sockets, addresses, programs) is not among them.
// Pure; any thread.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "config/settings.h"

namespace truyenthanh {

// By table and key as in station.toml; secrets are only said to be there.
nlohmann::json settings_document(const Settings& settings);

// `text` with each of `changes` ({"profile.sessions_a_day": 3, "profile.quiet": null, …}; null: the key goes), checked
// whole. Throws RequestError settings.no_such_setting, settings.bad_value, settings.nothing, and ConfigError naming the
// line of what would be wrong.
std::string changed_settings(const std::string& text, const std::string& file, const nlohmann::json& changes);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Changes one value of a TOML text and leaves every other byte as it was: the comments in it are people's. Whether the
// result is a configuration is parse_settings' to say. Pure; any thread.
#pragma once

#include <string>

namespace truyenthanh {

// The value of `key` in the table [table] becomes `value`, which is TOML; key and table are added where they are not
// there. `value` empty: the key goes. Throws ConfigError config.syntax with the line, config.not_editable where the key
// is written in a way that cannot be changed alone; `file` is only for the messages.
std::string with_value(const std::string& text, const std::string& file, const std::string& table,
                       const std::string& key, const std::string& value);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The [console] table: the web console. Any thread.
#pragma once

#include "config/section.h"
#include "config/settings.h"

namespace truyenthanh {

// Throws ConfigError as Section does, and where others could reach it without TLS though nobody said so.
ConsoleSettings read_console(Section& section);

// Of an IPv4 or IPv6 address as text; false for anything else too.
bool is_loopback_address(const std::string& address);

}  // namespace truyenthanh

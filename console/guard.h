// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a request must show before anything is done for it: the name it called us by, and where its page came from.
// Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "config/settings.h"
#include "console/transport/request.h"

namespace truyenthanh {

// localhost and loopback addresses, what we listen at, and the names of the configuration; with or without a port.
bool is_our_host(const std::string& host, const ConsoleSettings& settings);
// The page that sends this request is ours: its Origin is the very host it asks.
bool is_our_origin(const HttpRequest& request, const ConsoleSettings& settings);
// Comes from this machine itself, not through a proxy on it.
bool is_of_this_machine(const HttpRequest& request);
// The address that login delays count by: behind a proxy the one it names last.
std::string address_of(const HttpRequest& request, const ConsoleSettings& settings);

}  // namespace truyenthanh

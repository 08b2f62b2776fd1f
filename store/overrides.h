// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Named exceptions to the permitted hours: table override. One person asks, another confirms. Thread: that of the
// connection. A person's mistake is a RequestError, and nothing is changed then.
#pragma once

#include <string>
#include <vector>

#include "core/profile.h"
#include "store/connection.h"

namespace truyenthanh {

inline constexpr std::chrono::hours kLongestOverride{24};

// Throws store.bad_override_time (over, empty, or longer than 24 h), store.bad_title (the reason), store.bad_person.
OverrideId request_override(Connection& connection, WallTime from, WallTime until, const std::string& reason,
                            const std::string& person, WallTime now);
// Throws store.no_override, store.own_override, store.override_settled, store.bad_person.
void confirm_override(Connection& connection, OverrideId id, const std::string& person, WallTime now);
// Either may take it back, and so may anybody else: less sound needs one person only. Throws store.no_override.
void revoke_override(Connection& connection, OverrideId id, const std::string& person, WallTime now);
// Those that end after `ending_after`, by beginning, confirmed or not.
std::vector<Override> list_overrides(Connection& connection, WallTime ending_after);

}  // namespace truyenthanh

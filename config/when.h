// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Days and times of day as the configuration writes them. Pure; any thread.
#pragma once

#include <chrono>
#include <string_view>

#include "core/week.h"

namespace truyenthanh {

// "mon", "mon-fri", "sat,sun", "mon-fri,sun" or "daily"; 0 where not understood.
Weekdays parse_days(std::string_view text);
// "07:30", "07:30:15" or "24:00"; negative where not understood.
std::chrono::seconds parse_time_of_day(std::string_view text);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a service tells its supervisor (the sd_notify datagram). Without a supervisor every call does nothing.
// Thread: any one.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace truyenthanh {

// "READY=1", "WATCHDOG=1", "STOPPING=1", "STATUS=…"
void notify_supervisor(std::string_view state) noexcept;
// How often the supervisor wants to hear WATCHDOG=1 at the latest; empty: it does not.
std::optional<std::chrono::microseconds> watchdog_period() noexcept;

}  // namespace truyenthanh

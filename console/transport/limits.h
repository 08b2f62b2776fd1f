// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What one client, and all of them together, may take of the server. Durations are of the injected clock.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace truyenthanh {

inline constexpr std::size_t kHeadLimit = 16 * 1024;  // bytes of a request's head
inline constexpr std::size_t kBlock = 64 * 1024;      // bytes of a body that one deadline covers

struct HttpLimits {
    std::chrono::seconds head_deadline{10};   // from the first moment of a request to the end of its head
    std::chrono::seconds idle{60};            // between two requests of one connection
    std::chrono::seconds block_deadline{20};  // for each 64 KiB of a body, either way: at least 3.2 KiB/s
    std::size_t connections = 400;
    std::size_t connections_per_address = 64;
    std::size_t waiting_requests = 128;  // for a worker; one more is answered 503
    std::size_t workers = 4;
};

}  // namespace truyenthanh

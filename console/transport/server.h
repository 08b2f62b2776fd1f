// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The HTTP/1.1 server: sockets, deadlines, caps. All network waiting is on one thread of its own; handlers run on
// lanes. Boost stays behind this header.
// Thread: any, except that construction, stop() and destruction are one thread's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "console/transport/limits.h"
#include "console/transport/request.h"
#include "core/clock.h"

namespace truyenthanh {

struct HttpAddress {
    std::string listen = "127.0.0.1";   // an address of this machine
    std::uint16_t port = 0;             // 0: the system chooses
    std::filesystem::path certificate;  // PEM, the chain; empty: no TLS
    std::filesystem::path key;          // PEM
};

class HttpServer {
public:
    // Listens at once. `clock` is read from the server's thread. Throws ConfigError where it cannot listen or the
    // certificate cannot be used.
    HttpServer(const HttpAddress& address, const HttpLimits& limits, const Clock& clock, HttpHandler& handler);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    std::uint16_t port() const noexcept;
    // To every open stream of that kind.
    void publish(Stream kind, std::string piece);
    std::size_t connection_count() const noexcept;
    // Judges the deadlines once more and returns when that is done; the server does so by itself every 100 ms.
    void look_at_deadlines();
    // Cuts all connections and waits for the handlers under way. Idempotent.
    void stop();

private:
    class Network;
    std::unique_ptr<Network> network_;
};

}  // namespace truyenthanh

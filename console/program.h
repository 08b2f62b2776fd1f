// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The console put together: server, status feed and their ends. Thread: one.
#pragma once

#include <functional>

#include "console/console.h"
#include "console/listening.h"
#include "console/transport/server.h"

namespace truyenthanh {

class ConsoleProgram {
public:
    // Listens at once, on `port` instead of the configured one where it is given. Throws ConfigError.
    ConsoleProgram(const Places& places, const Settings& settings, const Zone& zone, const Clock& clock, DeskDoor& desk,
                   std::function<void(const Message&)> note, std::optional<std::uint16_t> port = {});
    // Carries the status to the listeners until `stop` is readable. `on_turn`: called at least each 250 ms.
    void run(int stop, const std::function<void()>& on_turn);
    std::uint16_t port() const noexcept { return server_.port(); }
    HttpServer& server() noexcept { return server_; }
    ConsoleParts& parts() noexcept { return parts_; }

private:
    ConsoleParts parts_;
    Console console_;
    HttpServer server_;
    Listening listening_;
};

}  // namespace truyenthanh

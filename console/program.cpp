// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See program.h.
#include "console/program.h"

#include <poll.h>

namespace truyenthanh {

namespace {

HttpLimits limits_of(const ConsoleSettings& settings) {
    HttpLimits limits;
    limits.connections = static_cast<std::size_t>(settings.connections);
    limits.connections_per_address = static_cast<std::size_t>(settings.connections_per_address);
    // Everybody comes from the proxy's address; the proxy counts them.
    if (settings.behind_proxy) limits.connections_per_address = limits.connections;
    return limits;
}

HttpAddress address_of(const ConsoleSettings& settings, std::optional<std::uint16_t> port) {
    HttpAddress address;
    address.listen = settings.listen;
    address.port = port.value_or(static_cast<std::uint16_t>(settings.port));
    address.certificate = settings.certificate;
    address.key = settings.key;
    return address;
}

}  // namespace

ConsoleProgram::ConsoleProgram(const Places& places, const Settings& settings, const Zone& zone, const Clock& clock,
                               DeskDoor& desk, std::function<void(const Message&)> note,
                               std::optional<std::uint16_t> port)
    : parts_(places, settings, zone, clock, desk, HttpLimits{}.workers, std::move(note)),
      console_(parts_),
      server_(address_of(settings.console, port), limits_of(settings.console), clock, console_),
      listening_(parts_.listeners, desk, clock,
                 [this](std::string piece) { server_.publish(Stream::Sound, std::move(piece)); }) {}

void ConsoleProgram::run(int stop, const std::function<void()>& on_turn) {
    while (true) {
        if (auto event = parts_.feed.look(parts_.clock.now().steady))
            server_.publish(Stream::Picture, std::move(*event));
        on_turn();
        pollfd ending{stop, POLLIN, 0};
        if (::poll(&ending, 1, static_cast<int>(kStatusPause.count())) > 0) break;
    }
    listening_.stop();
    server_.stop();
}

}  // namespace truyenthanh

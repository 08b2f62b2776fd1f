// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See console_section.h.
#include "config/console_section.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace truyenthanh {

namespace {

bool is_address(const std::string& text) {
    std::array<unsigned char, 16> bytes{};
    return ::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 ||
           ::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

bool is_host_name(const std::string& text) {
    return !text.empty() && text.size() <= 253 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' || c == '[' ||
               c == ']';
    });
}

void read_network(Section& section, ConsoleSettings& console) {
    section.text("listen", console.listen, 45);
    if (!is_address(console.listen)) section.complain("config.not_address", "listen", {{"found", console.listen}});
    section.integer("port", console.port, 1, 65535);
    section.texts("hosts", console.hosts);
    for (const std::string& host : console.hosts) {
        if (!is_host_name(host)) section.complain("config.not_host", "hosts", {{"found", host}});
    }
    section.text("certificate", console.certificate, 4096);
    section.text("key", console.key, 4096);
    if (console.certificate.empty() != console.key.empty())
        section.complain("config.certificate_and_key", "certificate");
    section.flag("plain_http", console.plain_http);
    section.flag("behind_proxy", console.behind_proxy);
}

}  // namespace

bool is_loopback_address(const std::string& address) {
    in_addr four{};
    if (::inet_pton(AF_INET, address.c_str(), &four) == 1) return ntohl(four.s_addr) >> 24 == 127;
    in6_addr six{};
    return ::inet_pton(AF_INET6, address.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

ConsoleSettings read_console(Section& section) {
    ConsoleSettings console;
    read_network(section, console);
    if (!is_loopback_address(console.listen) && console.certificate.empty() && !console.plain_http) {
        section.complain("config.console_needs_tls", "listen", {{"address", console.listen}});
    }
    int minutes = static_cast<int>(console.idle.count());
    section.integer("idle_minutes", minutes, 1, 24 * 60);
    console.idle = std::chrono::minutes(minutes);
    section.integer("connections", console.connections, 16, 10'000);
    section.integer("connections_per_address", console.connections_per_address, 4, 10'000);
    return console;
}

}  // namespace truyenthanh

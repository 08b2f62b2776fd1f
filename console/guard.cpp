// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See guard.h.
#include "console/guard.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace truyenthanh {

namespace {

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

// "Loa.vn:8088" to "loa.vn", "[::1]:8088" to "[::1]"; empty where what follows the name is no port.
std::string name_of(const std::string& host) {
    const std::size_t bracket = host.starts_with('[') ? host.find(']') : 0;
    if (bracket == std::string::npos) return {};
    const std::size_t colon = host.find(':', bracket);
    if (colon == std::string::npos) return lower(host);
    const std::string port = host.substr(colon + 1);
    if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string::npos) return {};
    return lower(host.substr(0, colon));
}

}  // namespace

bool is_our_host(const std::string& host, const ConsoleSettings& settings) {
    const std::string name = name_of(host);
    if (name.empty()) return false;
    const std::array own{std::string("localhost"), std::string("127.0.0.1"), std::string("[::1]"), settings.listen,
                         "[" + settings.listen + "]"};
    if (std::find(own.begin(), own.end(), name) != own.end()) return name != "0.0.0.0" && name != "[::]";
    return std::any_of(settings.hosts.begin(), settings.hosts.end(),
                       [&](const std::string& known) { return name == known || lower(host) == known; });
}

bool is_our_origin(const HttpRequest& request, const ConsoleSettings& settings) {
    const auto origin = request.field("origin");
    const auto host = request.field("host");
    if (!origin || !host) return false;
    if (*origin == "https://" + *host) return request.peer.is_tls || settings.behind_proxy;
    return *origin == "http://" + *host && !request.peer.is_tls;
}

bool is_of_this_machine(const HttpRequest& request) {
    return request.peer.is_loopback && request.head.count("x-forwarded-for") == 0 &&
           request.head.count("forwarded") == 0 && request.head.count("x-real-ip") == 0;
}

std::string address_of(const HttpRequest& request, const ConsoleSettings& settings) {
    const auto last = request.head.upper_bound("x-forwarded-for");
    const bool has_one = request.head.count("x-forwarded-for") > 0;
    if (!settings.behind_proxy || !request.peer.is_loopback || !has_one) return request.peer.address;
    const std::string& chain = std::prev(last)->second;
    const std::size_t comma = chain.find_last_of(", ");
    return chain.substr(comma == std::string::npos ? 0 : comma + 1).substr(0, 64);
}

}  // namespace truyenthanh

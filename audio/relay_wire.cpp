// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See relay_wire.h.
#include "audio/relay_wire.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <sstream>

namespace truyenthanh::wire {
namespace {

void put(std::string& text, const char* word, const std::string& value) {
    if (value.find('\n') == std::string::npos) text.append(word).append(" ").append(value).append("\n");
}

}  // namespace

const char* name(RelayFault fault) noexcept {
    constexpr std::array kNames{"none",
                                "no such host",
                                "not reachable",
                                "host not allowed",
                                "address not allowed",
                                "too many redirects",
                                "untrusted certificate",
                                "http error",
                                "no audio",
                                "stalled",
                                "ended",
                                "bad address",
                                "silent",
                                "stuck",
                                "went back",
                                "wrong clock",
                                "damaged",
                                "no such input",
                                "input refused",
                                "inputs away"};
    const auto number = static_cast<std::size_t>(fault);
    return number < kNames.size() ? kNames[number] : "unknown";
}

bool is_forbidden(RelayFault fault) noexcept {
    switch (fault) {
        case RelayFault::HostNotAllowed:
        case RelayFault::AddressNotAllowed:
        case RelayFault::TooManyRedirects:
        case RelayFault::Untrusted:
        case RelayFault::WrongClock:
        case RelayFault::BadAddress:
            return true;
        default:
            return false;
    }
}

std::string to_text(const RelayOrder& order) {
    std::string text;
    for (const std::string& url : order.urls) put(text, "url", url);
    for (const std::string& host : order.hosts) put(text, "host", host);
    put(text, "private", order.allow_private ? "1" : "0");
    put(text, "buffer", std::to_string(order.buffer_ms));
    put(text, "silence", std::to_string(order.silence_s));
    if (order.target) put(text, "target", std::to_string(*order.target));
    for (const double lufs : order.loudness) put(text, "loudness", std::to_string(lufs));
    if (!order.ca_file.empty()) put(text, "authorities", order.ca_file);
    if (!order.inputs.empty()) put(text, "inputs", order.inputs);
    return text;
}

std::optional<RelayOrder> relay_order_from(const std::string& text) {
    RelayOrder order;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t space = line.find(' ');
        if (space == std::string::npos) return std::nullopt;
        const std::string word = line.substr(0, space);
        const std::string value = line.substr(space + 1);
        if (word == "url")
            order.urls.push_back(value);
        else if (word == "host")
            order.hosts.push_back(value);
        else if (word == "private")
            order.allow_private = value == "1";
        else if (word == "buffer")
            std::from_chars(value.data(), value.data() + value.size(), order.buffer_ms);
        else if (word == "silence")
            std::from_chars(value.data(), value.data() + value.size(), order.silence_s);
        else if (word == "target")
            order.target = std::clamp(std::strtod(value.c_str(), nullptr), -40.0, -8.0);
        else if (word == "loudness")
            order.loudness.push_back(std::strtod(value.c_str(), nullptr));
        else if (word == "authorities")
            order.ca_file = value;
        else if (word == "inputs")
            order.inputs = value;
        else
            return std::nullopt;
    }
    order.silence_s = std::clamp(order.silence_s, 0, 3600);
    order.buffer_ms = std::clamp(order.buffer_ms, 500, 20'000);
    if (order.urls.empty()) return std::nullopt;
    return order;
}

}  // namespace truyenthanh::wire

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See visitor.h.
#include "tests/console/visitor.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <strings.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

#include "tests/catch.h"

namespace truyenthanh {

namespace {

sockaddr_in address_of(const char* ip, std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    ::inet_pton(AF_INET, ip, &address.sin_addr);
    return address;
}

}  // namespace

std::string Reply::field(std::string_view name) const {
    std::size_t at = head.find("\r\n");
    while (at != std::string::npos && at + 2 < head.size()) {
        at += 2;
        const std::size_t end = head.find("\r\n", at);
        const std::size_t colon = head.find(": ", at);
        if (colon < end && colon - at == name.size() &&
            ::strncasecmp(head.data() + at, name.data(), name.size()) == 0) {
            return head.substr(colon + 2, end - colon - 2);
        }
        at = end;
    }
    return {};
}

Visitor::Visitor(std::uint16_t port, const char* from) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const sockaddr_in own = address_of(from, 0);
    REQUIRE(::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&own), sizeof own) == 0);
    const sockaddr_in server = address_of("127.0.0.1", port);
    REQUIRE(::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&server), sizeof server) == 0);
    const timeval patience{30, 0};  // only for what would hang for ever
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

bool Visitor::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

bool Visitor::receive() {
    std::array<char, 65536> block;
    const ssize_t count = ::recv(socket_.get(), block.data(), block.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) FAIL("nothing came for half a minute");
    if (count <= 0) return false;
    in_.append(block.data(), static_cast<std::size_t>(count));
    received_ += static_cast<std::size_t>(count);
    return true;
}

std::optional<Reply> Visitor::reply(bool is_head) {
    while (in_.find("\r\n\r\n") == std::string::npos) {
        if (!receive()) return std::nullopt;
    }
    Reply reply;
    const std::size_t end = in_.find("\r\n\r\n") + 4;
    reply.head = in_.substr(0, end);
    in_.erase(0, end);
    reply.status = std::stoi(reply.head.substr(9, 3));
    if (reply.status == 100) return this->reply(is_head);
    const std::string length = reply.field("Content-Length");
    if (is_head || reply.status == 204 || length.empty()) return reply;
    const std::size_t wanted = std::stoul(length);
    while (in_.size() < wanted) {
        if (!receive()) return std::nullopt;
    }
    reply.body = in_.substr(0, wanted);
    in_.erase(0, wanted);
    return reply;
}

std::optional<Reply> Visitor::ask(std::string_view bytes) {
    send(bytes);
    return reply(bytes.starts_with("HEAD "));
}

bool Visitor::hears(std::string_view token) {
    while (true) {
        const std::size_t found = in_.find(token);
        if (found != std::string::npos) {
            in_.erase(0, found + token.size());
            return true;
        }
        if (!receive()) return false;
    }
}

bool Visitor::is_cut() {
    while (receive()) in_.clear();
    return true;
}

std::string request(std::string_view line, std::string_view fields, std::string_view body) {
    std::string text(line);
    text += "\r\nHost: localhost\r\n";
    text += fields;
    if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return text.append("\r\n").append(body);
}

}  // namespace truyenthanh

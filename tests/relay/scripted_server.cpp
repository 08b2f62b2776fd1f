// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See scripted_server.h.
#include "tests/relay/scripted_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "tests/catch.h"

namespace truyenthanh::test {

bool Connection::send(const std::string& bytes) {
    for (std::size_t done = 0; done < bytes.size();) {
        if (is_over_) return false;
        pollfd watched{fd_, POLLOUT, 0};
        if (poll(&watched, 1, 50) == 0) continue;
        const ssize_t sent = ::send(fd_, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EAGAIN) return false;
        if (sent > 0) done += static_cast<std::size_t>(sent);
    }
    return true;
}

bool Connection::begin(const std::string& type, const std::string& status) {
    return send(status + "\r\nContent-Type: " + type + "\r\nConnection: close\r\n\r\n");
}

void Connection::answer(const std::string& type, const std::string& body) {
    send("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n\r\n" + body);
}

void Connection::redirect(const std::string& to) {
    send("HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

void Connection::drip(const std::string& bytes, int rate, std::size_t most) {
    const std::size_t step = std::max<std::size_t>(static_cast<std::size_t>(rate) / 20, 1);
    std::size_t at = 0;
    auto due = std::chrono::steady_clock::now();
    for (std::size_t sent = 0; sent < most && !is_over_; sent += step) {
        std::string piece;
        while (piece.size() < std::min(step, most - sent)) {
            const std::size_t count = std::min(std::min(step, most - sent) - piece.size(), bytes.size() - at);
            piece += bytes.substr(at, count);
            at = (at + count) % bytes.size();
        }
        if (!send(piece)) return;
        due += std::chrono::milliseconds{50};
        std::this_thread::sleep_until(due);
    }
}

void Connection::stall() {
    while (!is_over_) {
        pollfd watched{fd_, POLLIN, 0};
        std::array<char, 64> ignored{};
        if (poll(&watched, 1, 50) == 1 && recv(fd_, ignored.data(), ignored.size(), 0) <= 0) return;
    }
}

ScriptedServer::ScriptedServer(Script script, const std::string& where)
    : script_(std::move(script)), listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    inet_pton(AF_INET, where.c_str(), &address.sin_addr);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(bind(listener_.get(), generic, sizeof address) == 0);
    REQUIRE(listen(listener_.get(), 16) == 0);
    socklen_t size = sizeof address;
    getsockname(listener_.get(), generic, &size);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
}

ScriptedServer::~ScriptedServer() {
    is_over_ = true;
    acceptor_.join();
    for (Served& connection : connections_) connection.thread.join();
}

std::string ScriptedServer::url(const std::string& path, const std::string& host) const {
    return "http://" + host + ":" + std::to_string(port_) + path;
}

std::vector<std::string> ScriptedServer::paths() const {
    const std::lock_guard lock(mutex_);
    return paths_;
}

void ScriptedServer::accept_all() {
    while (!is_over_) {
        pollfd watched{listener_.get(), POLLIN, 0};
        if (poll(&watched, 1, 50) != 1) continue;
        const int fd = accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC);
        if (fd < 0) continue;
        connections_.remove_if([](Served& served) {  // a client may come a thousand times a second
            const bool is_done = served.is_done;
            if (is_done) served.thread.join();
            return is_done;
        });
        Served& served = connections_.emplace_back();
        served.thread = std::thread([this, fd, &served] {
            serve(fd);
            served.is_done = true;
        });
    }
}

void ScriptedServer::serve(int fd) {
    const Descriptor socket{fd};
    std::string request;
    while (!is_over_ && request.find("\r\n\r\n") == std::string::npos) {
        pollfd watched{fd, POLLIN, 0};
        if (poll(&watched, 1, 50) != 1) continue;
        std::array<char, 2048> block{};
        const ssize_t got = recv(fd, block.data(), block.size(), 0);
        if (got <= 0) return;
        request.append(block.data(), static_cast<std::size_t>(got));
    }
    const std::size_t begin = request.find(' ');
    if (begin == std::string::npos) return;
    const std::string path = request.substr(begin + 1, request.find(' ', begin + 1) - begin - 1);
    {
        const std::lock_guard lock(mutex_);
        paths_.push_back(path);
    }
    ++requests_;
    Connection connection(fd, is_over_);
    script_(path, connection);
    shutdown(fd, SHUT_RDWR);
}

}  // namespace truyenthanh::test

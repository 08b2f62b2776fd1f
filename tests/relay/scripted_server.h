// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An http server on loopback that does what a test tells it, good or bad. One thread a connection.
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/descriptor.h"

namespace truyenthanh::test {

class Connection {
public:
    Connection(int fd, const std::atomic<bool>& is_over) : fd_(fd), is_over_(is_over) {}

    // False once the client is gone or the test is over.
    bool send(const std::string& bytes);
    // 200 with that type, and no length: the stream goes on.
    bool begin(const std::string& type, const std::string& status = "HTTP/1.0 200 OK");
    // A whole answer.
    void answer(const std::string& type, const std::string& body);
    void redirect(const std::string& to);
    // `bytes` over and over, `rate` bytes a second in pieces of 50 ms, at most `most` bytes in all.
    void drip(const std::string& bytes, int rate, std::size_t most = SIZE_MAX);
    // Says nothing more until the client leaves or the test ends.
    void stall();

private:
    int fd_;
    const std::atomic<bool>& is_over_;
};

class ScriptedServer {
public:
    using Script = std::function<void(const std::string& path, Connection&)>;

    explicit ScriptedServer(Script script, const std::string& address = "127.0.0.1");
    ScriptedServer(const ScriptedServer&) = delete;
    ~ScriptedServer();

    std::string url(const std::string& path, const std::string& host = "127.0.0.1") const;
    int requests() const noexcept { return requests_; }
    std::vector<std::string> paths() const;

private:
    void accept_all();
    void serve(int fd);

    Script script_;
    Descriptor listener_;
    int port_ = 0;
    std::atomic<bool> is_over_{false};
    std::atomic<int> requests_{0};
    mutable std::mutex mutex_;  // of the one below
    std::vector<std::string> paths_;
    struct Served {
        std::thread thread;
        std::atomic<bool> is_done{false};
    };
    std::list<Served> connections_;  // the acceptor's
    std::thread acceptor_;
};

}  // namespace truyenthanh::test

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A client with a plain socket on loopback, and a clock that a test moves. For tests of the console.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/descriptor.h"

namespace truyenthanh {

class HandClock final : public Clock {
public:
    Now now() const override {
        const std::chrono::nanoseconds at{at_.load()};
        return {WallTime{std::chrono::duration_cast<std::chrono::microseconds>(at)}, SteadyTime{at},
                ClockTrust::Trusted};
    }
    void pass(std::chrono::nanoseconds time) { at_ += time.count(); }

private:
    std::atomic<std::int64_t> at_{std::chrono::nanoseconds{std::chrono::hours{500'000}}.count()};
};

struct Reply {
    int status = 0;
    std::string head;
    std::string body;
    // The field's value, its name in any case; empty where it is absent.
    std::string field(std::string_view name) const;
};

class Visitor {
public:
    // `from`: an address of 127.0.0.0/8.
    explicit Visitor(std::uint16_t port, const char* from = "127.0.0.1");

    // False: the other side has cut us.
    bool send(std::string_view bytes);
    // One whole answer (by Content-Length, or to the end where there is none); nothing where we are cut before.
    std::optional<Reply> reply(bool is_head = false);
    // send + reply.
    std::optional<Reply> ask(std::string_view bytes);
    // Waits for bytes until `token` has come; false where we are cut before.
    bool hears(std::string_view token);
    // Waits until the other side has closed.
    bool is_cut();
    std::size_t received() const noexcept { return received_; }  // bytes in all
    int socket() const noexcept { return socket_.get(); }
    void hang_up() { socket_.reset(); }

private:
    bool receive();

    Descriptor socket_;
    std::string in_;
    std::size_t received_ = 0;
};

// "GET /x HTTP/1.1" with the host and further lines ("Name: value\r\n").
std::string request(std::string_view line, std::string_view fields = "", std::string_view body = "");

}  // namespace truyenthanh

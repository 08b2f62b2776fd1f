// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An HttpServer with a few plain routes, for tests of the transport.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stdexcept>

#include "console/transport/server.h"
#include "tests/catch.h"
#include "tests/console/visitor.h"

namespace truyenthanh {

// GET /hello: "hello"; POST /echo: the body; POST /sink: its size, streamed; GET /file: this many bytes of 'f';
// GET /events; GET /slow: waits for let_go(); anything else: 404 at once.
class SmallHandler final : public HttpHandler {
public:
    Course course_of(const HttpRequest& head) noexcept override {
        if (head.path == "/hello") return ran([](const HttpRequest&) { return text(200, "hello"); });
        if (head.path == "/echo") return ran([](const HttpRequest& r) { return text(200, r.body); });
        if (head.path == "/throw")
            return ran([](const HttpRequest&) -> HttpResponse { throw std::runtime_error("x"); });
        if (head.path == "/sink") return sunk();
        if (head.path == "/file")
            return ran([](const HttpRequest& r) { return file(std::stoull(r.query.at("bytes"))); });
        if (head.path == "/events") return ran([this](const HttpRequest&) { return events(); });
        if (head.path == "/slow") return ran([this](const HttpRequest&) { return waited(); });
        return {text(404, "nothing here"), 0, Lane::Common, {}, {}};
    }
    HttpResponse refusal(int status) noexcept override { return text(status, "refused"); }

    void let_go() {
        const std::lock_guard lock(mutex_);
        is_free_ = true;
        freed_.notify_all();
    }
    std::atomic<bool> is_welcome{true};
    std::atomic<int> running{0};
    std::atomic<std::uint64_t> sunk_bytes{0};

    static HttpResponse text(int status, std::string body) {
        return {status, {{"Content-Type", "text/plain"}}, std::move(body), {}, {}};
    }

private:
    template <class Run>
    static Course ran(const Run& run) {
        return {{}, 1 << 20, Lane::Common, [run](const HttpRequest& r, std::size_t) { return run(r); }, {}};
    }
    struct Counter final : BodySink {
        explicit Counter(SmallHandler& all) : owner(all) {}
        bool write(std::string_view block) override {
            owner.sunk_bytes += block.size();
            is_clean = is_clean && block.find_first_not_of('u') == block.npos;
            return is_clean;
        }
        HttpResponse finish() override { return text(is_clean ? 200 : 415, std::to_string(owner.sunk_bytes)); }
        SmallHandler& owner;
        bool is_clean = true;
    };
    Course sunk() {
        return {{}, 1ULL << 40, Lane::Common, {}, [this](const HttpRequest&, std::size_t) {
                    return std::make_unique<Counter>(*this);
                }};
    }
    static HttpResponse file(std::uint64_t bytes) {
        Descriptor made(::memfd_create("file", MFD_CLOEXEC));
        const std::string content(bytes, 'f');
        REQUIRE(::write(made.get(), content.data(), content.size()) == static_cast<ssize_t>(bytes));
        HttpResponse response = text(200, "");
        response.file = FilePart{std::move(made), 0, bytes};
        return response;
    }
    HttpResponse events() {
        HttpResponse response{200, {{"Content-Type", "text/event-stream"}}, "", {}, {}};
        response.events = EventStream{"data: first\n\n", [this] { return is_welcome.load(); }};
        return response;
    }
    HttpResponse waited() {
        ++running;
        std::unique_lock lock(mutex_);
        freed_.wait(lock, [this] { return is_free_; });
        return text(200, "at last");
    }

    std::mutex mutex_;
    std::condition_variable freed_;
    bool is_free_ = false;  // guarded by mutex_
};

struct SmallServer {
    explicit SmallServer(const HttpLimits& limits = {}) : server({}, limits, clock, handler) {}
    ~SmallServer() { handler.let_go(); }
    void pass(std::chrono::nanoseconds time) {
        clock.pass(time);
        server.look_at_deadlines();
    }

    HandClock clock;
    SmallHandler handler;
    HttpServer server;
};

}  // namespace truyenthanh

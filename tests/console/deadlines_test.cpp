// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Slow clients. Time is a number the test moves: nothing here waits for a clock.
#include "tests/console/small_server.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

// Until the server has read what was sent: it has one thread, and look_at_deadlines waits for its turn.
void settle(SmallServer& small) {
    for (int i = 0; i < 20; ++i) small.server.look_at_deadlines();
}

}  // namespace

TEST_CASE("a head that drips is cut 10 s after its first byte, however steadily it drips") {
    SmallServer small;
    Visitor visitor(small.server.port());
    const std::string head = request("GET /hello HTTP/1.1");
    for (int i = 0; i < 9; ++i) {
        CHECK(visitor.send(head.substr(static_cast<std::size_t>(i), 1)));
        settle(small);
        small.pass(1s);
    }
    CHECK(small.server.connection_count() == 1);
    small.pass(2s);
    CHECK(small.server.connection_count() == 0);
    CHECK(visitor.is_cut());
}

TEST_CASE("a head that is slow but whole in time is answered") {
    SmallServer small;
    Visitor visitor(small.server.port());
    const std::string head = request("GET /hello HTTP/1.1");
    visitor.send(head.substr(0, 10));
    settle(small);
    small.pass(9s);
    CHECK(visitor.ask(head.substr(10))->body == "hello");
}

TEST_CASE("a connection may rest between two requests for a minute") {
    SmallServer small;
    Visitor visitor(small.server.port());
    CHECK(visitor.ask(request("GET /hello HTTP/1.1"))->status == 200);
    settle(small);
    small.pass(50s);
    CHECK(visitor.ask(request("GET /hello HTTP/1.1"))->status == 200);
    settle(small);
    small.pass(61s);
    CHECK(visitor.is_cut());
}

TEST_CASE("a body that drips is cut when its 64 KB take too long, a byte now and then does not help it") {
    SmallServer small;
    Visitor visitor(small.server.port());
    visitor.send(request("POST /sink HTTP/1.1", "Content-Length: 200000\r\n"));
    for (int i = 0; i < 19; ++i) {
        visitor.send("u");
        settle(small);
        small.pass(1s);
    }
    CHECK(small.server.connection_count() == 1);
    small.pass(2s);
    CHECK(visitor.is_cut());
}

TEST_CASE("an upload over a slow line goes through as long as each 64 KB come in time") {
    SmallServer small;
    Visitor visitor(small.server.port());
    constexpr std::size_t kBlocks = 8;
    visitor.send(request("POST /sink HTTP/1.1", "Content-Length: " + std::to_string(kBlocks * kBlock) + "\r\n"));
    for (std::size_t block = 1; block <= kBlocks; ++block) {
        settle(small);
        small.pass(15s);
        REQUIRE(visitor.send(std::string(kBlock, 'u')));
        while (small.handler.sunk_bytes < block * kBlock) small.server.look_at_deadlines();
    }
    CHECK(visitor.reply()->body == std::to_string(kBlocks * kBlock));
}

TEST_CASE("a sink that wants no more is not fed") {
    SmallServer small;
    Visitor visitor(small.server.port());
    visitor.send(request("POST /sink HTTP/1.1", "Content-Length: 1000000\r\n"));
    visitor.send(std::string(kBlock, '!'));
    const auto reply = visitor.reply();
    REQUIRE(reply);
    CHECK(reply->status == 415);
    CHECK(visitor.is_cut());
    CHECK(small.handler.sunk_bytes == kBlock);
}

TEST_CASE("who does not take a file is cut, who takes it slowly gets all of it") {
    SmallServer small;
    constexpr std::size_t kBytes = 24 << 20;
    Visitor deaf(small.server.port());
    deaf.send(request("GET /file?bytes=" + std::to_string(kBytes) + " HTTP/1.1"));
    REQUIRE(deaf.hears("\r\n\r\n"));
    settle(small);
    while (small.server.connection_count() == 1) {  // what the system buffers for it is finite
        small.pass(21s);
        settle(small);
    }
    CHECK(deaf.is_cut());
    Visitor patient(small.server.port());
    CHECK(patient.ask(request("GET /file?bytes=" + std::to_string(kBytes) + " HTTP/1.1"))->body.size() == kBytes);
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The server on real sockets: what is answered, what is refused, who gets a place.
#include <set>
#include <vector>

#include "tests/console/small_server.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

TEST_CASE("one connection asks again and again") {
    SmallServer small;
    Visitor visitor(small.server.port());
    for (int i = 0; i < 3; ++i) {
        const auto reply = visitor.ask(request("GET /hello HTTP/1.1"));
        REQUIRE(reply);
        CHECK(reply->status == 200);
        CHECK(reply->body == "hello");
        CHECK(reply->field("Connection") == "keep-alive");
        CHECK(reply->field("X-Content-Type-Options") == "nosniff");
        CHECK(reply->field("Cache-Control") == "no-store");
    }
    CHECK(visitor.ask(request("GET /nowhere HTTP/1.1"))->status == 404);
    CHECK(visitor.ask(request("POST /echo HTTP/1.1", "", "kính chào"))->body == "kính chào");
    const auto head = visitor.ask(request("HEAD /hello HTTP/1.1"));
    CHECK(head->field("Content-Length") == "5");
    CHECK(visitor.ask(request("GET /hello HTTP/1.1"))->body == "hello");
}

TEST_CASE("requests sent ahead are answered one after another, in order") {
    SmallServer small;
    Visitor visitor(small.server.port());
    std::string all;
    for (int i = 0; i < 50; ++i) all += request("POST /echo HTTP/1.1", "", "number " + std::to_string(i));
    visitor.send(all);
    for (int i = 0; i < 50; ++i) CHECK(visitor.reply()->body == "number " + std::to_string(i));
}

TEST_CASE("a request that closes is the connection's last") {
    SmallServer small;
    Visitor old(small.server.port());
    CHECK(old.ask("GET /hello HTTP/1.0\r\n\r\n")->body == "hello");
    CHECK(old.is_cut());
    Visitor closing(small.server.port());
    CHECK(closing.ask(request("GET /hello HTTP/1.1", "Connection: close\r\n"))->field("Connection") == "close");
    CHECK(closing.is_cut());
}

TEST_CASE("a head beyond 16 KB is refused, one just below is read") {
    SmallServer small;
    Visitor big(small.server.port());
    const auto reply = big.ask(request("GET /hello HTTP/1.1", "X-Long: " + std::string(20'000, 'a') + "\r\n"));
    REQUIRE(reply);
    CHECK(reply->status == 431);
    CHECK(big.is_cut());
    Visitor fair(small.server.port());
    CHECK(fair.ask(request("GET /hello HTTP/1.1", "X-Long: " + std::string(16'000, 'a') + "\r\n"))->status == 200);
}

TEST_CASE("a body beyond its limit is refused before it is read") {
    SmallServer small;
    Visitor big(small.server.port());
    big.send(request("POST /echo HTTP/1.1", "Content-Length: 2000000\r\n"));
    CHECK(big.reply()->status == 413);
    CHECK(big.is_cut());
    Visitor whole(small.server.port());
    const std::string body(1 << 20, 'x');
    CHECK(whole.ask(request("POST /echo HTTP/1.1", "", body))->body == body);
}

TEST_CASE("the body of a refused request is no request itself") {
    SmallServer small;
    Visitor visitor(small.server.port());
    const std::string smuggled = request("GET /hello HTTP/1.1");
    CHECK(visitor.ask(request("POST /nowhere HTTP/1.1", "", smuggled))->status == 404);
    CHECK(visitor.ask(request("POST /echo HTTP/1.1", "", "next"))->body == "next");
}

TEST_CASE("chunked bodies, foreign methods and nonsense are refused and cut") {
    SmallServer small;
    const std::vector<std::pair<std::string, int>> table{
        {request("POST /echo HTTP/1.1", "Transfer-Encoding: chunked\r\n"), 411},
        {request("BREW /echo HTTP/1.1"), 405},
        {"GET /hello HTTP/1.1\r\n\r\n", 400},
        {std::string("\0\1\2\r\n\r\n", 7), 400},
        {"\x16\x03\x01\x02\r\n\r\n", 400}};
    for (const auto& [bytes, status] : table) {
        INFO(bytes);
        Visitor visitor(small.server.port());
        CHECK(visitor.ask(bytes)->status == status);
        CHECK(visitor.is_cut());
    }
}

TEST_CASE("a client that waits for 100 Continue gets it, or the refusal at once") {
    SmallServer small;
    Visitor visitor(small.server.port());
    visitor.send(request("POST /echo HTTP/1.1", "Expect: 100-continue\r\nContent-Length: 4\r\n"));
    CHECK(visitor.hears("100 Continue\r\n\r\n"));
    visitor.send("body");
    CHECK(visitor.reply()->body == "body");
    visitor.send(request("POST /nowhere HTTP/1.1", "Expect: 100-continue\r\nContent-Length: 400000\r\n"));
    CHECK(visitor.reply()->status == 404);
}

TEST_CASE("a handler that fails costs its request only") {
    SmallServer small;
    Visitor visitor(small.server.port());
    CHECK(visitor.ask(request("GET /throw HTTP/1.1"))->status == 500);
    CHECK(visitor.ask(request("GET /hello HTTP/1.1"))->status == 200);
}

TEST_CASE("when all places are taken, who has said nothing for the longest gives its place to a newcomer") {
    HttpLimits limits;
    limits.connections = 4;
    SmallServer small(limits);
    std::vector<std::unique_ptr<Visitor>> silent;
    for (int i = 0; i < 4; ++i) {
        small.clock.pass(1s);
        silent.push_back(std::make_unique<Visitor>(small.server.port()));
        while (small.server.connection_count() < silent.size()) small.server.look_at_deadlines();
    }
    Visitor newcomer(small.server.port());
    CHECK(newcomer.ask(request("GET /hello HTTP/1.1"))->status == 200);
    CHECK(silent[0]->is_cut());
    CHECK(silent[3]->ask(request("GET /hello HTTP/1.1"))->status == 200);
}

TEST_CASE("who was answered before keeps its place before strangers that say nothing") {
    HttpLimits limits;
    limits.connections = 3;
    SmallServer small(limits);
    Visitor known(small.server.port());
    CHECK(known.ask(request("GET /hello HTTP/1.1"))->status == 200);
    std::vector<std::unique_ptr<Visitor>> strangers;
    for (int i = 0; i < 10; ++i) {
        small.clock.pass(1s);
        strangers.push_back(std::make_unique<Visitor>(small.server.port()));
    }
    for (int i = 0; i < 8; ++i) CHECK(strangers[static_cast<std::size_t>(i)]->is_cut());
    CHECK(known.ask(request("GET /hello HTTP/1.1"))->status == 200);
}

TEST_CASE("one address cannot take the places of the others") {
    HttpLimits limits;
    limits.connections_per_address = 3;
    SmallServer small(limits);
    Visitor neighbour(small.server.port(), "127.0.0.1");
    CHECK(neighbour.ask(request("GET /hello HTTP/1.1"))->status == 200);
    std::vector<std::unique_ptr<Visitor>> greedy;
    for (int i = 0; i < 10; ++i) greedy.push_back(std::make_unique<Visitor>(small.server.port(), "127.0.0.2"));
    for (int i = 0; i < 7; ++i) CHECK(greedy[static_cast<std::size_t>(i)]->is_cut());
    CHECK(neighbour.ask(request("GET /hello HTTP/1.1"))->status == 200);
    CHECK(greedy.back()->ask(request("GET /hello HTTP/1.1"))->status == 200);
    CHECK(small.server.connection_count() <= 4);
}

TEST_CASE("more requests than workers and places to wait are refused, not kept") {
    HttpLimits limits;
    limits.workers = 1;
    limits.waiting_requests = 1;
    SmallServer small(limits);
    Visitor running(small.server.port());
    running.send(request("GET /slow HTTP/1.1"));
    while (small.handler.running == 0) small.server.look_at_deadlines();
    std::multiset<int> seen;
    Visitor waiting(small.server.port());
    waiting.send(request("GET /slow HTTP/1.1"));
    Visitor third(small.server.port());
    third.send(request("GET /slow HTTP/1.1"));
    // Whichever of the two came first waits; the other is refused at once.
    small.handler.let_go();
    seen = {waiting.reply()->status, third.reply()->status};
    CHECK((seen == std::multiset<int>{200, 503} || seen == std::multiset<int>{200, 200}));
    CHECK(running.reply()->body == "at last");
}

TEST_CASE("a server that stops cuts everybody and waits for the handlers under way") {
    SmallServer small;
    Visitor idle(small.server.port());
    Visitor running(small.server.port());
    running.send(request("GET /slow HTTP/1.1"));
    while (small.handler.running == 0) small.server.look_at_deadlines();
    small.handler.let_go();
    small.server.stop();
    CHECK(idle.is_cut());
    CHECK(running.is_cut());
    CHECK(small.server.connection_count() == 0);
}

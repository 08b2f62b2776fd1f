// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The head of a request, read without a network.
#include "console/transport/head.h"

#include <random>

#include "console/transport/answer_head.h"
#include "tests/catch.h"

using namespace truyenthanh;

namespace {

int status_of(std::string_view bytes) {
    const auto read = read_head(bytes);
    const int* status = std::get_if<int>(&read);
    return status == nullptr ? 200 : *status;
}

HttpRequest request_of(std::string_view bytes) {
    auto read = read_head(bytes);
    REQUIRE(std::holds_alternative<HttpHead>(read));
    return std::get<HttpHead>(read).request;
}

}  // namespace

TEST_CASE("a request's head is read with its path, query and fields") {
    const HttpRequest request = request_of(
        "GET /api/v1/lint?from=2026-12-05&q=ti%E1%BA%BFng+loa HTTP/1.1\r\nHOST: localhost\r\nX-Some: a b \r\n\r\n");
    CHECK(request.method == HttpMethod::Get);
    CHECK(request.path == "/api/v1/lint");
    CHECK(request.query.at("q") == "tiếng loa");
    CHECK(request.field("host") == "localhost");
    CHECK(request.field("x-some") == "a b");
    CHECK_FALSE(request.field("cookie"));
}

TEST_CASE("what cannot be a request of ours is refused with its status") {
    const std::string host = " HTTP/1.1\r\nHost: localhost\r\n";
    CHECK(status_of("hello\r\n\r\n") == 400);
    CHECK(status_of("BREW /" + host + "\r\n") == 405);
    CHECK(status_of("GET / HTTP/1.1\r\n\r\n") == 400);
    CHECK(status_of("GET /" + host + "Host: other\r\n\r\n") == 400);
    CHECK(status_of("GET http://other/" + host + "\r\n") == 400);
    CHECK(status_of("GET /a/../b" + host + "\r\n") == 400);
    CHECK(status_of("GET /a/%2e%2e" + host + "\r\n") == 400);
    CHECK(status_of("GET /a%2fb" + host + "\r\n") == 400);
    CHECK(status_of("GET /a%00b" + host + "\r\n") == 400);
    CHECK(status_of("GET /a%5cb" + host + "\r\n") == 400);
    CHECK(status_of("GET /a%ff" + host + "\r\n") == 400);
    CHECK(status_of("GET /?a=1&a=2" + host + "\r\n") == 400);
    CHECK(status_of("POST /" + host + "Transfer-Encoding: chunked\r\n\r\n") == 411);
    CHECK(status_of("POST /" + host + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n") == 400);
    CHECK(status_of("POST /" + host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n") != 200);
    CHECK(status_of("POST /" + host + "Content-Length: -5\r\n\r\n") == 400);
    CHECK(status_of("GET /" + host + "Broken Field: 1\r\n\r\n") == 400);
    CHECK(status_of("GET /" + host + "\r\n") == 200);
}

TEST_CASE("whatever bytes come, a head is read or refused") {
    const auto seed = std::random_device{}();
    UNSCOPED_INFO("seed " << seed);
    std::mt19937 random(seed);
    const std::string model =
        "POST /api/v1/slots?x=%41 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nCookie: b=c\r\n\r\n";
    for (int round = 0; round < 3000; ++round) {
        std::string bytes = model;
        for (int change = 0; change < 1 + round % 5; ++change) {
            bytes[random() % (bytes.size() - 4)] = static_cast<char>(random() % 256);
        }
        const int status = status_of(bytes);
        CHECK((status == 200 || status == 400 || status == 405 || status == 411 || status == 431));
    }
}

TEST_CASE("the end of a head is found wherever the pieces were cut") {
    const std::string bytes = "GET / HTTP/1.1\r\nHost: a\r\n\r\nrest";
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
        const std::size_t early = end_of_head(std::string_view(bytes).substr(0, cut), 0);
        const std::size_t late = end_of_head(bytes, cut);
        CHECK((early != std::string::npos || late == bytes.size() - 4));
    }
}

TEST_CASE("no answer's field can make a line of its own") {
    const HttpResponse response{200, {{"Location", "/a\r\nSet-Cookie: evil=1"}, {"X-Good", "yes"}}, "", {}, {}};
    const std::string head = answer_head(response, false);
    CHECK(head.find("evil") == std::string::npos);
    CHECK(head.find("X-Good: yes\r\n") != std::string::npos);
    CHECK(head.find("Content-Security-Policy: default-src 'none'; script-src 'self';") != std::string::npos);
    CHECK(head.find("unsafe") == std::string::npos);
}

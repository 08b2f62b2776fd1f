// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Event streams: who listens hears, who does not is cut.
#include <memory>
#include <vector>

#include "tests/console/small_server.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<Visitor> listener(SmallServer& small) {
    auto visitor = std::make_unique<Visitor>(small.server.port());
    visitor->send(request("GET /events HTTP/1.1"));
    REQUIRE(visitor->hears("data: first\n\n"));
    for (int i = 0; i < 2; ++i) small.server.look_at_deadlines();  // it has noticed that this was sent
    return visitor;
}

}  // namespace

TEST_CASE("every listener hears every event that it has time for") {
    SmallServer small;
    std::vector<std::unique_ptr<Visitor>> listeners;
    for (int i = 0; i < 20; ++i) listeners.push_back(listener(small));
    for (int event = 0; event < 5; ++event) {
        const std::string text = "data: " + std::to_string(event) + "\n\n";
        small.server.publish(Stream::Picture, text);
        for (const auto& one : listeners) CHECK(one->hears(text));
    }
}

TEST_CASE("a stream goes on for hours") {
    SmallServer small;
    const auto one = listener(small);
    small.pass(5h);
    small.server.publish(Stream::Picture, "data: still\n\n");
    CHECK(one->hears("still"));
}

TEST_CASE("a stream ends when its listener is not welcome any more, and when the listener goes or talks") {
    SmallServer small;
    const auto gone = listener(small);
    gone->hang_up();
    const auto talking = listener(small);
    talking->send("GET /hello HTTP/1.1\r\n");
    CHECK(talking->is_cut());
    const auto unwelcome = listener(small);
    small.handler.is_welcome = false;
    small.server.look_at_deadlines();
    CHECK(unwelcome->is_cut());
    while (small.server.connection_count() > 0) small.server.look_at_deadlines();
}

TEST_CASE("a listener that never reads keeps one event waiting, and is cut") {
    SmallServer small;
    const auto deaf = listener(small);
    const auto keen = listener(small);
    const std::string event = "data: " + std::string(200'000, 'x') + "\n\n";
    for (int i = 0; i < 100; ++i) {
        small.server.publish(Stream::Picture, event);
        small.server.look_at_deadlines();
    }
    small.server.publish(Stream::Picture, "data: last\n\n");
    CHECK(keen->hears("data: last\n\n"));
    small.pass(21s);
    while (small.server.connection_count() > 1) small.server.look_at_deadlines();
    small.server.publish(Stream::Picture, "data: after\n\n");
    CHECK(keen->hears("data: after\n\n"));
}

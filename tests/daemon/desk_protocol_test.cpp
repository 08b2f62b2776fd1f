// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lines of the desk: what is a request and what is not.
#include "daemon/desk_protocol.h"

#include "tests/catch.h"

using namespace truyenthanh;

namespace {

int code_of(const std::string& line) {
    const auto parsed = parse_request(line);
    const auto* fault = std::get_if<DeskFault>(&parsed);
    return fault == nullptr ? 0 : fault->code;
}

}  // namespace

TEST_CASE("a request comes back from its own line") {
    const DeskRequest request{7, "hold", {{"reason", "Giao ban đầu tuần"}}};
    const auto parsed = parse_request(request_line(request));
    REQUIRE(std::holds_alternative<DeskRequest>(parsed));
    CHECK(std::get<DeskRequest>(parsed).id == 7);
    CHECK(std::get<DeskRequest>(parsed).method == "hold");
    CHECK(std::get<DeskRequest>(parsed).params == request.params);
}

TEST_CASE("what is no JSON is refused as such") {
    for (const char* line : {"", "{", "}", "GET / HTTP/1.1", "{\"jsonrpc\":\"2.0\",}", "\xff\xfe", "nul"}) {
        INFO(line);
        CHECK(code_of(line) == desk_code::kNotJson);
    }
}

TEST_CASE("JSON that is no request is refused with what it lacks") {
    for (const char* line : {"[]", "1", "\"status\"", "{}", R"({"jsonrpc":"1.0","id":1,"method":"status"})",
                             R"({"jsonrpc":"2.0","method":"status"})", R"({"jsonrpc":"2.0","id":{},"method":"status"})",
                             R"({"jsonrpc":"2.0","id":1})", R"({"jsonrpc":"2.0","id":1,"method":3})",
                             R"({"jsonrpc":"2.0","id":1,"method":"status","params":[]})",
                             R"([{"jsonrpc":"2.0","id":1,"method":"status"}])"}) {
        INFO(line);
        CHECK(code_of(line) == desk_code::kNotARequest);
    }
}

TEST_CASE("a depth bomb is refused without being built") {
    const std::string bomb(500'000, '[');
    CHECK(code_of(bomb) == desk_code::kNotJson);
    const std::string within = std::string(60, '[') + std::string(60, ']');
    CHECK(code_of(R"({"jsonrpc":"2.0","id":1,"method":"x","params":{"a":)" + within + "}}") == 0);
    const std::string closed = std::string(5'000, '[') + std::string(5'000, ']');
    CHECK(code_of(R"({"jsonrpc":"2.0","id":1,"method":"x","params":{"a":)" + closed + "}}") == desk_code::kNotJson);
}

TEST_CASE("a message crosses the desk with its arguments") {
    const Message message{"gate.outside_hours", {{"slot", "Bản tin sáng"}, {"until", "21:00"}}};
    CHECK(message_from_json(message_json(message)) == message);
    CHECK(message_from_json(3).key == "desk.strange");
    CHECK(message_from_json({{"key", 1}, {"args", 2}}).key == "desk.strange");
}

TEST_CASE("bytes that are no UTF-8 do not stop an answer") {
    const std::string line = answer_line(1, {{"title", "\xff\xfe"}});
    CHECK(line.back() == '\n');
    CHECK_FALSE(parse_bounded(line).is_discarded());
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Logging in, on real sockets; and the kill switch, which nothing of it may stop.
#include "audio/kill_latch.h"
#include "tests/catch.h"
#include "tests/console/some_console.h"

using namespace truyenthanh;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

std::string login(const std::string& name, const std::string& password, const std::string& fields = "") {
    return request("POST /api/v1/session HTTP/1.1", fields + kOrigin + kJson,
                   json{{"name", name}, {"password", password}}.dump());
}

std::string token_of(const Reply& reply) {
    const std::string field = reply.field("Set-Cookie");
    return field.substr(0, field.find(';'));
}

const std::string kOutside = "X-Forwarded-For: 203.0.113.5\r\n";

}  // namespace

TEST_CASE("who knows the password gets a cookie that scripts and foreign pages never see") {
    SomeConsole console;
    const Reply reply = console.ask(login("operator an", "đúng"));
    REQUIRE(reply.status == 201);
    const std::string cookie = reply.field("Set-Cookie");
    for (const char* part : {"; HttpOnly", "; SameSite=Strict", "; Path=/"})
        CHECK(cookie.find(part) != std::string::npos);
    CHECK(token_of(reply).size() == std::string("truyenthanh=").size() + 32);
    const json who = json::parse(reply.body);
    CHECK(who["name"] == "operator an");
    CHECK(who["change_token"].get<std::string>().size() == 32);
    CHECK(reply.body.find(token_of(reply).substr(12)) == std::string::npos);
    CHECK(console.ask(request("GET /api/v1/session HTTP/1.1", "Cookie: " + token_of(reply) + "\r\n")).status == 200);
    CHECK(console.ask(request("GET /api/v1/session HTTP/1.1", kOutside)).status == 401);
}

TEST_CASE("over https the cookie never leaves it") {
    SomeConsole console(true);
    const std::string body = json{{"name", "operator an"}, {"password", "đúng"}}.dump();
    const Reply reply =
        console.ask(request("POST /api/v1/session HTTP/1.1", kOutside + kJson + "Origin: https://localhost\r\n", body));
    CHECK(reply.status == 201);
    CHECK(reply.field("Set-Cookie").find("; Secure") != std::string::npos);
}

TEST_CASE("logging in again ends the session of before, logging out ends this one") {
    SomeConsole console;
    const std::string first = "Cookie: " + token_of(console.ask(login("operator an", "đúng"))) + "\r\n";
    const Reply again = console.ask(login("operator an", "đúng", first));
    const std::string second = "Cookie: " + token_of(again) + "\r\n";
    CHECK(first != second);
    CHECK(console.ask(request("GET /api/v1/slots HTTP/1.1", first)).status == 401);
    CHECK(console.ask(request("GET /api/v1/slots HTTP/1.1", second)).status == 200);
    const std::string change = json::parse(again.body)["change_token"].get<std::string>();
    const Reply out = console.ask(
        request("DELETE /api/v1/session HTTP/1.1", second + kOrigin + "X-Change-Token: " + change + "\r\n"));
    CHECK(out.status == 200);
    CHECK(out.field("Set-Cookie").find("Max-Age=0") != std::string::npos);
    CHECK(console.ask(request("GET /api/v1/slots HTTP/1.1", second)).status == 401);
}

TEST_CASE("a wrong password is one answer, and the fourth has to wait") {
    SomeConsole console(true);
    for (int i = 0; i < 3; ++i) {
        const Reply reply = console.ask(login("operator an", "sai", kOutside));
        CHECK(reply.status == 401);
        CHECK(error_key(reply) == "account.wrong_password");
        CHECK(reply.field("Set-Cookie").empty());
    }
    const Reply late = console.ask(login("operator an", "đúng", kOutside));
    CHECK(late.status == 429);
    CHECK(late.field("Retry-After") == "1");
    console.clock.pass(2s);
    CHECK(console.ask(login("operator an", "đúng", kOutside)).status == 201);
}

TEST_CASE("a thousand wrong guesses from outside stop neither the machine's own console nor the kill switch") {
    SomeConsole console(true);
    const Session before = console.session("operator");
    for (int i = 0; i < 1000; ++i) console.program->parts().delay.failed("operator an", "203.0.113.5", false);
    CHECK(console.ask(login("operator an", "đúng", kOutside)).status == 429);
    CHECK(console.ask(login("operator an", "đúng")).status == 201);
    CHECK(console.ask(request("POST /api/v1/kill HTTP/1.1", of_change(before) + kOutside + kJson, "{}")).status == 200);
}

TEST_CASE("a session left alone may still kill, and nothing else") {
    SomeConsole console(true);
    const Session session = console.session("administrator");
    console.clock.pass(61min);
    const Reply locked =
        console.ask(request("POST /api/v1/hold HTTP/1.1", of_change(session) + kOutside + kJson, "{}"));
    CHECK(locked.status == 401);
    CHECK(error_key(locked) == "console.idle");
    CHECK(console.ask(request("GET /api/v1/status HTTP/1.1", of_session(session) + kOutside)).status == 401);
    CHECK(console.ask(request("POST /api/v1/kill HTTP/1.1", of_change(session) + kOutside + kJson, "{}")).status ==
          200);
    CHECK(KillLatch(console.places.kill_latch).state().who == "administrator an");
}

TEST_CASE("the kill works with the station gone: the latch is set, and the answer says who was not told") {
    SomeConsole console;
    console.desk.set_reachable(false);
    const Session session = console.session("reviewer");
    const Reply reply =
        console.ask(request("POST /api/v1/kill HTTP/1.1", of_change(session) + kJson, R"({"reason": "tiếng rú"})"));
    CHECK(reply.status == 200);
    CHECK(json::parse(reply.body) == json{{"is_killed", true}, {"station_told", false}});
    const KillLatchState state = KillLatch(console.places.kill_latch).state();
    CHECK(state.is_set);
    CHECK(state.why == "tiếng rú");
}

TEST_CASE("approving, overriding, live and emergency want the password again, and it goes no further") {
    SomeConsole console;
    const Session approver = console.session("approver");
    const std::string approval = "POST /api/v1/recordings/7/approval HTTP/1.1";
    const std::string fields = of_change(approver) + kJson;
    CHECK(error_key(console.ask(request(approval, fields, "{}"))) == "console.password_again");
    CHECK(error_key(console.ask(request(approval, fields, R"({"password": "sai"})"))) == "account.wrong_password");
    CHECK(console.desk.count() == 0);
    CHECK(console.ask(request(approval, fields, R"({"password": "đúng"})")).status == 200);
    REQUIRE(console.desk.count() == 1);
    CHECK(console.desk.asked()[0].method == "recording_approve");
    CHECK(console.desk.asked()[0].params == json{{"recording", 7}, {"by", "approver an"}});
    const Session live = console.session("operator");
    for (const char* path :
         {"/api/v1/take", "/api/v1/emergency", "/api/v1/overrides", "/api/v1/overrides/1/confirmation"}) {
        INFO(path);
        const Reply reply =
            console.ask(request(std::string("POST ") + path + " HTTP/1.1", of_change(live) + kJson, "{}"));
        CHECK((error_key(reply) == "console.password_again" || error_key(reply) == "console.no_right"));
    }
    CHECK(console.desk.count() == 1);
}

TEST_CASE("who came in with a code can set a password of their own, and nothing else before: other sessions end") {
    SomeConsole console;
    Sessions& sessions = console.program->parts().sessions;
    LoggedIn who = person_of("operator", "operator an");
    const Session elsewhere = sessions.begin(who, {});
    who.must_change_password = true;
    const Session session = sessions.begin(who, {});
    CHECK(error_key(console.ask(request("GET /api/v1/slots HTTP/1.1", of_session(session)))) ==
          "console.own_password_first");
    CHECK(console.ask(request("POST /api/v1/hold HTTP/1.1", of_change(session) + kJson, "{}")).status == 403);
    CHECK(console.desk.count() == 0);
    const std::string body = R"({"old": "MÃ", "password": "mật khẩu của tôi"})";
    CHECK(console.ask(request("POST /api/v1/session/password HTTP/1.1", of_change(session) + kJson, body)).status ==
          200);
    CHECK(console.desk.last().params ==
          json{{"old", "MÃ"}, {"password", "mật khẩu của tôi"}, {"name", "operator an"}, {"by", "operator an"}});
    CHECK(console.ask(request("GET /api/v1/slots HTTP/1.1", of_session(session))).status == 200);
    CHECK(console.ask(request("GET /api/v1/slots HTTP/1.1", of_session(elsewhere))).status == 401);
}

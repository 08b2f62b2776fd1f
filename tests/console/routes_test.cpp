// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the routes do: reading from a station's database, changing through the desk, refusing what is malformed.
#include "store/programmes.h"
#include "store/relays.h"
#include "tests/catch.h"
#include "tests/console/some_console.h"

using namespace truyenthanh;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

Reply look(SomeConsole& console, const Session& session, const std::string& path) {
    return console.ask(request("GET " + path + " HTTP/1.1", of_session(session)));
}

}  // namespace

TEST_CASE("what only reads comes from the station's own database") {
    SomeConsole console;
    const Session session = console.session("reviewer");
    const auto body = [&](const std::string& path) {
        const Reply reply = look(console, session, path);
        INFO(path << " " << reply.body);
        REQUIRE(reply.status == 200);
        CHECK(reply.field("Content-Type") == "application/json; charset=utf-8");
        return json::parse(reply.body);
    };
    CHECK(body("/api/v1/plan/2026-12-05")["transmissions"].empty());
    CHECK(body("/api/v1/plan/today")["zone"] == "Asia/Ho_Chi_Minh");
    CHECK(body("/api/v1/asrun/2026-12-05")["entries"].empty());
    CHECK(body("/api/v1/lint?from=2026-12-05&days=3")["to"] == "2026-12-07");
    CHECK(body("/api/v1/recordings?search=tin&most=5")["count"] == 0);
    CHECK(body("/api/v1/programmes")["programmes"].empty());
    CHECK(body("/api/v1/relays")["relays"].empty());
    CHECK(body("/api/v1/overrides")["overrides"].empty());
    CHECK(body("/api/v1/slots").contains("version"));
    CHECK(body("/api/v1/calendar")["exceptions"].empty());
    CHECK(body("/api/v1/recordings?waiting=1")["count"] == 0);
    CHECK(body("/api/v1/items?stage=submitted")["items"].empty());
    CHECK(body("/api/v1/people").contains("people"));
    CHECK(body("/api/v1/reports/2026-11")["figures"].is_object());
    CHECK(look(console, session, "/api/v1/recordings/77/sound").status == 404);
    CHECK(look(console, session, "/api/v1/recordings/77/peaks").status == 404);
    CHECK(look(console, session, "/api/v1/items/77").status == 404);
    CHECK(look(console, session, "/api/v1/items?stage=lost").status == 404);
    CHECK(body("/api/v1/audit").contains("entries"));
    CHECK(look(console, console.session("contributor"), "/api/v1/audit").status == 403);
    CHECK(console.desk.count() == 0);
}

TEST_CASE("a report is taken away as a file of each kind, and never opens as a page of ours") {
    SomeConsole console;
    const Session session = console.session("reviewer");
    const std::vector<std::pair<std::string, std::string>> beginnings{
        {"pdf", "%PDF"}, {"xlsx", "PK"}, {"html", "<!"}, {"csv", "section,"}};
    for (const auto& [format, beginning] : beginnings) {
        INFO(format);
        const Reply reply = look(console, session, "/api/v1/reports/2026-q4?language=en&format=" + format);
        CHECK(reply.status == 200);
        CHECK(reply.body.starts_with(beginning));
        CHECK(reply.field("Content-Disposition") == "attachment; filename=\"2026-q4." + format + "\"");
    }
    CHECK(look(console, session, "/api/v1/reports/2026-q4?format=exe").status == 400);
    CHECK(look(console, session, "/api/v1/reports/never").status == 400);
}

TEST_CASE("what is asked wrongly is refused with a sentence in both languages") {
    SomeConsole console;
    const Session session = console.session("operator");
    for (const char* path : {"/api/v1/plan/yesterday", "/api/v1/plan/2026-13-01", "/api/v1/lint?days=many",
                             "/api/v1/lint?what=1", "/api/v1/recordings?most=-1"}) {
        INFO(path);
        const Reply reply = look(console, session, path);
        CHECK(reply.status == 400);
        const json text = json::parse(reply.body)["error"]["text"];
        CHECK(text["vi"].get<std::string>().size() > 10);
        CHECK(text["en"].get<std::string>().size() > 10);
        CHECK(text["vi"] != text["en"]);
    }
}

TEST_CASE("a body that is no JSON object of the route's fields never reaches the station") {
    SomeConsole console;
    const Session session = console.session("operator");
    const std::string deep = std::string(R"({"slot":)") + std::string(70, '[') + std::string(70, ']') + "}";
    const std::vector<std::pair<std::string, int>> bodies{
        {"{", 400},
        {"[]", 400},
        {"nul", 400},
        {"{\"slot\": 7}", 400},
        {"{\"other\": {}}", 400},
        {"{\"a\":1}", 400},
        {"\"slot\"", 400},
        {deep, 400},
        {std::string("{\"slot\":{\"name\":\"\xff\"}}"), 400},
        {"{\"slot\":{\"x\":\"" + std::string(300'000, 'a') + "\"}}", 413}};
    for (const auto& [body, status] : bodies) {
        INFO(body.substr(0, 60));
        const Reply reply = console.ask(
            request("POST /api/v1/slots HTTP/1.1", of_change(session) + kJson + "If-Match: \"1\"\r\n", body));
        CHECK(reply.status == status);
    }
    CHECK(console
              .ask(request("POST /api/v1/slots HTTP/1.1",
                           of_change(session) + "Content-Type: text/plain\r\nIf-Match: \"1\"\r\n", "{\"slot\":{}}"))
              .status == 415);
    CHECK(console.desk.count() == 0);
}

TEST_CASE("a change names the version it was made from, and the station is told") {
    SomeConsole console;
    const Session session = console.session("operator");
    const Reply slots = look(console, session, "/api/v1/slots");
    const std::string tag = slots.field("ETag");
    CHECK(tag == "\"" + json::parse(slots.body)["version"].dump() + "\"");
    CHECK(console.ask(request("DELETE /api/v1/slots/3 HTTP/1.1", of_change(session))).status == 428);
    CHECK(console.ask(request("DELETE /api/v1/slots/3 HTTP/1.1", of_change(session) + "If-Match: " + tag + "\r\n"))
              .status == 200);
    REQUIRE(console.desk.count() == 1);
    const json params = console.desk.asked()[0].params;
    CHECK(params == json{{"slot", 3}, {"by", "operator an"}, {"if_version", json::parse(slots.body)["version"]}});
    CHECK(console.ask(request("DELETE /api/v1/slots/x HTTP/1.1", of_change(session) + "If-Match: " + tag + "\r\n"))
              .status == 404);
}

TEST_CASE("nobody can speak for another: the name is the session's") {
    SomeConsole console;
    const Session session = console.session("operator");
    const Reply reply =
        console.ask(request("POST /api/v1/hold HTTP/1.1", of_change(session) + kJson, R"({"by": "giám đốc"})"));
    CHECK(reply.status == 400);
    CHECK(console.ask(request("POST /api/v1/hold HTTP/1.1", of_change(session) + kJson, "{}")).status == 200);
    CHECK(console.desk.asked()[0].params["by"] == "operator an");
}

TEST_CASE("with the station gone a change is refused as such, and the page says so") {
    SomeConsole console;
    const Session session = console.session("operator");
    console.desk.set_reachable(false);
    const Reply reply = console.ask(request("POST /api/v1/hold HTTP/1.1", of_change(session) + kJson, "{}"));
    CHECK(reply.status == 503);
    CHECK(error_key(reply) == "desk.unreachable");
    console.look();
    const json status = json::parse(look(console, session, "/api/v1/status").body);
    CHECK(status["is_reachable"] == false);
    CHECK(status["fault"]["text"]["vi"].get<std::string>().size() > 10);
}

TEST_CASE("listeners hear a change at once, a heartbeat each second, and nothing in between") {
    SomeConsole console;
    StatusFeed& feed = console.program->parts().feed;
    SteadyTime now{1h};
    CHECK(feed.look(now));
    CHECK_FALSE(feed.look(now + 250ms));
    console.desk.set_status({{"on_air", json::array({"tin"})}, {"now", "1"}});
    CHECK(feed.look(now + 500ms));
    console.desk.set_status({{"on_air", json::array({"tin"})}, {"now", "2"}});
    CHECK_FALSE(feed.look(now + 750ms));
    CHECK(feed.look(now + 1500ms));
}

TEST_CASE("a stream begins with the picture, goes on with changes, and ends with its session") {
    SomeConsole console;
    console.look();
    const Session session = console.session("reviewer");
    Visitor listener(console.port());
    listener.send(request("GET /api/v1/events HTTP/1.1", of_session(session)));
    CHECK(listener.hears("Content-Type: text/event-stream"));
    CHECK(listener.hears("event: status\ndata: {"));
    for (int i = 0; i < 2; ++i) console.program->server().look_at_deadlines();
    console.desk.set_status({{"on_air", json::array({"bản tin sáng"})}});
    console.look();
    CHECK(listener.hears("bản tin sáng"));
    console.program->parts().sessions.end(session.token);
    console.program->server().look_at_deadlines();
    CHECK(listener.is_cut());
}

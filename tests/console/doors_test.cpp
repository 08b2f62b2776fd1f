// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole table of routes: who may, and from which page.
#include <set>

#include "console/routes.h"
#include "core/names.h"
#include "newsroom/rights.h"
#include "tests/catch.h"
#include "tests/console/some_console.h"

using namespace truyenthanh;
using nlohmann::json;

namespace {

// The route's path with something in its braces.
std::string line_of(const Route& route) {
    std::string path = route.path;
    while (path.find('{') != std::string::npos) {
        const std::size_t open = path.find('{');
        path.replace(open, path.find('}') - open + 1, "1");
    }
    return std::string(name(route.method)) + " " + path + " HTTP/1.1";
}

std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(c & ~0x20);
    return text;
}

std::string asked(const Route& route, const std::string& fields) {
    const bool has_body = route.method == HttpMethod::Post || route.method == HttpMethod::Patch;
    const std::string version = route.names_version ? "If-Match: \"0\"\r\n" : "";
    return request(line_of(route), fields + version + (has_body ? kJson : ""), has_body ? "{}" : "");
}

bool asks_right(const Route& route) { return route.gate == Gate::Right || route.gate == Gate::Here; }

std::vector<Role> every_role() {
    std::vector<Role> all;
    for (std::size_t i = 0; i < EnumNames<Role>::names.size(); ++i) all.push_back(static_cast<Role>(i));
    return all;
}

// Logging in, and becoming the first who can.
const std::set<std::string> kOpenChanges{"/api/v1/session", "/api/v1/first-account"};
const std::set<std::string> kNoes{"console.log_in", "console.no_right", "console.idle"};

}  // namespace

TEST_CASE("every route names a right that there is, and what changes is never open but for logging in") {
    std::set<std::string> seen;
    for (const Route& route : routes()) {
        INFO(line_of(route));
        CHECK(seen.insert(line_of(route)).second);
        if (asks_right(route)) CHECK(parse<Right>(route.right));
        if (route.changes() && route.gate == Gate::Open) CHECK(kOpenChanges.contains(route.path));
        CHECK_FALSE(route.summary.empty());
        CHECK((!route.desk_method.empty() || route.run || route.sink));
    }
    CHECK(seen.size() > 90);
}

TEST_CASE("role by role and route by route: who holds the right gets through, nobody else") {
    SomeConsole console;
    for (const Role role : every_role()) {
        const Session session = console.session(std::string(name(role)));
        for (const Route& route : routes()) {
            INFO(name(role) << ": " << line_of(route));
            if (route.path == "/api/v1/session" && route.method == HttpMethod::Delete) continue;
            const Reply reply = console.ask(asked(route, of_change(session)));
            const bool may = !asks_right(route) || allows(role, parse<Right>(route.right).value());
            CHECK((kNoes.count(error_key(reply)) == 0) == may);
            if (!may) CHECK(reply.status == 403);
        }
    }
}

TEST_CASE("without a session everything is shut but what is open, and the kill at this machine") {
    SomeConsole console(true);
    for (const Route& route : routes()) {
        INFO(line_of(route));
        std::string fields = kOrigin;
        fields += "X-Forwarded-For: 203.0.113.5\r\n";
        const Reply reply = console.ask(asked(route, fields));
        if (route.gate == Gate::Open) {
            CHECK(reply.status != 401);
        } else {
            CHECK(reply.status == 401);
        }
    }
    CHECK(console.desk.count() == 0);
    CHECK(console.ask(request("POST /api/v1/kill HTTP/1.1", std::string(kOrigin) + kJson, "{}")).status == 200);
}

TEST_CASE("at the station's own machine the wall display looks without logging in, and does nothing else") {
    SomeConsole console;
    std::set<std::string> open;
    for (const Route& route : routes()) {
        if (route.gate == Gate::Open || route.gate == Gate::Kill) continue;
        if (console.ask(asked(route, kOrigin)).status != 401) open.insert(route.path);
    }
    CHECK(open ==
          std::set<std::string>{"/api/v1/status", "/api/v1/events", "/api/v1/plan/{date}", "/api/v1/asrun/{date}"});
}

TEST_CASE("a wall display's session looks for weeks, and can do nothing but the kill") {
    SomeConsole console;
    const std::string login = R"({"name": "operator an", "password": "đúng", "wall": true})";
    const Reply made = console.ask(request("POST /api/v1/session HTTP/1.1", std::string(kOrigin) + kJson, login));
    REQUIRE(made.status == 201);
    const std::string kept = made.field("Set-Cookie");
    CHECK(kept.find("Max-Age=5184000") != std::string::npos);
    const std::string cookie = "Cookie: " + kept.substr(0, kept.find(';')) + "\r\n";
    const std::string change = "X-Change-Token: " + json::parse(made.body)["change_token"].get<std::string>() + "\r\n";
    console.clock.pass(std::chrono::hours{24 * 40});
    CHECK(console.ask(request("GET /api/v1/plan/today HTTP/1.1", cookie)).status == 200);
    CHECK(console.ask(request("POST /api/v1/hold HTTP/1.1", cookie + kOrigin + change + kJson, "{}")).status == 403);
    console.clock.pass(std::chrono::hours{24 * 21});
    CHECK(console.ask(request("GET /api/v1/recordings HTTP/1.1", cookie)).status == 401);
    CHECK(console.desk.count() == 0);
}

TEST_CASE("no route changes anything for a foreign page, without the token, or under a foreign name") {
    SomeConsole console;
    const Session session = console.session("administrator");
    const Session other = console.session("administrator");
    const std::string cookie = of_session(session);
    const std::string token = "X-Change-Token: " + session.change + "\r\n";
    const std::vector<std::pair<std::string, std::string>> foreign{
        {cookie + token, "console.foreign_page"},
        {cookie + token + "Origin: null\r\n", "console.foreign_page"},
        {cookie + token + "Origin: http://evil.example\r\n", "console.foreign_page"},
        {cookie + token + "Origin: http://localhost.evil.example\r\n", "console.foreign_page"},
        {cookie + token + kOrigin + "Origin: http://evil.example\r\n", "console.foreign_page"},
        {cookie + kOrigin, "console.no_change_token"},
        {cookie + kOrigin + "X-Change-Token: " + other.change + "\r\n", "console.no_change_token"},
        {cookie + kOrigin + "X-Change-Token: \r\n", "console.no_change_token"}};
    for (const Route& route : routes()) {
        if (!route.changes()) continue;
        for (const auto& [fields, key] : foreign) {
            INFO(line_of(route) << " " << fields);
            if (route.gate == Gate::Open && key == "console.no_change_token") continue;
            const Reply reply = console.ask(asked(route, fields));
            CHECK(reply.status == 403);
            CHECK(error_key(reply) == key);
        }
        std::string renamed = asked(route, of_change(session));
        renamed.replace(renamed.find("Host: localhost"), 15, "Host: evil.example");
        CHECK(console.ask(renamed).status == 421);
    }
    CHECK(console.desk.count() == 0);
    CHECK(console.program->parts().sessions.find(session.token));
}

TEST_CASE("a path that is no route is 404, a route by another method 405 with those that there are") {
    SomeConsole console;
    CHECK(console.ask(request("GET /api/v1/nothing HTTP/1.1")).status == 404);
    CHECK(console.ask(request("GET /api/v1/slots/ HTTP/1.1")).status == 404);
    CHECK(console.ask(request("GET /style.css/ HTTP/1.1")).status == 404);
    const Reply reply = console.ask(request("PATCH /api/v1/kill HTTP/1.1"));
    CHECK(reply.status == 405);
    CHECK(reply.field("Allow") == "POST");
}

TEST_CASE("the description has every route, by method, with its right and what it must show") {
    SomeConsole console;
    const json served = json::parse(console.ask(request("GET /api/v1/openapi.json HTTP/1.1")).body);
    CHECK(served == openapi());
    CHECK(served["openapi"] == "3.1.0");
    std::size_t operations = 0;
    for (const json& path : served["paths"]) operations += path.size();
    CHECK(operations == routes().size());
    for (const auto& [path, methods] : served["paths"].items()) {
        for (const auto& [method, operation] : methods.items()) {
            INFO(method << " " << path);
            Route asked_for;
            asked_for.path = path;
            std::string line = line_of(asked_for);
            line.replace(0, 3, upper(method));
            CHECK(error_key(console.ask(request(line))) != "console.no_such_page");
        }
    }
    const json& add = served["paths"]["/api/v1/slots"]["post"];
    CHECK(add["x-right"] == "schedule");
    CHECK(add["parameters"].dump().find("If-Match") != std::string::npos);
    const json& take = served["paths"]["/api/v1/take"]["post"]["requestBody"]["content"]["application/json"]["schema"];
    CHECK(take["required"] == json::array({"password"}));
}

namespace {

// The files that a page names.
std::vector<std::string> named_in(const std::string& page) {
    std::vector<std::string> files;
    for (const char* mark : {"src=\"/", "href=\"/"}) {
        for (std::size_t at = page.find(mark); at != std::string::npos; at = page.find(mark, at + 1)) {
            const std::size_t begin = page.find('/', at);
            files.push_back(page.substr(begin, page.find('"', begin) - begin));
        }
    }
    return files;
}

}  // namespace

TEST_CASE("the page is served whole, in plain files, under a policy that lets in nobody else's") {
    SomeConsole console;
    const Reply page = console.ask(request("GET / HTTP/1.1"));
    CHECK(page.status == 200);
    CHECK(page.field("Content-Type") == "text/html; charset=utf-8");
    CHECK(page.field("Cache-Control") == "no-cache");
    CHECK(page.body.find("style=") == std::string::npos);
    CHECK(page.body.find("onclick") == std::string::npos);
    CHECK(page.body.find("http") == std::string::npos);
    CHECK(page.field("Content-Security-Policy").starts_with("default-src 'none'"));
    CHECK(console.ask(request("GET / HTTP/1.1", "If-None-Match: " + page.field("ETag") + "\r\n")).status == 304);
    const auto files = named_in(page.body);
    CHECK(files.size() >= 3);
    for (const std::string& file : files) {
        INFO(file);
        const Reply part = console.ask(request("GET " + file + " HTTP/1.1"));
        CHECK(part.status == 200);
        CHECK((part.field("Cache-Control").find("immutable") != std::string::npos) == file.starts_with("/assets/"));
    }
}

TEST_CASE("whoever takes gzip gets less to carry, and nobody else gets gzip") {
    SomeConsole console;
    const auto page = [&](const std::string& encodings) {
        return console.ask(request("GET / HTTP/1.1", "Accept-Encoding: " + encodings + "\r\n"));
    };
    CHECK(page("gzip, deflate, br").field("Content-Encoding") == "gzip");
    CHECK(page("gzip").body.starts_with("\x1f\x8b"));
    for (const char* none : {"br", "identity", "gzip;q=0"}) {
        INFO(none);
        CHECK(page(none).field("Content-Encoding").empty());
        CHECK(page(none).body.starts_with("<!doctype html>"));
    }
}

TEST_CASE("the page gets its own sentences, and the words of the newsroom and the log, in both languages") {
    SomeConsole console;
    for (const char* language : {"vi", "en"}) {
        const json answer =
            json::parse(console.ask(request(std::string("GET /api/v1/words/") + language + " HTTP/1.1")).body);
        CHECK(answer["station"] == "Đài phường Thử");
        for (const char* key : {"page.kill", "kind.news", "outcome.aired", "entry.relay", "stage.draft", "role.editor",
                                "block.dang", "field.land"}) {
            INFO(key);
            CHECK(answer["words"].contains(key));
        }
        CHECK_FALSE(answer["words"].contains("console.log_in"));
    }
    CHECK(console.ask(request("GET /api/v1/words/fr HTTP/1.1")).status == 404);
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Scripts in every text field of every route: they are words on their way in, and words on their way out.
#include <filesystem>
#include <fstream>

#include "console/routes.h"
#include "tests/catch.h"
#include "tests/console/payloads.h"
#include "tests/console/some_console.h"

using namespace truyenthanh;
using nlohmann::json;

namespace {

std::string path_of(const Route& route) {
    std::string path = route.path;
    while (path.find('{') != std::string::npos) {
        const std::size_t open = path.find('{');
        path.replace(open, path.find('}') - open + 1, "1");
    }
    return path;
}

std::string percent(const std::string& text) {
    constexpr const char* digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        out.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
    return out;
}

json something(ValueType type) {
    switch (type) {
        case ValueType::Integer:
            return 1;
        case ValueType::Boolean:
            return false;
        case ValueType::Object:
            return json::object();
        case ValueType::List:
            return json::array();
        default:
            return "2026-12-05";
    }
}

// Whatever it says, no browser takes it for a page or a script.
void check_is_data(const Reply& reply) {
    const std::string type = reply.field("Content-Type");
    CHECK((type.empty() || type.starts_with("application/") || type.starts_with("audio/") ||
           type == "text/event-stream" || !reply.field("Content-Disposition").empty()));
    CHECK(reply.field("X-Content-Type-Options") == "nosniff");
    CHECK(reply.field("Content-Security-Policy").starts_with("default-src 'none'"));
    for (const std::string& payload : payloads()) CHECK(reply.head.find(payload) == std::string::npos);
}

struct Field {
    std::string name;
    bool is_nested = false;  // within an object that the route takes as a whole
};

std::vector<Field> text_fields(const Route& route) {
    std::vector<Field> fields;
    for (const RouteField& field : route.body) {
        if (field.type == ValueType::Text) fields.push_back({field.name, false});
        if (field.type == ValueType::Object) fields.push_back({field.name, true});
    }
    return fields;
}

std::string body_with(const Route& route, const Field& target, const std::string& payload) {
    json body = json::object();
    for (const RouteField& field : route.body) body[field.name] = something(field.type);
    if (route.asks_password) body["password"] = "đúng";
    body[target.name] = target.is_nested ? json{{"title", payload}, {payload, payload}} : json(payload);
    return body.dump();
}

}  // namespace

TEST_CASE("fifty scripts in every text field of every change reach the station as they are, and come back as data") {
    REQUIRE(payloads().size() == 50);
    SomeConsole console;
    const Session session = console.session("operator");
    const Session administrator = console.session("administrator");
    const Session approver = console.session("approver");
    std::size_t reached = 0;
    Visitor visitor(console.port());
    for (const Route& route : routes()) {
        if (!route.changes() || route.desk_method.empty() || route.path == "/api/v1/session") continue;
        const Session& who = administrator.who.rights.contains(route.right) ? administrator
                             : approver.who.rights.contains(route.right)    ? approver
                                                                            : session;
        for (const Field& field : text_fields(route)) {
            for (const std::string& payload : payloads()) {
                INFO(path_of(route) << " " << field.name << ": " << payload);
                const auto reply =
                    visitor.ask(request(std::string(name(route.method)) + " " + path_of(route) + " HTTP/1.1",
                                        of_change(who) + kJson + (route.names_version ? "If-Match: \"0\"\r\n" : ""),
                                        body_with(route, field, payload)));
                REQUIRE(reply);
                check_is_data(*reply);
                REQUIRE(reply->status == 200);
                const json params = console.desk.last().params;
                const json& arrived = params.at(field.name);
                CHECK((field.is_nested ? arrived.at("title") : arrived) == payload);
                ++reached;
            }
        }
    }
    CHECK(reached > 2'000);
}

TEST_CASE("fifty scripts in every text of every question are answered as data or refused") {
    SomeConsole console;
    const Session session = console.session("administrator");
    Visitor visitor(console.port());
    for (const Route& route : routes()) {
        if (route.changes() || route.gate == Gate::Open || route.path == "/api/v1/events" ||
            route.path == "/api/v1/listen") {
            continue;
        }
        for (const RouteField& field : route.query) {
            for (const std::string& payload : payloads()) {
                INFO(path_of(route) << " " << field.name << ": " << payload);
                const auto reply = visitor.ask(
                    request("GET " + path_of(route) + "?" + field.name + "=" + percent(payload) + " HTTP/1.1",
                            of_session(session)));
                REQUIRE(reply);
                check_is_data(*reply);
                CHECK(reply->status < 500);
            }
        }
    }
}

TEST_CASE("fifty scripts in the station's name stay words in each kind of report") {
    SomeConsole console;
    const Session session = console.session("reviewer");
    for (const std::string& payload : payloads()) {
        INFO(payload);
        std::string text = R"([station]
name = )" + json(payload).dump() +
                           "\n[profile]\npermitted = []\n";
        std::ofstream(console.places.configuration, std::ios::trunc) << text;
        std::filesystem::last_write_time(console.places.configuration, std::filesystem::file_time_type::clock::now());
        const auto report = [&](const std::string& format) {
            return console.ask(
                request("GET /api/v1/reports/2026-11?format=" + format + " HTTP/1.1", of_session(session)));
        };
        const Reply html = report("html");
        CHECK(html.status == 200);
        CHECK_FALSE(html.field("Content-Disposition").empty());
        for (const char* opening : {"<script>alert", "<SCRIPT", "<img", "<svg on", "<svg/on", "<svg><", "<iframe",
                                    "<body on", "<a href=\"java", "<math", "<details", "<input", "<object", "<embed",
                                    "<base", "<form", "<video", "<template", "<noscript"}) {
            CHECK(html.body.find(opening) == std::string::npos);
        }
        const Reply csv = report("csv");
        std::size_t line = 0;
        while (line != std::string::npos && line + 1 < csv.body.size()) {
            const std::size_t cell = csv.body.find_first_not_of('"', line);
            if (cell != std::string::npos) CHECK(std::string("=+@\t").find(csv.body[cell]) == std::string::npos);
            line = csv.body.find('\n', line);
            if (line != std::string::npos) ++line;
        }
    }
}

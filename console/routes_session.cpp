// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See routes.h: logging in and out, and what can be asked by anybody.
#include <algorithm>
#include <array>

#include "console/console.h"
#include "console/guard.h"
#include "console/routes.h"
#include "core/error.h"
#include "daemon/new_station.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using enum HttpMethod;

Route route(HttpMethod method, const char* path, Gate gate, const char* summary, HttpResponse (*run)(RouteCall&)) {
    Route made;
    made.method = method;
    made.path = path;
    made.gate = gate;
    made.summary = summary;
    made.run = run;
    return made;
}

std::string set_cookie(const RouteCall& call, const std::string& value, bool is_over, bool is_kept = false) {
    std::string text = "truyenthanh=" + value + "; Path=/; HttpOnly; SameSite=Strict";
    const bool is_tls = call.request.peer.is_tls || call.request.field("origin").value_or("").starts_with("https://");
    if (is_tls) text += "; Secure";
    if (is_over) text += "; Max-Age=0";
    if (is_kept) text += "; Max-Age=" + std::to_string(std::chrono::seconds(kLongestWall).count());
    return text;
}

json session_document(const Session& session) {
    return {{"person", session.who.person},
            {"name", session.who.name},
            {"roles", session.who.roles},
            {"rights", session.who.rights},
            {"is_locked", session.is_locked},
            {"is_wall", session.is_wall},
            {"must_change_password", session.who.must_change_password},
            {"change_token", session.change}};
}

HttpResponse log_in(RouteCall& call) {
    const std::string account = call.body.at("name").get<std::string>();
    LoggedIn who;
    try {
        who = checked_password(call.parts, call.request, account, call.body.at("password").get<std::string>());
    } catch (const DeskRefusal& no) {
        return call.parts.answers.refusal(401, no.message());
    } catch (const RequestError& busy) {
        return wait_first(call.parts.answers, busy);
    }
    const Session session = call.parts.sessions.begin(
        who, cookie(call.request.field("cookie").value_or(""), "truyenthanh"), call.body.value("wall", false));
    call.parts.note({"console.logged_in",
                     {{"name", who.name}, {"address", address_of(call.request, call.parts.settings.console)}}});
    HttpResponse response = json_response(201, session_document(session));
    response.head.emplace_back("Set-Cookie", set_cookie(call, session.token, false, session.is_wall));
    return response;
}

HttpResponse log_out(RouteCall& call) {
    call.parts.sessions.end(call.session->token);
    HttpResponse response = json_response(200, json::object());
    response.head.emplace_back("Set-Cookie", set_cookie(call, "", true));
    return response;
}

HttpResponse who_am_i(RouteCall& call) { return json_response(200, session_document(*call.session)); }

HttpResponse health(RouteCall& call) {
    const json latest = call.parts.feed.latest();
    return json_response(200, {{"console", "ok"}, {"station_answers", latest.at("is_reachable")}});
}

// What a page may know before anybody can log in.
HttpResponse first_run(RouteCall& call) {
    return json_response(200, {{"wants_first_account", reader(call).wants_first_account()},
                               {"code_file", (call.parts.places.database.parent_path() / kFirstCodeFile).string()}});
}

HttpResponse description(RouteCall&) { return json_response(200, openapi()); }

bool is_of_the_page(const std::string& key) {
    constexpr std::array families{"page.", "kind.",  "outcome.",   "entry.",      "stage.", "step.",
                                  "role.", "level.", "exception.", "fault_part.", "block.", "field."};
    return std::any_of(families.begin(), families.end(), [&](const char* family) { return key.starts_with(family); });
}

// The sentences of the page, and of everything that the station may say on it.
HttpResponse words(RouteCall& call) {
    const auto language = language_named(call.path.at("language"));
    if (!language) throw RequestError({"console.no_such_language", {{"language", call.path.at("language")}}});
    json sentences = json::object();
    for (const auto& [key, sentence] : call.parts.answers.words(*language).sentences()) {
        if (is_of_the_page(key)) sentences[key] = sentence;
    }
    return json_response(200, {{"language", call.path.at("language")},
                               {"station", reader(call).settings().station_name},
                               {"words", sentences}});
}

}  // namespace

HttpResponse wait_first(const Answers& answers, const RequestError& error) {
    HttpResponse response = answers.refusal(429, error.message());
    std::string seconds = "1";
    for (const auto& [name, value] : error.message().args) {
        if (name == "seconds") seconds = value;
    }
    response.head.emplace_back("Retry-After", seconds);
    return response;
}

std::vector<Route> session_routes() {
    Route login = route(Post, "/api/v1/session", Gate::Open, "Log in: sets the cookie, gives the change token", log_in);
    login.body = {{"name"}, {"password"}, {"wall", ValueType::Boolean, false}};
    return {login,
            route(Get, "/api/v1/session", Gate::Kill, "Who is logged in, what they may do, and the change token",
                  [](RouteCall& call) {
                      if (!call.session) throw RequestError({"console.no_such_session", {}});
                      return who_am_i(call);
                  }),
            route(Delete, "/api/v1/session", Gate::Session, "Log out", log_out),
            route(Get, "/api/v1/health", Gate::Open, "Whether this console works and the station answers", health),
            route(Get, "/api/v1/first-run", Gate::Open,
                  "Whether the first account is wanted, and the file on the machine that has its code", first_run),
            route(Get, "/api/v1/openapi.json", Gate::Open, "This description", description),
            route(Get, "/api/v1/words/{language}", Gate::Open, "The page's sentences in vi or en", words)};
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See routes.h: the table, put together, and what changes something.
#include "console/routes.h"

#include <iterator>

#include "console/parts.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using enum HttpMethod;
using enum ValueType;

HttpResponse take(RouteCall& call, bool is_emergency) {
    json params = call.body;
    params["by"] = call.session->who.name;
    params["emergency"] = is_emergency;
    return call.parts.answers.document(call.parts.desk.ask("take", params));
}

HttpResponse kill(RouteCall& call) {
    const Language language = call.parts.settings.language == "en" ? Language::English : Language::Vietnamese;
    const std::string by =
        call.session ? call.session->who.name : call.parts.answers.words(language).word("console.this_machine");
    const json done = call.parts.kill(by, call.body.value("reason", ""));
    call.parts.note({"console.killed", {{"by", by}, {"address", call.request.peer.address}}});
    return call.parts.answers.document(done);
}

Route versioned(Route route) {
    route.names_version = true;
    return route;
}

Route with_password(Route route) {
    route.asks_password = true;
    return route;
}

std::vector<Route> week_routes() {
    return {
        versioned(
            desk_route(Post, "/api/v1/slots", "schedule", "slot_add", "Add a slot to the week", {{"slot", Object}})),
        versioned(desk_route(Patch, "/api/v1/slots/{slot}", "schedule", "slot_edit", "Change fields of a slot",
                             {{"change", Object}})),
        versioned(desk_route(Delete, "/api/v1/slots/{slot}", "schedule", "slot_remove", "Remove a slot")),
        versioned(desk_route(Post, "/api/v1/calendar", "schedule", "calendar_add", "Add a dated exception",
                             {{"exception", Object}})),
        versioned(
            desk_route(Delete, "/api/v1/calendar/{exception}", "schedule", "calendar_remove", "Remove an exception")),
        desk_route(Post, "/api/v1/programmes", "schedule", "programme_add", "Add a programme", {{"programme", Object}}),
        desk_route(Delete, "/api/v1/programmes/{programme}", "schedule", "programme_remove", "Remove a programme"),
        desk_route(Post, "/api/v1/relays", "schedule", "relay_add", "Add a relay", {{"relay", Object}}),
        desk_route(Delete, "/api/v1/relays/{relay}", "schedule", "relay_remove", "Remove a relay"),
    };
}

std::vector<Route> signed_routes() {
    return {
        with_password(desk_route(Post, "/api/v1/recordings/{recording}/approval", "approve", "recording_approve",
                                 "Approve a recording; the password again", {{"valid_until", Text, false}})),
        desk_route(Delete, "/api/v1/recordings/{recording}/approval", "revoke", "recording_revoke",
                   "Take an approval back"),
        with_password(desk_route(Post, "/api/v1/overrides", "override", "override_request",
                                 "Ask for an exception to the permitted hours; the password again",
                                 {{"from"}, {"until"}, {"reason"}})),
        with_password(desk_route(Post, "/api/v1/overrides/{override}/confirmation", "override", "override_confirm",
                                 "Confirm another person's request; the password again")),
        desk_route(Delete, "/api/v1/overrides/{override}", "override", "override_revoke", "Take an exception back"),
    };
}

std::vector<Route> live_routes() {
    const std::vector<RouteField> what{{"programme", Integer, false}, {"items", List, false}};
    Route now = with_password(
        desk_route(Post, "/api/v1/take", "live", "", "Put a programme or items on air now; the password again", what));
    now.run = [](RouteCall& call) { return take(call, false); };
    Route emergency = with_password(desk_route(Post, "/api/v1/emergency", "emergency", "",
                                               "The same over everything else; the password again", what));
    emergency.run = [](RouteCall& call) { return take(call, true); };
    Route silence =
        desk_route(Post, "/api/v1/kill", "kill", "", "Silence the loudspeakers at once, until somebody releases them",
                   {{"reason", Text, false}});
    silence.gate = Gate::Kill;
    silence.run = kill;
    return {now,
            emergency,
            silence,
            desk_route(Post, "/api/v1/release", "stop", "release", "Lift the kill latch"),
            desk_route(Post, "/api/v1/hold", "stop", "hold", "Hold the schedule: nothing begins"),
            desk_route(Post, "/api/v1/resume", "stop", "resume", "Let the schedule go on")};
}

}  // namespace

Route desk_route(HttpMethod method, const char* path, const char* right, const char* desk_method, const char* summary,
                 std::vector<RouteField> body) {
    Route route;
    route.method = method;
    route.path = path;
    route.right = right;
    route.desk_method = desk_method;
    route.summary = summary;
    route.body = std::move(body);
    return route;
}

std::vector<Route> desk_routes() {
    std::vector<Route> all = week_routes();
    for (auto part : {signed_routes(), live_routes()}) std::move(part.begin(), part.end(), std::back_inserter(all));
    return all;
}

const std::vector<Route>& routes() {
    static const std::vector<Route> all = [] {
        std::vector<Route> table;
        for (auto part : {session_routes(), reading_routes(), desk_routes(), newsroom_routes(), upload_routes()}) {
            std::move(part.begin(), part.end(), std::back_inserter(table));
        }
        return table;
    }();
    return all;
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See routes.h: the table, put together, and what changes something.
#include "console/routes.h"

#include <algorithm>
#include <iterator>

#include "console/parts.h"
#include "core/error.h"
#include "core/names.h"

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

// Takes as long as it listens: at most half a minute here, one at a time.
HttpResponse test_relay(RouteCall& call) {
    constexpr std::int64_t kLongest = 30;
    const Turn turn(call.parts.relay_tests, {"console.relay_test_busy", {}});
    const std::int64_t seconds = std::clamp<std::int64_t>(call.body.value("seconds", 15), 1, kLongest);
    const json params{
        {"relay", number_in_path(call.path.at("relay"))}, {"seconds", seconds}, {"by", call.session->who.name}};
    return call.parts.answers.document(call.parts.desk.ask("relay_test", params));
}

std::vector<Route> week_routes() {
    Route testing = desk_route(Post, "/api/v1/relays/{relay}/test", "schedule", "",
                               "Listen to a relay's addresses for some seconds and say how each does",
                               {{"seconds", Integer, false}});
    testing.run = test_relay;
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
        testing,
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

Route look(const char* path, const char* right, const char* summary, HttpResponse (*run)(RouteCall&),
           std::vector<RouteField> query) {
    Route route;
    route.path = path;
    route.right = right;
    route.summary = summary;
    route.run = run;
    route.query = std::move(query);
    return route;
}

Route with_password(Route route) {
    route.asks_password = true;
    return route;
}

StationReader& reader(RouteCall& call) { return call.parts.reader(call.worker); }

std::string query_text(const RouteCall& call, const char* name, const char* absent) {
    const auto found = call.request.query.find(name);
    return found == call.request.query.end() ? absent : found->second;
}

std::int64_t query_number(const RouteCall& call, const char* name, std::int64_t absent, std::int64_t most) {
    const std::string text = query_text(call, name);
    return text.empty() ? absent : std::min<std::int64_t>(std::stoll(text), most);
}

LocalDate date_of(const std::string& text, const StationReader& reader) {
    if (text == "today") return reader.today();
    const auto date = parse_date(text);
    if (!date) throw RequestError({"console.not_date", {{"found", text.substr(0, 40)}}});
    return *date;
}

LocalDate query_date(RouteCall& call, const char* name, const char* absent) {
    return date_of(query_text(call, name, absent), reader(call));
}

std::vector<Route> desk_routes() {
    std::vector<Route> all = week_routes();
    for (auto part : {signed_routes(), live_routes()}) std::move(part.begin(), part.end(), std::back_inserter(all));
    return all;
}

const std::vector<Route>& routes() {
    static const std::vector<Route> all = [] {
        std::vector<Route> table;
        for (auto part : {session_routes(), reading_routes(), desk_routes(), newsroom_routes(), editorial_routes(),
                          people_routes(), technical_routes(), settings_routes(), upload_routes()}) {
            std::move(part.begin(), part.end(), std::back_inserter(table));
        }
        return table;
    }();
    return all;
}

}  // namespace truyenthanh

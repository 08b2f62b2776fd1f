// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See routes.h: settings, backups, notices of faults, and what a new station is set up with. The station makes every
// change; the console writes nothing.
#include <algorithm>

#include "console/parts.h"
#include "console/routes.h"
#include "daemon/report_house.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using enum HttpMethod;
using enum ValueType;

constexpr std::int64_t kLongestRehearsal = 14;  // days

HttpResponse said(RouteCall& call, json document) { return call.parts.answers.document(std::move(document)); }

HttpResponse settings(RouteCall& call) {
    return said(call, reader(call).settings_page(call.session->who.rights.contains("admin")));
}

HttpResponse backups(RouteCall& call) {
    return said(call, call.parts.desk.ask("backup_list", {{"by", call.session->who.name}}));
}

HttpResponse rehearsal(RouteCall& call) {
    const Turn turn(call.parts.rehearsals, {"console.rehearsal_busy", {}});
    const auto days = static_cast<int>(
        std::clamp<std::int64_t>(query_number(call, "days", 7, kLongestRehearsal), 1, kLongestRehearsal));
    return said(call, reader(call).rehearsal(query_date(call, "from", "today"), days));
}

}  // namespace

std::vector<Route> settings_routes() {
    return {
        look("/api/v1/settings", "watch", "Settings by table and key, and which can be changed from here", settings),
        with_password(desk_route(Post, "/api/v1/settings", "admin", "settings_change",
                                 "Change settings; checked whole, the file replaced at once, the old one kept, the "
                                 "station begins anew with them while the sound goes on; the password again",
                                 {{"changes", Object}})),
        look("/api/v1/report-wording", "watch", "The station's own wording of its reports",
             [](RouteCall& call) {
                 return said(call, {{"text", own_wording(call.parts.places.configuration)}});
             }),
        desk_route(Post, "/api/v1/report-wording", "admin", "wording_change",
                   "Change that wording; what cannot be understood is refused with its line", {{"text"}}),
        look("/api/v1/backups", "admin", "Copies of the database, newest first", backups),
        desk_route(Post, "/api/v1/backups", "admin", "backup_now", "Make a checked copy of the database now"),
        desk_route(Post, "/api/v1/notices/test", "admin", "notify_test", "Send a trial to whoever is told of faults"),
        look("/api/v1/guide", "watch", "How far a new station has come",
             [](RouteCall& call) { return said(call, reader(call).guide()); }),
        look("/api/v1/rehearsal", "watch", "Days walked through on a copy: what would be heard; a week from today",
             rehearsal, {{"from", Text, false}, {"days", Integer, false}}),
    };
}

}  // namespace truyenthanh

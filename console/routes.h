// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The routes by group; routes() is all of them. Each group stands in one file.
#pragma once

#include "console/route.h"
#include "core/units.h"

namespace truyenthanh {

class Answers;
class RequestError;
class StationReader;

std::vector<Route> session_routes();    // log in and out, what this interface is
std::vector<Route> reading_routes();    // what only looks
std::vector<Route> desk_routes();       // what changes something, through the desk
std::vector<Route> newsroom_routes();   // texts, people, the audit, reports
std::vector<Route> editorial_routes();  // formats, the pool, programmes of the day, columns, guidance, duty, royalties
std::vector<Route> people_routes();     // people, roles, accounts
std::vector<Route> technical_routes();  // the loudspeaker system
std::vector<Route> settings_routes();   // settings, backups, notices, the first-run guide
std::vector<Route> upload_routes();     // tus 1.0

// A route that hands its body to one method of the desk.
Route desk_route(HttpMethod method, const char* path, const char* right, const char* desk_method, const char* summary,
                 std::vector<RouteField> body = {});
// A route that only looks.
Route look(const char* path, const char* right, const char* summary, HttpResponse (*run)(RouteCall&),
           std::vector<RouteField> query = {});
// The password is asked again, in the body.
Route with_password(Route route);

// 429 with Retry-After, of a console.wait or console.login_busy.
HttpResponse wait_first(const Answers& answers, const RequestError& error);

StationReader& reader(RouteCall& call);
// What the query says; `absent` where it does not. Numbers were checked by check_fields.
std::string query_text(const RouteCall& call, const char* name, const char* absent = "");
std::int64_t query_number(const RouteCall& call, const char* name, std::int64_t absent, std::int64_t most);
// "2026-12-05" or "today"; `absent` where the query does not name it. Throws RequestError console.not_date.
LocalDate date_of(const std::string& text, const StationReader& reader);
LocalDate query_date(RouteCall& call, const char* name, const char* absent);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The routes by group; routes() is all of them. Each group stands in one file.
#pragma once

#include "console/route.h"

namespace truyenthanh {

std::vector<Route> session_routes();   // log in and out, what this interface is
std::vector<Route> reading_routes();   // what only looks
std::vector<Route> desk_routes();      // what changes something, through the desk
std::vector<Route> newsroom_routes();  // texts, people, the audit, reports
std::vector<Route> upload_routes();    // tus 1.0

// A route that hands its body to one method of the desk.
Route desk_route(HttpMethod method, const char* path, const char* right, const char* desk_method, const char* summary,
                 std::vector<RouteField> body = {});

}  // namespace truyenthanh

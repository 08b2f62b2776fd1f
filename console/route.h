// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One way of asking the console: path, method, who may, what it takes, what it does. The table of them is the whole
// interface: it is served from, checked by and described from it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "console/sessions.h"
#include "console/transport/request.h"

namespace truyenthanh {

class ConsoleParts;

enum class ValueType { Text, Integer, Boolean, Object, List };

struct RouteField {
    std::string name;
    ValueType type = ValueType::Text;
    bool is_required = true;
};

// A request that passed every check.
struct RouteCall {
    const HttpRequest& request;
    std::map<std::string, std::string> path;  // by the names in braces
    nlohmann::json body;                      // an object
    std::optional<Session> session;           // absent on open routes, and at this machine for Here and Kill
    ConsoleParts& parts;
    std::size_t worker = 0;
};

// Who may ask.
enum class Gate {
    Open,     // anybody
    Session,  // whoever has logged in
    Right,    // and holds the right
    Here,     // the same, and this machine itself without logging in: the wall display at the station
    Kill,     // whoever has ever logged in here, be the session locked; and this machine itself
};

struct Route {
    HttpMethod method = HttpMethod::Get;
    std::string path;  // "/api/v1/slots/{slot}"
    Gate gate = Gate::Right;
    std::string right;  // of newsroom/rights.h
    std::string summary;
    std::vector<RouteField> query;
    std::vector<RouteField> body;
    // What the desk is asked, with the body, the numbers of the path and `by`; empty where `run` does it.
    std::string desk_method;
    std::function<HttpResponse(RouteCall&)> run;
    std::function<std::unique_ptr<BodySink>(RouteCall&)> sink;  // instead of a body
    bool asks_password = false;                                 // again, in the body
    bool names_version = false;                                 // If-Match is demanded: what it was changed from

    bool changes() const noexcept {
        return method != HttpMethod::Get && method != HttpMethod::Head && method != HttpMethod::Options;
    }
};

const std::vector<Route>& routes();

const char* name(HttpMethod method) noexcept;

// The values in braces where the path is one of the route's.
std::optional<std::map<std::string, std::string>> path_values(const Route& route, std::string_view path);

// A number of a path. Throws RequestError console.no_such_number.
std::int64_t number_in_path(const std::string& text);

// Why the body or the query is not what the route takes. Throws RequestError naming the field.
void check_fields(const std::vector<RouteField>& fields, const nlohmann::json& object);

// OpenAPI 3.1 of the table.
nlohmann::json openapi();

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See console.h.
#include "console/console.h"

#include <algorithm>

#include "console/guard.h"
#include "core/error.h"
#include "daemon/desk_protocol.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

constexpr std::uint64_t kJsonLimit = 256 * 1024;
constexpr const char* kCookie = "truyenthanh";
constexpr const char* kWall = "/man-hinh";  // the wall display is the same page

bool is_json(const HttpRequest& request) {
    const std::string type = request.field("content-type").value_or("");
    return type == "application/json" || type.starts_with("application/json;");
}

// An object; an empty body is an empty one.
json body_of(const HttpRequest& request) {
    if (request.body.empty()) return json::object();
    json body = parse_bounded(request.body);
    if (!body.is_object()) throw RequestError({"console.not_json", {}});
    return body;
}

json query_of(const Route& route, const HttpRequest& request) {
    json query = json::object();
    for (const auto& [name, value] : request.query) {
        const auto field = std::find_if(route.query.begin(), route.query.end(),
                                        [&name = name](const RouteField& known) { return known.name == name; });
        const bool is_number = field != route.query.end() && field->type == ValueType::Integer;
        const bool has_digits =
            !value.empty() && value.size() < 10 && value.find_first_not_of("0123456789") == value.npos;
        query[name] = is_number && has_digits ? json(std::stoll(value)) : json(value);
    }
    return query;
}

bool takes_gzip(const std::string& encodings) {
    const std::size_t at = encodings.find("gzip");
    return at != encodings.npos && encodings.compare(at, 8, "gzip;q=0") != 0;
}

HttpResponse page_answer(const PageFile& file, const HttpRequest& head) {
    const std::string tag = "\"" + std::to_string(std::hash<std::string_view>{}(file.content)) + "\"";
    const bool is_known = head.field("if-none-match") == tag;
    const bool is_gzip = takes_gzip(head.field("accept-encoding").value_or(""));
    const char* caching = file.is_named_by_content ? "public, max-age=31536000, immutable" : "no-cache";
    HttpResponse response;
    response.status = is_known ? 304 : 200;
    response.head = {
        {"Content-Type", file.type}, {"Cache-Control", caching}, {"ETag", tag}, {"Vary", "Accept-Encoding"}};
    if (is_gzip) response.head.emplace_back("Content-Encoding", "gzip");
    if (!is_known) response.body = std::string(is_gzip ? file.gzipped : file.content);
    return response;
}

}  // namespace

HttpResponse Console::refusal(int status) noexcept {
    try {
        return parts_.answers.refusal(status, {"console.refused_" + std::to_string(status), {}});
    } catch (...) {
        return {status, {}, "", {}, {}};
    }
}

Course Console::refused(int status, const Message& message) const {
    Course course;
    course.answer = parts_.answers.refusal(status, message);
    return course;
}

Course Console::course_of(const HttpRequest& head) noexcept {
    try {
        return judged(head);
    } catch (const std::exception&) {
        Course course;
        course.answer = refusal(500);
        return course;
    }
}

Course Console::judged(const HttpRequest& head) {
    if (!is_our_host(head.field("host").value_or("localhost"), parts_.settings.console)) {
        return refused(421, {"console.not_our_host", {{"host", head.field("host").value_or("")}}});
    }
    if (auto file = page(head)) return std::move(*file);
    const Found found = find(head);
    if (found.route == nullptr) {
        Course course = refused(found.allowed.empty() ? 404 : 405, {"console.no_such_page", {{"path", head.path}}});
        if (!found.allowed.empty()) course.answer->head.emplace_back("Allow", found.allowed);
        return course;
    }
    const auto session = session_of(head, *found.route);
    if (auto no = why_not(head, *found.route, session)) return std::move(*no);
    return course(found, session);
}

Console::Found Console::find(const HttpRequest& head) {
    Found found;
    const HttpMethod method = head.method == HttpMethod::Head ? HttpMethod::Get : head.method;
    for (const Route& route : routes()) {
        auto values = path_values(route, head.path);
        if (!values) continue;
        found.allowed += (found.allowed.empty() ? "" : ", ") + std::string(name(route.method));
        const bool is_it = route.method == head.method || (found.route == nullptr && route.method == method);
        if (!is_it) continue;
        found.route = &route;
        found.path = std::move(*values);
    }
    return found;
}

std::optional<Course> Console::page(const HttpRequest& head) {
    if (head.method != HttpMethod::Get && head.method != HttpMethod::Head) return std::nullopt;
    for (const PageFile* file = kPageFiles; file->path != nullptr; ++file) {
        if (head.path != file->path && !(head.path == kWall && file->path == std::string_view("/"))) continue;
        Course course;
        course.answer = page_answer(*file, head);
        return course;
    }
    return std::nullopt;
}

std::optional<Session> Console::session_of(const HttpRequest& head, const Route& route) {
    const auto token = cookie(head.field("cookie").value_or(""), kCookie);
    if (!token) return std::nullopt;
    const bool counts = route.path != "/api/v1/events" && route.path != "/api/v1/status";
    return parts_.sessions.find(*token, counts);
}

std::optional<Course> Console::why_not(const HttpRequest& head, const Route& route,
                                       const std::optional<Session>& session) {
    if (route.changes() && !is_our_origin(head, parts_.settings.console))
        return refused(403, {"console.foreign_page", {}});
    const bool opens_here = route.gate == Gate::Kill || route.gate == Gate::Here;
    if (route.gate == Gate::Open || (opens_here && !session && is_of_this_machine(head))) return std::nullopt;
    if (!session) return refused(401, {"console.log_in", {}});
    const std::string shown = head.field("x-change-token").value_or("");
    if (route.changes() && !is_same_token(shown, session->change)) return refused(403, {"console.no_change_token", {}});
    if (route.gate == Gate::Kill) return std::nullopt;
    if (session->is_locked) return refused(401, {"console.idle", {}});
    if (session->who.must_change_password && route.gate != Gate::Session) {
        return refused(403, {"console.own_password_first", {}});
    }
    if (route.gate != Gate::Session && !session->who.rights.contains(route.right)) {
        return refused(403, {"console.no_right", {{"name", session->who.name}, {"right", "@right." + route.right}}});
    }
    if (route.names_version && !head.field("if-match")) return refused(428, {"console.no_version", {}});
    return std::nullopt;
}

Course Console::course(const Found& found, const std::optional<Session>& session) {
    Course course;
    const Route& route = *found.route;
    course.lane = route.gate == Gate::Kill ? Lane::Urgent : Lane::Common;
    const auto call_for = [this, path = found.path, session](const HttpRequest& request, std::size_t worker) {
        return RouteCall{request, path, json::object(), session, parts_, worker};
    };
    if (route.sink) {
        course.body_limit = kLongestUpload;
        course.open_sink = [call_for, &route](const HttpRequest& request, std::size_t worker) {
            RouteCall call = call_for(request, worker);
            return route.sink(call);
        };
        return course;
    }
    course.body_limit = kJsonLimit;
    course.run = [this, call_for, &route](const HttpRequest& request, std::size_t worker) {
        RouteCall call = call_for(request, worker);
        try {
            return run(call, route);
        } catch (...) {
            return parts_.answers.of_current_exception();
        }
    };
    return course;
}

HttpResponse Console::run(RouteCall& call, const Route& route) {
    if (!call.request.body.empty() && !is_json(call.request)) return refusal(415);
    check_fields(route.query, query_of(route, call.request));
    call.body = body_of(call.request);
    if (route.asks_password) ask_password(call);
    check_fields(route.body, call.body);
    return route.run ? route.run(call) : ask_desk(call, route);
}

// The password again, and it is the same person's; it goes no further.
void Console::ask_password(RouteCall& call) {
    const json password = call.body.value("password", json());
    if (!password.is_string()) throw RequestError({"console.password_again", {}});
    call.body.erase("password");
    const LoggedIn who = checked_password(parts_, call.request, call.session->who.name, password.get<std::string>());
    if (who.person != call.session->who.person) throw RequestError({"console.password_again", {}});
}

HttpResponse Console::ask_desk(RouteCall& call, const Route& route) {
    json params = call.body;
    for (const auto& [field, text] : call.path) params[field] = number_in_path(text);
    params["by"] = call.session->who.name;
    if (route.names_version) {
        std::string version = call.request.field("if-match").value_or("");
        std::erase(version, '"');
        params["if_version"] = number_in_path(version);
    }
    return parts_.answers.document(parts_.desk.ask(route.desk_method, params));
}

LoggedIn checked_password(ConsoleParts& parts, const HttpRequest& request, const std::string& account,
                          const std::string& password) {
    const std::string address = address_of(request, parts.settings.console);
    const bool is_local = is_of_this_machine(request);
    const auto wait = parts.delay.wait(account, address, is_local);
    if (wait.count() > 0) throw RequestError({"console.wait", {{"seconds", std::to_string(wait.count())}}});
    try {
        LoggedIn who = parts.authenticate(account, password);
        parts.delay.succeeded(account, address, is_local);
        return who;
    } catch (const DeskRefusal& no) {
        parts.delay.failed(account, address, is_local);
        parts.note({"console.login_failed", {{"account", account.substr(0, 100)}, {"address", address}}});
        throw;
    }
}

}  // namespace truyenthanh

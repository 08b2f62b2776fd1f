// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See routes.h: texts and who signs them, people, the audit, reports.
#include <algorithm>

#include "console/parts.h"
#include "console/routes.h"
#include "core/error.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using enum HttpMethod;
using enum ValueType;

std::string query_text(const RouteCall& call, const char* name, const char* absent = "") {
    const auto found = call.request.query.find(name);
    return found == call.request.query.end() ? absent : found->second;
}

int query_number(const RouteCall& call, const char* name, int absent) {
    const std::string text = query_text(call, name);
    return text.empty() ? absent : static_cast<int>(std::stoll(text));
}

StationReader& reader(RouteCall& call) { return call.parts.reader(call.worker); }

HttpResponse items(RouteCall& call) {
    return call.parts.answers.document(reader(call).items(query_text(call, "search"), query_text(call, "stage")));
}

HttpResponse item(RouteCall& call) {
    return call.parts.answers.document(reader(call).item(ItemId{number_in_path(call.path.at("item"))}));
}

HttpResponse people(RouteCall& call) { return call.parts.answers.document(reader(call).people()); }

HttpResponse audit(RouteCall& call) {
    constexpr int kMost = 1000;
    const int most = std::clamp(query_number(call, "most", 200), 1, kMost);
    return call.parts.answers.document(reader(call).audit(most));
}

const char* type_of(const std::string& format) {
    if (format == "html") return "text/html; charset=utf-8";
    if (format == "csv") return "text/csv; charset=utf-8";
    if (format == "pdf") return "application/pdf";
    if (format == "xlsx") return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    return "application/json; charset=utf-8";
}

HttpResponse report(RouteCall& call) {
    const std::string format = query_text(call, "format", "json");
    const std::string& period = call.path.at("period");
    const auto language = language_named(query_text(call, "language", "vi"));
    if (!language) throw RequestError({"console.no_such_language", {{"language", query_text(call, "language")}}});
    HttpResponse response;
    response.body =
        reader(call).report(period, query_number(call, "first_day", 1), format, call.parts.answers.words(*language));
    response.head = {{"Content-Type", type_of(format)}};
    // Never opened here as a page of ours.
    if (format != "json") {
        response.head.emplace_back("Content-Disposition", "attachment; filename=\"" + period + "." + format + "\"");
    }
    return response;
}

Route look(const char* path, const char* right, const char* summary, HttpResponse (*run)(RouteCall&),
           std::vector<RouteField> query = {}) {
    Route route;
    route.path = path;
    route.right = right;
    route.summary = summary;
    route.run = run;
    route.query = std::move(query);
    return route;
}

}  // namespace

std::vector<Route> newsroom_routes() {
    Route approval =
        desk_route(Post, "/api/v1/items/{item}/approval", "approve", "item_approve",
                   "Approve the words of a text; the password again",
                   {{"valid_until", Text, false}, {"document", Text, false}, {"document_date", Text, false}});
    approval.asks_password = true;
    return {
        look("/api/v1/items", "watch", "Texts of the newsroom, newest first", items,
             {{"search", Text, false}, {"stage", Text, false}}),
        look("/api/v1/items/{item}", "watch", "A text with its words and its life", item),
        desk_route(Post, "/api/v1/items", "write", "item_add", "Write a text", {{"item", Object}}),
        desk_route(Patch, "/api/v1/items/{item}", "write", "item_edit", "Change a text", {{"change", Object}}),
        desk_route(Post, "/api/v1/items/{item}/submission", "write", "item_submit", "Submit a text for approval"),
        approval,
        desk_route(Post, "/api/v1/items/{item}/return", "revoke", "item_return", "Return a text to its author",
                   {{"reason"}}),
        desk_route(Post, "/api/v1/items/{item}/archive", "edit", "item_archive", "Put a text away",
                   {{"reason", Text, false}}),
        desk_route(Post, "/api/v1/items/{item}/restoration", "edit", "item_restore", "Take a text out of the archive"),
        look("/api/v1/people", "watch", "People and their roles of today", people),
        look("/api/v1/audit", "admin", "Who changed what", audit, {{"most", Integer, false}}),
        look("/api/v1/reports/{period}", "watch", "The report of a period as json, html, csv, pdf or xlsx", report,
             {{"first_day", Integer, false}, {"language", Text, false}, {"format", Text, false}}),
        desk_route(Post, "/api/v1/periods", "edit", "period_close", "Close a period that is over",
                   {{"period"}, {"first_day", Integer, false}}),
    };
}

}  // namespace truyenthanh

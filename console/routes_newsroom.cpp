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

HttpResponse items(RouteCall& call) {
    return call.parts.answers.document(reader(call).items(query_text(call, "search"), query_text(call, "stage")));
}

HttpResponse item(RouteCall& call) {
    return call.parts.answers.document(reader(call).item(ItemId{number_in_path(call.path.at("item"))}));
}

HttpResponse audit(RouteCall& call) {
    constexpr std::int64_t kMost = 1000;
    const int most = static_cast<int>(std::max<std::int64_t>(query_number(call, "most", 200, kMost), 1));
    return call.parts.answers.document(reader(call).audit(most));
}

// Local days, both included; the last seven where nothing else is asked.
HttpResponse diary(RouteCall& call) {
    constexpr std::int64_t kMost = 1000;
    const std::chrono::local_days until{query_date(call, "until", "today")};
    const bool has_from = call.request.query.contains("from");
    const std::chrono::local_days from =
        has_from ? std::chrono::local_days{query_date(call, "from", "today")} : until - std::chrono::days{6};
    const auto most = static_cast<int>(std::max<std::int64_t>(query_number(call, "most", 200, kMost), 1));
    return call.parts.answers.document(reader(call).diary(from, until, most));
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
    response.body = reader(call).report(period, static_cast<int>(query_number(call, "first_day", 1, 99)), format,
                                        call.parts.answers.words(*language));
    response.head = {{"Content-Type", type_of(format)}};
    // Never opened here as a page of ours.
    if (format != "json") {
        response.head.emplace_back("Content-Disposition", "attachment; filename=\"" + period + "." + format + "\"");
    }
    return response;
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
        look("/api/v1/audit", "review", "Who changed what", audit, {{"most", Integer, false}}),
        look("/api/v1/diary", "watch", "The station's diary of some days, the newest entries", diary,
             {{"from", Text, false}, {"until", Text, false}, {"most", Integer, false}}),
        look(
            "/api/v1/search", "watch", "Items, programmes, guidance, columns and people by words",
            [](RouteCall& call) { return call.parts.answers.document(reader(call).search(query_text(call, "words"))); },
            {{"words"}}),
        look("/api/v1/reports/{period}", "watch", "The report of a period as json, html, csv, pdf or xlsx", report,
             {{"first_day", Integer, false}, {"language", Text, false}, {"format", Text, false}}),
        desk_route(Post, "/api/v1/items/{item}/speech", "record", "speak", "Let the machine read a text aloud"),
        desk_route(Post, "/api/v1/period-targets", "edit", "period_target", "What a figure of a period is to reach",
                   {{"period"}, {"figure"}, {"value", Integer}, {"first_day", Integer, false}}),
        desk_route(Post, "/api/v1/period-corrections", "edit", "period_correct",
                   "Correct a figure of a closed period, with a reason",
                   {{"period"}, {"figure"}, {"change", Integer}, {"reason"}, {"first_day", Integer, false}}),
        desk_route(Post, "/api/v1/periods", "edit", "period_close", "Close a period that is over",
                   {{"period"}, {"first_day", Integer, false}}),
    };
}

}  // namespace truyenthanh

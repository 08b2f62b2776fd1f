// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See routes.h: the day's programme and what it is made of, guidance, duty, royalties, what goes to other stations.

#include "console/parts.h"
#include "console/routes.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using enum HttpMethod;
using enum ValueType;

constexpr std::int64_t kMostOfPool = 200;

HttpResponse said(RouteCall& call, json document) { return call.parts.answers.document(std::move(document)); }

HttpResponse pool(RouteCall& call) {
    Page page;
    page.search = query_text(call, "search");
    page.offset = static_cast<std::size_t>(query_number(call, "offset", 0, 1'000'000'000));
    page.most = static_cast<std::size_t>(query_number(call, "most", 100, kMostOfPool));
    const ProgrammeId programme{query_number(call, "programme", 0, 1'000'000'000)};
    return said(call, reader(call).pool(date_of(call.path.at("date"), reader(call)), programme, page));
}

HttpResponse programme(RouteCall& call) {
    return said(call, reader(call).programme(ProgrammeId{number_in_path(call.path.at("programme"))}));
}

// From the first of the month to today, where nothing else is asked.
HttpResponse coverage(RouteCall& call) {
    const LocalDate until = query_date(call, "until", "today");
    const LocalDate first{until.year(), until.month(), std::chrono::day(1)};
    const bool has_from = call.request.query.contains("from");
    return said(call, reader(call).coverage(has_from ? query_date(call, "from", "today") : first, until));
}

HttpResponse duties(RouteCall& call) {
    const LocalDate from = query_date(call, "from", "today");
    const LocalDate week{std::chrono::local_days{from} + std::chrono::days{6}};
    const bool has_until = call.request.query.contains("until");
    return said(call, reader(call).duties(from, has_until ? query_date(call, "until", "today") : week));
}

HttpResponse royalties(RouteCall& call) {
    return said(call, reader(call).royalties(query_date(call, "from", "today"), query_date(call, "until", "today")));
}

std::vector<Route> day_routes() {
    return {
        look("/api/v1/formats", "watch", "Shapes of programmes",
             [](RouteCall& call) { return said(call, reader(call).formats()); }),
        desk_route(Post, "/api/v1/formats", "schedule", "format_add", "Add a format", {{"format", Object}}),
        desk_route(Delete, "/api/v1/formats/{format}", "schedule", "format_remove", "Remove a format"),
        desk_route(Post, "/api/v1/formats/{format}/proposal", "schedule", "programme_build",
                   "Propose and save the format's programme of a date", {{"date"}, {"reason", Text, false}}),
        look("/api/v1/pool/{date}", "watch", "What the programme of a date may be made of, with why something may not",
             pool,
             {{"programme", Integer, false},
              {"search", Text, false},
              {"offset", Integer, false},
              {"most", Integer, false}}),
        look("/api/v1/programmes/{programme}", "watch", "A programme with titles, lengths, its bar and its state",
             programme),
        desk_route(Patch, "/api/v1/programmes/{programme}", "schedule", "programme_edit",
                   "Change a proposed programme: drop, insert, replace, move; all or nothing",
                   {{"edits", List}, {"reason", Text, false}}),
        desk_route(Post, "/api/v1/programmes/{programme}/freeze", "schedule", "programme_freeze",
                   "Freeze a programme: a later change needs a reason"),
        desk_route(Post, "/api/v1/programme-copies", "schedule", "programme_copy",
                   "The rundown of one day as the edition of another",
                   {{"series"}, {"from"}, {"to"}, {"reason", Text, false}}),
        look("/api/v1/duties", "watch", "Who answers for which session; a week where nothing else is asked", duties,
             {{"from", Text, false}, {"until", Text, false}}),
        desk_route(Post, "/api/v1/duties", "schedule", "duty_set", "Name who answers for a day or a session",
                   {{"date"}, {"person"}, {"slot", Integer, false}, {"note", Text, false}}),
        desk_route(Delete, "/api/v1/duties/{duty}", "schedule", "duty_remove", "Take a name off the duty table"),
    };
}

std::vector<Route> guidance_routes() {
    return {
        look("/api/v1/columns", "watch", "Columns and their quotas",
             [](RouteCall& call) { return said(call, reader(call).columns()); }),
        desk_route(Post, "/api/v1/columns", "edit", "column_add", "Add a column", {{"column", Object}}),
        desk_route(Post, "/api/v1/columns/{column}/end", "edit", "column_end", "The column's last day", {{"until"}}),
        desk_route(Post, "/api/v1/items/{item}/column", "edit", "column_put",
                   "Put an item into a column, or out of its column", {{"column", Integer, false}}),
        look("/api/v1/guidance", "watch", "Guidance documents, their topics and what serves them",
             [](RouteCall& call) { return said(call, reader(call).guidance()); }),
        look("/api/v1/guidance/coverage", "watch", "How far the guidance has been followed", coverage,
             {{"from", Text, false}, {"until", Text, false}}),
        desk_route(Post, "/api/v1/guidance", "edit", "guidance_add", "Add a guidance document with its topics",
                   {{"guidance", Object}}),
        desk_route(Delete, "/api/v1/guidance/{guidance}", "edit", "guidance_remove", "Remove a guidance document"),
        desk_route(Post, "/api/v1/items/{item}/topics", "edit", "guidance_link",
                   "Say that an item serves a topic, or (remove) that it does not",
                   {{"topic", Integer}, {"remove", Boolean, false}}),
        look("/api/v1/royalties", "review", "The royalty sheet of a period, and the rates", royalties,
             {{"from"}, {"until"}}),
        desk_route(Post, "/api/v1/royalty-rates", "edit", "royalty_rate", "A table of rates from a day on",
                   {{"rate", Object}}),
        desk_route(Post, "/api/v1/items/{item}/coefficient", "edit", "royalty_coefficient",
                   "What an item is worth, in hundredths", {{"hundredths", Integer}}),
        look("/api/v1/submissions", "watch", "Items sent to other stations and what became of them",
             [](RouteCall& call) { return said(call, reader(call).submissions()); }),
        desk_route(Post, "/api/v1/submissions", "exchange", "submission_add", "Note that an item was sent elsewhere",
                   {{"item", Integer}, {"receiver"}, {"note", Text, false}}),
        desk_route(Post, "/api/v1/submissions/{submission}/state", "exchange", "submission_mark",
                   "What became of what was sent: accepted, returned, aired", {{"state"}, {"note", Text, false}}),
    };
}

}  // namespace

std::vector<Route> editorial_routes() {
    std::vector<Route> all = day_routes();
    for (Route& route : guidance_routes()) all.push_back(std::move(route));
    return all;
}

}  // namespace truyenthanh

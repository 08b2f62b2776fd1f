// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See routes.h: people, what they may do, who signs for what, and their accounts. Passwords pass through and are kept
// nowhere.
#include <algorithm>
#include <iterator>

#include "console/guard.h"
#include "console/parts.h"
#include "console/routes.h"
#include "core/error.h"
#include "daemon/desk_client.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using enum HttpMethod;
using enum ValueType;

HttpResponse said(RouteCall& call, json document) { return call.parts.answers.document(std::move(document)); }

HttpResponse own_password(RouteCall& call) {
    json params = call.body;
    params["name"] = params["by"] = call.session->who.name;
    json done = call.parts.desk.ask("account_password", params);
    call.parts.sessions.password_changed(call.session->token);
    return said(call, std::move(done));
}

// Whoever knows the code that lies on the machine becomes the first administrator. Guesses wait like passwords do.
HttpResponse first_account(RouteCall& call) {
    const std::string address = address_of(call.request, call.parts.settings.console);
    const bool is_local = is_of_this_machine(call.request);
    const auto wait = call.parts.delay.wait("", address, is_local);
    if (wait.count() > 0)
        return wait_first(call.parts.answers,
                          RequestError({"console.wait", {{"seconds", std::to_string(wait.count())}}}));
    try {
        json params = call.body;
        params["by"] = params["name"];
        json done = call.parts.desk.ask("account_first", params);
        call.parts.delay.succeeded("", address, is_local);
        return said(call, std::move(done));
    } catch (const DeskRefusal&) {
        call.parts.delay.failed("", address, is_local);
        throw;
    }
}

std::vector<Route> account_routes() {
    Route first = desk_route(Post, "/api/v1/first-account", "", "",
                             "The first administrator, by the code that lies on the station's machine",
                             {{"code"}, {"name"}, {"password"}});
    first.gate = Gate::Open;
    first.run = first_account;
    Route own =
        desk_route(Post, "/api/v1/session/password", "", "", "Change one's own password", {{"old"}, {"password"}});
    own.gate = Gate::Session;
    own.run = own_password;
    return {
        first,
        own,
        look("/api/v1/accounts", "admin", "Accounts, without their passwords",
             [](RouteCall& call) { return said(call, reader(call).accounts()); }),
        desk_route(Post, "/api/v1/accounts", "admin", "account_add",
                   "Give a person an account; without a password, a code for one use",
                   {{"name"}, {"password", Text, false}}),
        desk_route(Post, "/api/v1/accounts/password", "admin", "account_password",
                   "Give an account another password, or a code", {{"name"}, {"password", Text, false}}),
        desk_route(Post, "/api/v1/accounts/disable", "admin", "account_disable", "Shut an account", {{"name"}}),
        desk_route(Post, "/api/v1/accounts/enable", "admin", "account_enable", "Open an account again", {{"name"}}),
    };
}

std::vector<Route> role_routes() {
    return {
        look("/api/v1/people", "watch", "People and their roles of today",
             [](RouteCall& call) { return said(call, reader(call).people()); }),
        desk_route(
            Post, "/api/v1/people", "admin", "person_add", "Write a person down, or what is known of one",
            {{"name"}, {"unit", Text, false}, {"post", Text, false}, {"from", Text, false}, {"until", Text, false}}),
        look("/api/v1/units", "watch", "Units and agencies",
             [](RouteCall& call) { return said(call, reader(call).units()); }),
        desk_route(Post, "/api/v1/units", "admin", "unit_add", "Add a unit", {{"name"}, {"kind"}}),
        look("/api/v1/roles", "watch", "Roles given, with their days",
             [](RouteCall& call) { return said(call, reader(call).roles()); }),
        desk_route(Post, "/api/v1/roles", "admin", "role_add", "Give a person a role",
                   {{"name"}, {"role"}, {"block", Text, false}, {"from", Text, false}, {"until", Text, false}}),
        desk_route(Post, "/api/v1/roles/{role}/end", "admin", "role_end", "The role's last day", {{"until"}}),
    };
}

std::vector<Route> block_routes() {
    return {
        look("/api/v1/blocks", "watch", "Blocks that sign, and fields",
             [](RouteCall& call) { return said(call, reader(call).blocks()); }),
        look("/api/v1/blocks/{block}", "watch", "Who signs for a block, and as what",
             [](RouteCall& call) { return said(call, reader(call).signers(call.path.at("block"))); }),
        desk_route(Post, "/api/v1/block-offices", "admin", "block_office", "The unit that collects for a block",
                   {{"block"}, {"unit"}}),
        desk_route(Post, "/api/v1/deputies", "admin", "deputy_add", "Name who signs for a block in one field",
                   {{"block"}, {"field"}, {"name"}, {"from", Text, false}, {"until", Text, false}}),
        desk_route(Post, "/api/v1/deputies/{deputy}/end", "admin", "deputy_end", "The deputy's last day", {{"until"}}),
        desk_route(Post, "/api/v1/standins", "admin", "standin_add", "Name who signs in somebody's place",
                   {{"block"}, {"absent"}, {"name"}, {"from", Text, false}, {"until"}}),
        desk_route(Post, "/api/v1/standins/{standin}/end", "admin", "standin_end", "The stand-in's last day",
                   {{"until"}}),
    };
}

}  // namespace

std::vector<Route> people_routes() {
    std::vector<Route> all = account_routes();
    for (auto part : {role_routes(), block_routes()}) std::move(part.begin(), part.end(), std::back_inserter(all));
    return all;
}

}  // namespace truyenthanh

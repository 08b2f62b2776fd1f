// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See routes.h: the loudspeaker system – what there is, who looked after it, what is broken.

#include "console/parts.h"
#include "console/routes.h"

namespace truyenthanh {

namespace {

using enum HttpMethod;
using enum ValueType;

HttpResponse technical(RouteCall& call) { return call.parts.answers.document(reader(call).technical()); }

}  // namespace

std::vector<Route> technical_routes() {
    return {
        look("/api/v1/technical", "watch",
             "The loudspeaker system: equipment in use, inspections and faults of the last year, what is due",
             technical),
        desk_route(Post, "/api/v1/equipment", "schedule", "equipment_add", "Write down a piece of equipment",
                   {{"equipment", Object}}),
        desk_route(Patch, "/api/v1/equipment/{equipment}", "schedule", "equipment_edit",
                   "Change what is known of a piece of equipment", {{"change", Object}}),
        desk_route(Post, "/api/v1/equipment/{equipment}/end", "schedule", "equipment_end", "Its last day of use",
                   {{"until"}}),
        desk_route(Post, "/api/v1/inspections", "schedule", "inspection_add",
                   "Write down a round through the system and what it found", {{"inspection", Object}}),
        desk_route(Post, "/api/v1/faults", "watch", "fault_open", "Tell of something broken", {{"fault", Object}}),
        desk_route(Post, "/api/v1/faults/{fault}/close", "schedule", "fault_close",
                   "It is mended: cause and remedy; with `link`, what the ledger lost meanwhile is explained by it",
                   {{"cause"}, {"remedy"}, {"link", Boolean, false}}),
    };
}

}  // namespace truyenthanh

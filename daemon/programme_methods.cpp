// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See programme_methods.h.
#include "daemon/programme_methods.h"

#include "daemon/parameters.h"
#include "daemon/programme_day.h"
#include "store/formats.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using enum ParameterType;
using Answer = std::optional<json>;

}  // namespace

std::vector<Method> programme_methods(const DeskContext& desk) {
    return {
        {"format_add",
         {{"format", Object}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             return json{{"format", add_format(desk.database, format_from(call.params["format"])).value}};
         }},
        {"format_remove",
         {{"format", Integer}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             remove_format(desk.database, id_in<FormatTag>(call.params, "format"));
             return json{{"format", call.params["format"]}};
         }},
        {"programme_build",
         {{"format", Integer}, {"date"}, {"by"}, {"reason", Text, false}},
         [desk](DeskCall& call) -> Answer {
             return build_programme(desk, id_in<FormatTag>(call.params, "format"), date_in(call.params, "date"),
                                    text_in(call.params, "by"), text_in(call.params, "reason"));
         }},
        {"programme_edit",
         {{"programme", Integer}, {"edits", List}, {"by"}, {"reason", Text, false}},
         [desk](DeskCall& call) -> Answer {
             return edit_programme(desk, id_in<ProgrammeTag>(call.params, "programme"), call.params["edits"],
                                   text_in(call.params, "by"), text_in(call.params, "reason"));
         }},
        {"programme_copy",
         {{"series"}, {"from"}, {"to"}, {"by"}, {"reason", Text, false}},
         [desk](DeskCall& call) -> Answer {
             return copy_programme(desk, text_in(call.params, "series"), date_in(call.params, "from"),
                                   date_in(call.params, "to"), text_in(call.params, "by"),
                                   text_in(call.params, "reason"));
         }},
        {"programme_freeze",
         {{"programme", Integer}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             return freeze_programme(desk, id_in<ProgrammeTag>(call.params, "programme"), text_in(call.params, "by"));
         }},
    };
}

}  // namespace truyenthanh

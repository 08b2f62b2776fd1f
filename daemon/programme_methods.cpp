// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See programme_methods.h.
#include "daemon/programme_methods.h"

#include "core/error.h"
#include "core/names.h"
#include "daemon/programme_day.h"
#include "store/formats.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using enum ParameterType;
using Answer = std::optional<json>;

LocalDate day(const json& params, const char* field) {
    const auto date = parse_date(params.at(field).get<std::string>());
    if (!date) throw RequestError({"fields.wrong", {{"what", "params"}, {"field", field}, {"expected", "2026-12-05"}}});
    return *date;
}

template <class Tag>
Id<Tag> number(const json& params, const char* field) {
    return Id<Tag>{params.at(field).get<std::int64_t>()};
}

std::string text(const json& params, const char* field) { return params.value(field, std::string()); }

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
             remove_format(desk.database, number<FormatTag>(call.params, "format"));
             return json{{"format", call.params["format"]}};
         }},
        {"programme_build",
         {{"format", Integer}, {"date"}, {"by"}, {"reason", Text, false}},
         [desk](DeskCall& call) -> Answer {
             return build_programme(desk, number<FormatTag>(call.params, "format"), day(call.params, "date"),
                                    text(call.params, "by"), text(call.params, "reason"));
         }},
        {"programme_edit",
         {{"programme", Integer}, {"edits", List}, {"by"}, {"reason", Text, false}},
         [desk](DeskCall& call) -> Answer {
             return edit_programme(desk, number<ProgrammeTag>(call.params, "programme"), call.params["edits"],
                                   text(call.params, "by"), text(call.params, "reason"));
         }},
        {"programme_copy",
         {{"series"}, {"from"}, {"to"}, {"by"}, {"reason", Text, false}},
         [desk](DeskCall& call) -> Answer {
             return copy_programme(desk, text(call.params, "series"), day(call.params, "from"), day(call.params, "to"),
                                   text(call.params, "by"), text(call.params, "reason"));
         }},
        {"programme_freeze",
         {{"programme", Integer}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             return freeze_programme(desk, number<ProgrammeTag>(call.params, "programme"), text(call.params, "by"));
         }},
    };
}

}  // namespace truyenthanh

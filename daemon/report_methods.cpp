// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See report_methods.h.
#include "daemon/report_methods.h"

#include <algorithm>

#include "airtime/figures_document.h"
#include "airtime/tables.h"
#include "core/error.h"
#include "core/names.h"
#include "daemon/reporting.h"
#include "store/period_closes.h"

namespace truyenthanh {
namespace {

using nlohmann::json;
using enum ParameterType;

Period period_in(const json& params) {
    const std::string text = params.at("period").get<std::string>();
    const auto period = parse_period(text, static_cast<int>(params.value("first_day", std::int64_t{1})));
    if (!period) throw RequestError({"report.bad_period", {{"text", text}}});
    return *period;
}

PeriodName name_of(const Period& period) { return {to_string(period), period.first_day}; }

std::string figure_in(const json& params) {
    const std::string figure = params.at("figure").get<std::string>();
    std::string known;
    for (const Headline& headline : headlines(Figures{})) {
        if (headline.key == figure) return figure;
        known += (known.empty() ? "" : ", ") + headline.key;
    }
    throw RequestError({"report.bad_figure", {{"text", figure}, {"known", known}}});
}

json close(const ReportDesk& desk, const json& params) {
    const Period period = period_in(params);
    const WallTime now = desk.clock.now().wall;
    const std::string by = params.at("by").get<std::string>();
    const LocalDate today{std::chrono::floor<std::chrono::days>(desk.zone.to_local(now))};
    const std::string name = to_string(period);
    if (period.span.to >= today)
        throw RequestError({"report.period_not_over", {{"period", name}, {"to", to_string(period.span.to)}}});
    const ReportInput input = read_report(desk.database, desk.station, period);
    if (input.now.open > 0) {
        throw RequestError({"report.still_open", {{"period", name}, {"entries", std::to_string(input.now.open)}}});
    }
    const std::string entries = std::to_string(input.seal.entries);
    close_period(desk.database, name_of(period), input.seal.entries, input.seal.head, figures_document(input.now), by,
                 now);
    desk.note(Severity::Notice, {"report.period_closed",
                                 {{"by", by}, {"period", name}, {"entries", entries}, {"head", input.seal.head}}});
    return {{"period", name}, {"entries", input.seal.entries}, {"head", input.seal.head}};
}

json correct(const ReportDesk& desk, const json& params) {
    const PeriodName name = name_of(period_in(params));
    const std::string by = params.at("by").get<std::string>(), reason = params.at("reason").get<std::string>();
    const std::string figure = figure_in(params);
    const auto change = params.at("change").get<std::int64_t>();
    correct_period(desk.database, name, figure, change, reason, by, desk.clock.now().wall);
    desk.note(Severity::Notice, {"report.corrected",
                                 {{"by", by},
                                  {"period", name.period},
                                  {"figure", figure},
                                  {"change", std::to_string(change)},
                                  {"reason", reason}}});
    return params;
}

json aim(const ReportDesk& desk, const json& params) {
    const PeriodName name = name_of(period_in(params));
    const std::string by = params.at("by").get<std::string>(), figure = figure_in(params);
    const std::int64_t value = std::max<std::int64_t>(params.at("value").get<std::int64_t>(), 0);
    set_target(desk.database, name, figure, value, by, desk.clock.now().wall);
    desk.note(Severity::Notice,
              {"report.target_set",
               {{"by", by}, {"period", name.period}, {"figure", figure}, {"value", std::to_string(value)}}});
    return params;
}

}  // namespace

std::vector<Method> report_methods(const ReportDesk& desk) {
    const Parameter first_day{"first_day", Integer, false};
    return {{"period_close",
             {{"period"}, first_day, {"by"}},
             [desk](DeskCall& call) -> std::optional<json> { return close(desk, call.params); }},
            {"period_correct",
             {{"period"}, first_day, {"figure"}, {"change", Integer}, {"reason"}, {"by"}},
             [desk](DeskCall& call) -> std::optional<json> { return correct(desk, call.params); }},
            {"period_target",
             {{"period"}, first_day, {"figure"}, {"value", Integer}, {"by"}},
             [desk](DeskCall& call) -> std::optional<json> { return aim(desk, call.params); }}};
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a report file says about itself, so that it can be made again from the ledger and compared.
#include <nlohmann/json.hpp>

#include "airtime/house_document.h"
#include "airtime/render.h"
#include "core/error.h"

namespace truyenthanh {
namespace {

using Json = nlohmann::json;

constexpr int kDeepest = 16;

Closing closing_of(const Json& json) {
    Closing closing{json.at("by").get<std::string>(), json.at("at").get<std::string>(), {}};
    for (const Json& c : json.at("corrections")) {
        closing.corrections.push_back({c.at("figure").get<std::string>(), c.at("change").get<std::int64_t>(),
                                       c.at("reason").get<std::string>(), c.at("by").get<std::string>(),
                                       c.at("at").get<std::string>()});
    }
    return closing;
}

ReportInput input_of(const Json& json) {
    ReportInput input;
    input.station = json.at("station").get<std::string>();
    const auto period = parse_period(json.at("period").get<std::string>(), json.at("first_day").get<int>());
    if (!period) throw RequestError({"report.bad_file", {{"field", "period"}}});
    input.period = *period;
    input.seal = {json.at("ledger").at("entries").get<std::int64_t>(), json.at("ledger").at("head").get<Sha256>()};
    input.now.open = json.at("open").get<std::int64_t>();
    for (const auto& [key, value] : json.at("targets").items()) input.targets[key] = value.get<std::int64_t>();
    input.wording = json.value("wording", std::string());
    if (json.contains("house")) input.house = read_house_document(json.at("house"));
    if (!json.at("closing").is_null()) input.closing = closing_of(json.at("closing"));
    return input;
}

}  // namespace

ReportInput read_report_json(const std::string& text, std::string& language) {
    const auto is_shallow = [](int depth, Json::parse_event_t, Json&) { return depth <= kDeepest; };
    try {
        const Json json = Json::parse(text, is_shallow, false);
        if (!json.is_object() || !json.contains("truyenthanh_report"))
            throw RequestError({"report.bad_file", {{"field", "truyenthanh_report"}}});
        language = json.at("language").get<std::string>();
        return input_of(json);
    } catch (const Json::exception& error) {
        throw RequestError({"report.bad_file", {{"field", error.what()}}});
    }
}

}  // namespace truyenthanh

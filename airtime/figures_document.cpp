// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See figures_document.h.
#include "airtime/figures_document.h"

#include <nlohmann/json.hpp>

#include "core/names.h"

namespace truyenthanh {
namespace {

using Json = nlohmann::ordered_json;

Json document(const AirtimeFrames& f) {
    return {{"local", f[0].count},  {"central", f[1].count},   {"province", f[2].count}, {"city", f[3].count},
            {"filler", f[4].count}, {"emergency", f[5].count}, {"test", f[6].count}};
}

Json document(const DayFigures& day) {
    return {{"programmes", day.programmes},
            {"items", day.items},
            {"airings", day.airings},
            {"transmissions",
             {{"heard", day.transmissions.heard},
              {"local", day.transmissions.local},
              {"relayed", day.transmissions.relayed},
              {"unheard", day.transmissions.unheard},
              {"emergency", day.transmissions.emergency}}},
            {"aired", document(day.airtime)},
            {"planned", document(day.planned)},
            {"lost", document(day.lost)},
            {"dead_air", day.dead_air.count}};
}

Json document(const ItemCount& count) {
    return {{"items", count.items},
            {"older", count.older},
            {"airings", count.airings},
            {"whole", count.whole},
            {"heard", count.heard.count}};
}

}  // namespace

std::string figures_document(const Figures& figures) {
    Json kinds = Json::object(), losses = Json::array(), days = Json::object();
    for (const auto& [kind, count] : figures.kinds) kinds[std::string(name(kind))] = document(count);
    for (const Loss& loss : figures.losses) {
        losses.push_back({{"cause", loss.cause},
                          {"airtime", index(loss.airtime)},
                          {"entries", loss.entries},
                          {"lost", loss.lost.count}});
    }
    for (const auto& [date, day] : figures.days) days[to_string(date)] = document(day);
    const Json all{{"from", to_string(figures.span.from)},
                   {"to", to_string(figures.span.to)},
                   {"whole", document(figures.whole)},
                   {"items", document(figures.items)},
                   {"older_programmes", figures.older_programmes},
                   {"kinds", kinds},
                   {"losses", losses},
                   {"starved", figures.starved.count},
                   {"silenced", figures.silenced.count},
                   {"days", days}};
    return all.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See house_document.h.
#include "airtime/house_document.h"

#include <nlohmann/json.hpp>

#include "core/names.h"

namespace truyenthanh {
namespace {

using Out = nlohmann::ordered_json;
using In = nlohmann::json;

template <class List, class Make>
Out list_of(const List& list, Make make) {
    Out out = Out::array();
    for (const auto& one : list) out.push_back(make(one));
    return out;
}

std::string text(const In& object, const char* name) { return object.at(name).get<std::string>(); }
std::int64_t number(const In& object, const char* name) { return object.at(name).get<std::int64_t>(); }

}  // namespace

nlohmann::ordered_json house_document(const House& house) {
    Out document;
    document["items"] = list_of(house.items, [](const ItemFacts& i) -> Out {
        return {{"item", i.item.value},
                {"block", i.block},
                {"field", i.field},
                {"language", i.language},
                {"origin", i.origin}};
    });
    document["contributors"] = list_of(house.contributors, [](const Contributor& c) -> Out {
        return {{"name", c.name},       {"unit", c.unit},
                {"written", c.written}, {"returned", c.returned},
                {"posted", c.posted},   {"items", list_of(c.items, [](ItemId item) -> Out { return item.value; })}};
    });
    document["acts"] = list_of(house.acts, [](const NamedAct& act) -> Out {
        Out args = Out::array();
        for (const auto& [name, value] : act.message.args) args.push_back(Out::array({name, value}));
        return {{"at", to_string(act.at)}, {"ahead_s", act.ahead.count()}, {"key", act.message.key}, {"args", args}};
    });
    document["outside_s"] = house.outside_s;
    document["exchange"] = {{"from_portal", house.exchange.from_portal},
                            {"heard_posted", house.exchange.heard_posted},
                            {"heard_unposted", house.exchange.heard_unposted},
                            {"posted_unheard", house.exchange.posted_unheard}};
    return document;
}

House read_house_document(const nlohmann::json& document) {
    House house;
    for (const In& i : document.at("items"))
        house.items.push_back(
            {ItemId{number(i, "item")}, text(i, "block"), text(i, "field"), text(i, "language"), text(i, "origin")});
    for (const In& c : document.at("contributors")) {
        Contributor one{text(c, "name"),       text(c, "unit"),     number(c, "written"),
                        number(c, "returned"), number(c, "posted"), {}};
        for (const In& item : c.at("items")) one.items.push_back(ItemId{item.get<std::int64_t>()});
        house.contributors.push_back(std::move(one));
    }
    for (const In& a : document.at("acts")) {
        NamedAct act{parse_wall_time(text(a, "at")).value_or(WallTime{}),
                     {text(a, "key"), {}},
                     std::chrono::seconds{number(a, "ahead_s")}};
        for (const In& pair : a.at("args"))
            act.message.args.emplace_back(pair.at(0).get<std::string>(), pair.at(1).get<std::string>());
        house.acts.push_back(std::move(act));
    }
    house.outside_s = number(document, "outside_s");
    const In& e = document.at("exchange");
    house.exchange = {number(e, "from_portal"), number(e, "heard_posted"), number(e, "heard_unposted"),
                      number(e, "posted_unheard")};
    return house;
}

}  // namespace truyenthanh

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

template <class Tag>
Out numbers(const std::vector<Id<Tag>>& ids) {
    return list_of(ids, [](Id<Tag> id) -> Out { return id.value; });
}

std::string text(const In& object, const char* name) { return object.at(name).get<std::string>(); }
std::int64_t number(const In& object, const char* name) { return object.at(name).get<std::int64_t>(); }
bool flag(const In& object, const char* name) { return object.at(name).get<bool>(); }
LocalDate date(const In& object, const char* name) { return parse_date(text(object, name)).value_or(LocalDate{}); }

template <class Enum>
Enum word(const In& object, const char* name) {
    return parse<Enum>(text(object, name)).value_or(Enum{});
}

// Of a ticket's losses only its entries are carried: they are counted again from the ledger.
Out technical_document(const Technical& technical) {
    Out document;
    document["inspections_a_month"] = technical.inspections_a_month;
    document["inspections"] = list_of(technical.inspections, [](LocalDate day) -> Out { return to_string(day); });
    document["equipment"] = list_of(technical.equipment, [](const EquipmentFacts& e) -> Out {
        return {{"kind", name(e.kind)},
                {"name", e.name},
                {"place", e.place},
                {"is_good", e.is_good},
                {"inspections", e.inspections}};
    });
    document["tickets"] = list_of(technical.tickets, [](const TicketFacts& t) -> Out {
        return {{"ticket", t.ticket.value},
                {"part", name(t.part)},
                {"thing", t.thing},
                {"symptom", t.symptom},
                {"cause", t.cause},
                {"opened", to_string(t.opened)},
                {"closed", t.closed ? Out(to_string(*t.closed)) : Out()},
                {"is_new", t.is_new},
                {"broken_s", t.broken.count()},
                {"unheard_s", t.unheard.count()},
                {"entries", numbers(t.entries)}};
    });
    return document;
}

Technical read_technical_document(const In& document) {
    Technical technical;
    technical.inspections_a_month = static_cast<int>(number(document, "inspections_a_month"));
    for (const In& day : document.at("inspections"))
        technical.inspections.push_back(parse_date(day.get<std::string>()).value_or(LocalDate{}));
    for (const In& e : document.at("equipment"))
        technical.equipment.push_back({word<EquipmentKind>(e, "kind"), text(e, "name"), text(e, "place"),
                                       flag(e, "is_good"), number(e, "inspections")});
    for (const In& t : document.at("tickets")) {
        TicketFacts& ticket = technical.tickets.emplace_back();
        ticket.ticket = TicketId{number(t, "ticket")};
        ticket.part = word<FaultPart>(t, "part");
        ticket.thing = text(t, "thing");
        ticket.symptom = text(t, "symptom");
        ticket.cause = text(t, "cause");
        ticket.opened = date(t, "opened");
        if (!t.at("closed").is_null()) ticket.closed = date(t, "closed");
        ticket.is_new = flag(t, "is_new");
        ticket.broken = std::chrono::seconds{number(t, "broken_s")};
        ticket.unheard = std::chrono::seconds{number(t, "unheard_s")};
        for (const In& entry : t.at("entries")) ticket.entries.push_back(EntryId{entry.get<std::int64_t>()});
    }
    return technical;
}

}  // namespace

nlohmann::ordered_json house_document(const House& house) {
    Out document;
    document["items"] = list_of(house.items, [](const ItemFacts& i) -> Out {
        return {{"item", i.item.value}, {"block", i.block},       {"field", i.field},
                {"column", i.column},   {"language", i.language}, {"origin", i.origin}};
    });
    document["contributors"] = list_of(house.contributors, [](const Contributor& c) -> Out {
        return {{"name", c.name},     {"unit", c.unit},       {"written", c.written},     {"returned", c.returned},
                {"posted", c.posted}, {"royalty", c.royalty}, {"items", numbers(c.items)}};
    });
    document["acts"] = list_of(house.acts, [](const NamedAct& act) -> Out {
        Out args = Out::array();
        for (const auto& [name, value] : act.message.args) args.push_back(Out::array({name, value}));
        return {{"at", to_string(act.at)}, {"ahead_s", act.ahead.count()}, {"key", act.message.key}, {"args", args}};
    });
    document["outside_s"] = house.outside_s;
    document["outside_transmissions"] = house.outside_transmissions;
    document["has_royalties"] = house.has_royalties;
    document["exchange"] = {{"from_portal", house.exchange.from_portal},
                            {"heard_posted", house.exchange.heard_posted},
                            {"heard_unposted", house.exchange.heard_unposted},
                            {"posted_unheard", house.exchange.posted_unheard}};
    document["submissions"] = list_of(house.submissions, [](const SubmissionCount& s) -> Out {
        return {{"receiver", s.receiver},
                {"sent", s.sent},
                {"accepted", s.accepted},
                {"aired", s.aired},
                {"returned", s.returned}};
    });
    document["guidance"] = list_of(house.guidance, [](const GuidanceFacts& g) -> Out {
        return {{"number", g.number},          {"title", g.title},
                {"issued_by", g.issued_by},    {"from", to_string(g.from)},
                {"until", to_string(g.until)}, {"topics", g.topics},
                {"served", g.served}};
    });
    document["technical"] = technical_document(house.technical);
    return document;
}

House read_house_document(const nlohmann::json& document) {
    House house;
    for (const In& i : document.at("items"))
        house.items.push_back({ItemId{number(i, "item")}, text(i, "block"), text(i, "field"), text(i, "column"),
                               text(i, "language"), text(i, "origin")});
    for (const In& c : document.at("contributors")) {
        Contributor one;
        one.name = text(c, "name");
        one.unit = text(c, "unit");
        one.written = number(c, "written");
        one.returned = number(c, "returned");
        one.posted = number(c, "posted");
        one.royalty = number(c, "royalty");
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
    house.outside_transmissions = number(document, "outside_transmissions");
    house.has_royalties = flag(document, "has_royalties");
    const In& e = document.at("exchange");
    house.exchange = {number(e, "from_portal"), number(e, "heard_posted"), number(e, "heard_unposted"),
                      number(e, "posted_unheard")};
    for (const In& s : document.at("submissions"))
        house.submissions.push_back(
            {text(s, "receiver"), number(s, "sent"), number(s, "accepted"), number(s, "aired"), number(s, "returned")});
    for (const In& g : document.at("guidance"))
        house.guidance.push_back({text(g, "number"), text(g, "title"), text(g, "issued_by"), date(g, "from"),
                                  date(g, "until"), number(g, "topics"), number(g, "served")});
    house.technical = read_technical_document(document.at("technical"));
    return house;
}

}  // namespace truyenthanh

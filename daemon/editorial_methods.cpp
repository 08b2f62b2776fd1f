// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See editorial_methods.h.
#include "daemon/editorial_methods.h"

#include <algorithm>
#include <iterator>

#include "core/error.h"
#include "daemon/editorial_documents.h"
#include "daemon/parameters.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using enum ParameterType;
using Answer = std::optional<json>;

WallTime now(const DeskContext& desk) { return desk.clock.now().wall; }

std::vector<Method> column_methods(const DeskContext& desk) {
    return {
        {"column_add",
         {{"column", Object}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             return json{{"column", add_column(desk.database, column_from(call.params["column"]), now(desk)).value}};
         }},
        {"column_end",
         {{"column", Integer}, {"until"}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             end_column(desk.database, id_in<ColumnTag>(call.params, "column"), date_in(call.params, "until"));
             return json{{"column", call.params["column"]}};
         }},
        {"column_put",
         {{"item", Integer}, {"column", Integer, false}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             put_in_column(desk.database, id_in<ItemTag>(call.params, "item"), id_in<ColumnTag>(call.params, "column"));
             return json{{"item", call.params["item"]}};
         }},
    };
}

// A new topic of the document named, or the topic named with some of it another.
Answer put_topic(const DeskContext& desk, const json& params) {
    const bool is_new = params.contains("guidance");
    if (is_new == params.contains("topic")) throw RequestError({"day.topic_of_what", {}});
    if (is_new) {
        const TopicId id = add_topic(desk.database, id_in<GuidanceTag>(params, "guidance"),
                                     topic_from(params.at("change")), now(desk));
        return json{{"topic", id.value}};
    }
    const GuidanceTopic topic = read_topic(desk.database, id_in<TopicTag>(params, "topic"));
    change_topic(desk.database, topic_from(params.at("change"), topic), now(desk));
    return json{{"topic", topic.id.value}};
}

std::vector<Method> guidance_methods(const DeskContext& desk) {
    return {
        {"guidance_add",
         {{"guidance", Object}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             const GuidanceDocument document = guidance_from(call.params["guidance"]);
             return json{
                 {"guidance", add_guidance(desk.database, document, text_in(call.params, "by"), now(desk)).value}};
         }},
        {"guidance_remove",
         {{"guidance", Integer}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             remove_guidance(desk.database, id_in<GuidanceTag>(call.params, "guidance"));
             return json{{"guidance", call.params["guidance"]}};
         }},
        {"guidance_topic",
         {{"guidance", Integer, false}, {"topic", Integer, false}, {"change", Object}, {"by"}},
         [desk](DeskCall& call) -> Answer { return put_topic(desk, call.params); }},
        {"guidance_link",
         {{"item", Integer}, {"topic", Integer}, {"by"}, {"remove", Boolean, false}},
         [desk](DeskCall& call) -> Answer {
             link_guidance(desk.database, id_in<ItemTag>(call.params, "item"), id_in<TopicTag>(call.params, "topic"),
                           !call.params.value("remove", false));
             return json{{"item", call.params["item"]}, {"topic", call.params["topic"]}};
         }},
        {"duty_set",
         {{"date"}, {"person"}, {"slot", Integer, false}, {"note", Text, false}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             const Duty duty{{},
                             date_in(call.params, "date"),
                             id_in<SlotTag>(call.params, "slot"),
                             text_in(call.params, "person"),
                             text_in(call.params, "note")};
             return json{{"duty", set_duty(desk.database, duty, now(desk)).value}};
         }},
        {"duty_remove",
         {{"duty", Integer}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             remove_duty(desk.database, id_in<DutyTag>(call.params, "duty"));
             return json{{"duty", call.params["duty"]}};
         }},
    };
}

std::vector<Method> royalty_methods(const DeskContext& desk) {
    return {
        {"royalty_rate",
         {{"rate", Object}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             const RateOnFile rate = rate_from(call.params["rate"]);
             return json{{"rate", add_rate(desk.database, rate, text_in(call.params, "by"), now(desk)).value}};
         }},
        {"royalty_coefficient",
         {{"item", Integer}, {"hundredths", Integer}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             const auto hundredths = call.params["hundredths"].get<std::int64_t>();
             set_coefficient(desk.database, id_in<ItemTag>(call.params, "item"),
                             static_cast<int>(std::clamp<std::int64_t>(hundredths, -1, 100'001)),
                             text_in(call.params, "by"), now(desk));
             return json{{"item", call.params["item"]}};
         }},
    };
}

}  // namespace

std::vector<Method> editorial_methods(const DeskContext& desk) {
    std::vector<Method> all = column_methods(desk);
    for (auto part : {guidance_methods(desk), royalty_methods(desk)}) {
        std::move(part.begin(), part.end(), std::back_inserter(all));
    }
    return all;
}

}  // namespace truyenthanh

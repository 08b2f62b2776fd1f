// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// column add | list | put | end; guidance add | list | topic | change | coverage | link | remove; duty set | list |
// remove
#include <algorithm>

#include "cli/grammar.h"
#include "cli/show_editorial.h"
#include "cli/verbs.h"
#include "core/editorial.h"
#include "daemon/editorial_documents.h"
#include "daemon/exit_codes.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

struct Options {
    std::string name, field, period = "month", kind = "week", number, issued_by, from, until, person, note;
    std::vector<std::string> topics;
    std::int64_t id = 0, item = 0, slot = 0;
    int quota = 0;
    bool is_removed = false;
};
using Given = std::shared_ptr<Options>;

std::string date_text(Session& session, const std::string& typed) {
    return to_string(date_from(typed, session.today()));
}

int ask(Session& session, const char* method, json params, const char* sentence) {
    params["by"] = session.by();
    const json answer = session.ask(method, params);
    std::string id;
    for (const auto& [field, value] : answer.items()) id = value.dump();
    session.show(answer, {sentence, {{"id", id}}});
    return exit_code::kOk;
}

int add_column_of(Session& session, const Options& o) {
    json column{{"name", o.name},
                {"field", o.field},
                {"quota", o.quota},
                {"period", name_from<QuotaPeriod>(o.period, "quota_period", session.words())}};
    if (!o.from.empty()) column["from"] = date_text(session, o.from);
    if (!o.until.empty()) column["until"] = date_text(session, o.until);
    return ask(session, "column_add", {{"column", column}}, "cli.entered");
}

json topic_of(Session& session, const std::string& text) {
    json topic = topic_from_text(text);
    if (topic.contains("due")) topic["due"] = date_text(session, topic["due"].get<std::string>());
    return topic;
}

int add_guidance_of(Session& session, const Options& o) {
    json guidance{{"kind", name_from<GuidanceKind>(o.kind, "guidance_kind", session.words())},
                  {"number", o.number},
                  {"title", o.name},
                  {"issued_by", o.issued_by},
                  {"from", date_text(session, o.from)},
                  {"until", date_text(session, o.until)},
                  {"topics", json::array()}};
    for (const std::string& text : o.topics) guidance["topics"].push_back(topic_of(session, text));
    return ask(session, "guidance_add", {{"guidance", guidance}}, "cli.entered");
}

// Status 1 where something is missing: a script notices.
int cover(Session& session, const Options& o) {
    const LocalDate today = session.today();
    const LocalDate from =
        o.from.empty() ? LocalDate{today.year(), today.month(), std::chrono::day(1)} : date_from(o.from, today);
    const LocalDate until = o.until.empty() ? today : date_from(o.until, today);
    const json found = coverage_document(session.database(), session.zone(), from, until, std::min(until, today));
    session.show(found, show_coverage);
    const bool is_whole = found["without_item"].empty() && found["overdue"].empty() && found["short_columns"].empty() &&
                          found["fields_without_anybody"].empty() && found["without_owner"].empty();
    return is_whole ? exit_code::kOk : exit_code::kFinding;
}

void add_column_verbs(CLI::App& app, Session& session) {
    CLI::App& column = group(app, session, "column", "column");
    const Catalogue& words = session.words();
    const auto o = std::make_shared<Options>();
    CLI::App& adding = verb(column, session, "add", "column_add", [&session, o] { return add_column_of(session, *o); });
    adding.add_option("NAME", o->name, words.word("help.column_name"))->required();
    adding.add_option("--field", o->field, words.word("help.field"))->type_name("CODE");
    adding.add_option("--quota", o->quota, words.word("help.quota"))->type_name("N");
    adding.add_option("--period", o->period, words.word("help.quota_period"))->type_name(choices<QuotaPeriod>());
    adding.add_option("--from", o->from, words.word("help.from_date"))->type_name("DATE");
    adding.add_option("--until", o->until, words.word("help.until_date"))->type_name("DATE");
    verb(column, session, "list", "column_list", [&session] {
        json rows = json::array();
        for (const BroadcastColumn& one : list_columns(session.database())) rows.push_back(document(one));
        session.show({{"columns", rows}}, show_columns);
        return exit_code::kOk;
    });
    CLI::App& putting = verb(column, session, "put", "column_put", [&session, o] {
        return ask(session, "column_put", {{"item", o->item}, {"column", o->id}}, "cli.entered");
    });
    putting.add_option("ITEM", o->item, words.word("help.item_id"))->required();
    putting.add_option("COLUMN", o->id, words.word("help.column_id"))->required();
    CLI::App& ending = verb(column, session, "end", "column_end", [&session, o] {
        return ask(session, "column_end", {{"column", o->id}, {"until", date_text(session, o->until)}}, "cli.entered");
    });
    ending.add_option("COLUMN", o->id, words.word("help.column_id"))->required();
    ending.add_option("--until", o->until, words.word("help.until_date"))->type_name("DATE")->required();
}

void add_guidance_options(CLI::App& adding, const Catalogue& words, Options& o) {
    adding.add_option("TITLE", o.name, words.word("help.guidance_title"))->required();
    adding.add_option("--kind", o.kind, words.word("help.guidance_kind"))->type_name(choices<GuidanceKind>());
    adding.add_option("--number", o.number, words.word("help.document_number"))->type_name("NUMBER");
    adding.add_option("--issued-by", o.issued_by, words.word("help.issued_by"))->type_name("NAME");
    adding.add_option("--from", o.from, words.word("help.from_date"))->type_name("DATE")->required();
    adding.add_option("--until", o.until, words.word("help.until_date"))->type_name("DATE")->required();
    adding.add_option("--topic", o.topics, words.word("help.topic"))
        ->type_name("TITLE[;owner=NAME][;field=CODE][;due=DATE]")
        ->take_all();
}

void add_topic_verbs(CLI::App& guidance, Session& session) {
    const Catalogue& words = session.words();
    const auto o = std::make_shared<Options>();
    CLI::App& adding = verb(guidance, session, "topic", "guidance_topic", [&session, o] {
        return ask(session, "guidance_topic", {{"guidance", o->id}, {"change", topic_of(session, o->name)}},
                   "cli.entered");
    });
    adding.add_option("GUIDANCE", o->id, words.word("help.guidance_id"))->required();
    adding.add_option("TOPIC", o->name, words.word("help.topic"))
        ->type_name("TITLE[;owner=NAME][;field=CODE][;due=DATE]")
        ->required();
    CLI::App& changing = verb(guidance, session, "change", "guidance_change", [&session, o] {
        json change = json::object();
        if (!o->name.empty()) change["title"] = o->name;
        if (!o->person.empty()) change["owner"] = o->person;
        if (!o->field.empty()) change["field"] = o->field;
        if (!o->until.empty()) change["due"] = date_text(session, o->until);
        return ask(session, "guidance_topic", {{"topic", o->id}, {"change", change}}, "cli.entered");
    });
    changing.add_option("TOPIC", o->id, words.word("help.topic_id"))->required();
    changing.add_option("--title", o->name, words.word("help.topic_title"))->type_name("TEXT");
    changing.add_option("--owner", o->person, words.word("help.topic_owner"))->type_name("NAME");
    changing.add_option("--field", o->field, words.word("help.field"))->type_name("CODE");
    changing.add_option("--due", o->until, words.word("help.topic_due"))->type_name("DATE");
}

void add_guidance_verbs(CLI::App& app, Session& session) {
    CLI::App& guidance = group(app, session, "guidance", "guidance");
    const Catalogue& words = session.words();
    const auto o = std::make_shared<Options>();
    add_guidance_options(
        verb(guidance, session, "add", "guidance_add", [&session, o] { return add_guidance_of(session, *o); }), words,
        *o);
    verb(guidance, session, "list", "guidance_list", [&session] {
        json rows = json::array();
        for (const auto& one : list_guidance(session.database(), session.zone())) rows.push_back(document(one));
        session.show({{"guidance", rows}}, show_guidance);
        return exit_code::kOk;
    });
    CLI::App& covering = verb(guidance, session, "coverage", "coverage", [&session, o] { return cover(session, *o); });
    covering.add_option("--from", o->from, words.word("help.from_date"))->type_name("DATE");
    covering.add_option("--until", o->until, words.word("help.until_date"))->type_name("DATE");
    add_topic_verbs(guidance, session);
    CLI::App& linking = verb(guidance, session, "link", "guidance_link", [&session, o] {
        return ask(session, "guidance_link", {{"item", o->item}, {"topic", o->id}, {"remove", o->is_removed}},
                   "cli.entered");
    });
    linking.add_option("ITEM", o->item, words.word("help.item_id"))->required();
    linking.add_option("TOPIC", o->id, words.word("help.topic_id"))->required();
    linking.add_flag("--remove", o->is_removed, words.word("help.unlink"));
    verb(guidance, session, "remove", "guidance_remove",
         [&session, o] {
             return ask(session, "guidance_remove", {{"guidance", o->id}}, "cli.removed");
         })
        .add_option("GUIDANCE", o->id, words.word("help.guidance_id"))
        ->required();
}

int list_duty(Session& session, const Options& o) {
    const LocalDate today = session.today();
    const LocalDate from = o.from.empty() ? today : date_from(o.from, today);
    const LocalDate until =
        o.until.empty() ? LocalDate{std::chrono::sys_days{from} + std::chrono::days(6)} : date_from(o.until, today);
    json rows = json::array();
    for (const Duty& one : list_duties(session.database(), from, until)) rows.push_back(document(one));
    session.show({{"duties", rows}}, show_duties);
    return exit_code::kOk;
}

void add_duty_verbs(CLI::App& app, Session& session) {
    CLI::App& duty = group(app, session, "duty", "duty");
    const Catalogue& words = session.words();
    const auto o = std::make_shared<Options>();
    CLI::App& setting = verb(duty, session, "set", "duty_set", [&session, o] {
        return ask(session, "duty_set",
                   {{"date", date_text(session, o->from)}, {"person", o->person}, {"slot", o->slot}, {"note", o->note}},
                   "cli.entered");
    });
    setting.add_option("DATE", o->from, words.word("help.duty_date"))->required();
    setting.add_option("PERSON", o->person, words.word("help.duty_person"))->required();
    setting.add_option("--slot", o->slot, words.word("help.duty_slot"))->type_name("SLOT");
    setting.add_option("--note", o->note, words.word("help.duty_note"))->type_name("TEXT");
    CLI::App& listing = verb(duty, session, "list", "duty_list", [&session, o] { return list_duty(session, *o); });
    listing.add_option("--from", o->from, words.word("help.from_date"))->type_name("DATE");
    listing.add_option("--until", o->until, words.word("help.until_date"))->type_name("DATE");
    verb(duty, session, "remove", "duty_remove",
         [&session, o] {
             return ask(session, "duty_remove", {{"duty", o->id}}, "cli.removed");
         })
        .add_option("DUTY", o->id, words.word("help.duty_id"))
        ->required();
}

}  // namespace

void add_editorial_verbs(CLI::App& app, Session& session) {
    add_column_verbs(app, session);
    add_guidance_verbs(app, session);
    add_duty_verbs(app, session);
}

}  // namespace truyenthanh

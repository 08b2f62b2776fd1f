// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// item, approve, return
#include <fstream>
#include <iostream>
#include <iterator>

#include "cli/grammar.h"
#include "cli/show.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "core/names.h"
#include "daemon/exit_codes.h"
#include "daemon/item_documents.h"
#include "store/items.h"
#include "store/people.h"
#include "store/roles.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

struct ItemOptions {
    std::int64_t item = 0;
    std::string title;
    std::string kind;
    std::string text;
    std::string text_file;
    std::string block;
    std::string field;
    std::string language;
    std::string link;
    std::string photo;
    std::string from;
    std::string until;
    std::string priority;
    std::int64_t zones = 0;
    std::vector<std::string> authors;
    std::int64_t column = -1;  // 0: out of its column
    std::vector<std::int64_t> topics;
    std::string reason;
    std::string document;
    std::string document_date;
    std::string search;
    std::string stage;
    std::string author;
};
using Given = std::shared_ptr<ItemOptions>;

std::string text_in(const ItemOptions& given) {
    if (given.text_file.empty()) return given.text;
    if (given.text_file == "-") return {std::istreambuf_iterator<char>(std::cin), {}};
    std::ifstream in(given.text_file, std::ios::binary);
    if (!in) throw RequestError({"cli.cannot_read", {{"file", given.text_file}, {"why", "open"}}});
    return {std::istreambuf_iterator<char>(in), {}};
}

// "Lê Thị Hoa" or "Lê Thị Hoa:60".
json author_from(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos) return {{"name", text}};
    return {{"name", text.substr(0, colon)}, {"share", std::atoi(text.substr(colon + 1).c_str())}};
}

json draft_of(Session& session, const ItemOptions& given) {
    json draft = json::object();
    const auto put = [&draft](const char* name, const std::string& value) {
        if (!value.empty()) draft[name] = value;
    };
    put("title", given.title);
    if (!given.kind.empty()) draft["kind"] = name(item_kind_from(given.kind));
    put("text", text_in(given));
    put("block", given.block);
    put("field", given.field);
    put("language", given.language);
    put("portal_link", given.link);
    put("photo", given.photo);
    if (!given.from.empty()) draft["valid_from"] = to_string(date_from(given.from, session.today()));
    if (!given.until.empty()) draft["valid_until"] = to_string(date_from(given.until, session.today()));
    if (!given.priority.empty()) {
        draft["priority"] = name_from<ItemPriority>(given.priority, "priority", session.words());
    }
    if (given.column >= 0) draft["column"] = given.column;
    if (!given.topics.empty()) draft["topics"] = given.topics;
    if (given.zones != 0) draft["zones"] = given.zones;
    for (const std::string& author : given.authors) draft["authors"].push_back(author_from(author));
    return draft;
}

int tell(Session& session, const json& answer, const char* sentence) {
    session.show(
        answer,
        Message{sentence, {{"item", answer.value("item", json()).dump()}, {"title", answer.value("title", "")}}});
    return exit_code::kOk;
}

int list_all(Session& session, const ItemOptions& given) {
    ItemFilter filter;
    filter.search = given.search;
    if (!given.stage.empty()) {
        filter.stage = parse<ItemStage>(name_from<ItemStage>(given.stage, "stage", session.words()));
    }
    if (!given.block.empty()) filter.block = block_named(session.database(), given.block).id;
    if (!given.author.empty()) filter.author = read_person(session.database(), given.author).id;
    json rows = json::array();
    for (const ItemOnFile& item : list_items_on_file(session.database(), filter, session.now())) {
        rows.push_back(document(item, session.zone()));
        rows.back().erase("text");
    }
    session.show({{"items", rows}}, show_items);
    return exit_code::kOk;
}

int show_one(Session& session, std::int64_t number) {
    const ItemId item{number};
    json shown = document(read_item_on_file(session.database(), item, session.now()), session.zone());
    shown["life"] = json::array();
    for (const LifeStep& step : life_of(session.database(), item)) {
        shown["life"].push_back(document(step, session.zone()));
    }
    session.show(shown, show_item);
    return exit_code::kOk;
}

void add_draft_options(CLI::App& verb, const Given& given, const Catalogue& words) {
    verb.add_option("--kind", given->kind, words.word("help.recording_kind"))->type_name("KIND");
    verb.add_option("--text", given->text, words.word("help.item_text"))->type_name("TEXT");
    verb.add_option("--text-file", given->text_file, words.word("help.item_text_file"))->type_name("FILE");
    verb.add_option("--block", given->block, words.word("help.block"))->type_name("BLOCK");
    verb.add_option("--field", given->field, words.word("help.field"))->type_name("FIELD");
    verb.add_option("--language", given->language, words.word("help.item_language"))->type_name("CODE");
    verb.add_option("--author", given->authors, words.word("help.item_author"))
        ->take_all()
        ->expected(1)
        ->type_name("NAME[:SHARE]");
    verb.add_option("--link", given->link, words.word("help.item_link"))->type_name("URL");
    verb.add_option("--photo", given->photo, words.word("help.item_photo"))->type_name("TEXT");
    verb.add_option("--from", given->from, words.word("help.item_from"))->type_name("DATE");
    verb.add_option("--until", given->until, words.word("help.item_until"))->type_name("DATE");
    verb.add_option("--priority", given->priority, words.word("help.item_priority"))->type_name("PRIORITY");
    verb.add_option("--column", given->column, words.word("help.item_column"))->type_name("COLUMN");
    verb.add_option("--topic", given->topics, words.word("help.item_topic"))
        ->take_all()
        ->expected(1)
        ->type_name("TOPIC");
    verb.add_option("--zones", given->zones, words.word("help.item_zones"))->type_name("BITS");
}

void add_item_number(CLI::App& verb, const Given& given, const Catalogue& words) {
    verb.add_option("ITEM", given->item, words.word("help.item"))->required();
}

int approve_text_of(Session& session, const ItemOptions& given) {
    json params{{"item", given.item}, {"by", session.by()}};
    if (!given.until.empty()) {
        params["valid_until"] = to_string(instant_from(given.until, session.zone(), session.now(), Edge::End));
    }
    if (!given.document.empty()) params["document"] = given.document;
    if (!given.document_date.empty()) {
        params["document_date"] = to_string(date_from(given.document_date, session.today()));
    }
    return tell(session, session.ask("item_approve", params), "cli.text_approved");
}

void add_decisions(CLI::App& app, Session& session) {
    const Catalogue& words = session.words();
    const Given given = std::make_shared<ItemOptions>();
    CLI::App& approve =
        verb(app, session, "approve", "approve", [&session, given] { return approve_text_of(session, *given); });
    add_item_number(approve, given, words);
    approve.add_option("--until", given->until, words.word("help.valid_until"))->type_name("DATE");
    approve.add_option("--document", given->document, words.word("help.document"))->type_name("NUMBER");
    approve.add_option("--document-date", given->document_date, words.word("help.document_date"))->type_name("DATE");
    CLI::App& giving_back = verb(app, session, "return", "return", [&session, given] {
        const json answer = session.ask("item_return", {{"item", given->item}, {"reason", given->reason}});
        return tell(session, answer, "cli.item_returned");
    });
    add_item_number(giving_back, given, words);
    giving_back.add_option("--reason", given->reason, words.word("help.reason"))->type_name("TEXT")->required();
}

}  // namespace

void add_item_verbs(CLI::App& app, Session& session) {
    CLI::App& parent = group(app, session, "item", "item_verbs");
    const Catalogue& words = session.words();
    const Given given = std::make_shared<ItemOptions>();
    CLI::App& add = verb(parent, session, "add", "item_add", [&session, given] {
        return tell(session, session.ask("item_add", {{"item", draft_of(session, *given)}}), "cli.item_added");
    });
    add.add_option("TITLE", given->title, words.word("help.item_title"))->required();
    add_draft_options(add, given, words);
    CLI::App& edit = verb(parent, session, "edit", "item_edit", [&session, given] {
        const json answer = session.ask("item_edit", {{"item", given->item}, {"change", draft_of(session, *given)}});
        return tell(session, answer, "cli.item_edited");
    });
    add_item_number(edit, given, words);
    edit.add_option("--title", given->title, words.word("help.item_title"))->type_name("TEXT");
    add_draft_options(edit, given, words);
    CLI::App& listing =
        verb(parent, session, "list", "item_list", [&session, given] { return list_all(session, *given); });
    listing.add_option("SEARCH", given->search, words.word("help.search"));
    listing.add_option("--stage", given->stage, words.word("help.item_stage"))->type_name("STAGE");
    listing.add_option("--block", given->block, words.word("help.block"))->type_name("BLOCK");
    listing.add_option("--author", given->author, words.word("help.person_name"))->type_name("NAME");
    add_item_number(
        verb(parent, session, "show", "item_show", [&session, given] { return show_one(session, given->item); }), given,
        words);
    add_item_number(
        verb(parent, session, "submit", "item_submit",
             [&session, given] {
                 return tell(session, session.ask("item_submit", {{"item", given->item}}), "cli.item_submitted");
             }),
        given, words);
    CLI::App& archive = verb(parent, session, "archive", "item_archive", [&session, given] {
        json params{{"item", given->item}};
        if (!given->reason.empty()) params["reason"] = given->reason;
        return tell(session, session.ask("item_archive", params), "cli.item_archived");
    });
    add_item_number(archive, given, words);
    archive.add_option("--reason", given->reason, words.word("help.reason"))->type_name("TEXT");
    add_item_number(
        verb(parent, session, "restore", "item_restore",
             [&session, given] {
                 return tell(session, session.ask("item_restore", {{"item", given->item}}), "cli.item_restored");
             }),
        given, words);
    add_decisions(app, session);
}

}  // namespace truyenthanh

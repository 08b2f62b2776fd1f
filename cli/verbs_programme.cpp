// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// programme add | show | list | remove
#include "cli/grammar.h"
#include "cli/show.h"
#include "cli/verbs.h"
#include "core/names.h"
#include "daemon/documents.h"
#include "daemon/exit_codes.h"
#include "store/programmes.h"
#include "store/recordings.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

struct AddOptions {
    std::string name;
    std::string series;
    std::string date;
    std::vector<std::string> items;
};

// The programme's document with what a reader wants to know of its items besides their numbers.
json with_titles(Session& session, const Programme& programme) {
    json object = document(programme);
    double seconds = 0.0;
    for (json& entry : object["rundown"]) {
        const Item item = read_item(session.database(), ItemId{entry.at("item").get<std::int64_t>()});
        entry["title"] = item.title;
        entry["kind"] = name(item.kind);
        entry["seconds"] = item.recording ? json(seconds_of(item.recording->frames)) : json();
        if (item.recording && entry.at("mix") != "bed") seconds += seconds_of(item.recording->frames);
    }
    object["seconds"] = seconds;
    return object;
}

int add(Session& session, const AddOptions& options) {
    Programme programme;
    programme.name = options.name;
    programme.series = options.series;
    if (!options.date.empty()) programme.date = date_from(options.date, session.today());
    for (const std::string& item : options.items) programme.rundown.push_back(rundown_entry_from(item));
    json object = document(programme);
    object.erase("id");
    const json answer = session.ask("programme_add", {{"programme", object}});
    session.show(answer,
                 {"cli.programme_added", {{"name", options.name}, {"id", answer.value("programme", json()).dump()}}});
    return exit_code::kOk;
}

int list(Session& session, const std::string& search) {
    json rows = json::array();
    for (const Programme& programme : list_programmes(session.database(), search)) {
        rows.push_back(with_titles(session, programme));
    }
    session.show({{"programmes", rows}}, show_programmes);
    return exit_code::kOk;
}

}  // namespace

void add_programme_verbs(CLI::App& app, Session& session) {
    CLI::App& programme = group(app, session, "programme", "programme");
    const Catalogue& words = session.words();

    const auto options = std::make_shared<AddOptions>();
    CLI::App& adding =
        verb(programme, session, "add", "programme_add", [&session, options] { return add(session, *options); });
    adding.add_option("NAME", options->name, words.word("help.programme_name"))->required();
    adding.add_option("--series", options->series, words.word("help.series"))->type_name("SERIES");
    adding.add_option("--date", options->date, words.word("help.edition_date"))->type_name("DATE");
    adding.add_option("--item", options->items, words.word("help.rundown_item"))
        ->take_all()
        ->type_name("ITEM[@AT][:MIX][:fade=LENGTH][:pause=LENGTH]")
        ->required();

    const auto search = std::make_shared<std::string>();
    verb(programme, session, "list", "programme_list", [&session, search] {
        return list(session, *search);
    }).add_option("SEARCH", *search, words.word("help.search"));

    const auto shown = std::make_shared<std::int64_t>(0);
    verb(programme, session, "show", "programme_show",
         [&session, shown] {
             session.show(with_titles(session, read_programme(session.database(), ProgrammeId{*shown})),
                          show_programme);
             return exit_code::kOk;
         })
        .add_option("PROGRAMME", *shown, words.word("help.programme_id"))
        ->required();

    const auto removed = std::make_shared<std::int64_t>(0);
    verb(programme, session, "remove", "programme_remove",
         [&session, removed] {
             const json answer = session.ask("programme_remove", {{"programme", *removed}});
             session.show(answer, {"cli.removed", {{"id", std::to_string(*removed)}}});
             return exit_code::kOk;
         })
        .add_option("PROGRAMME", *removed, words.word("help.programme_id"))
        ->required();
    add_day_verbs(programme, session);
}

}  // namespace truyenthanh

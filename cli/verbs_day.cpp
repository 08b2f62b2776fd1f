// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// format add | list | show | remove; programme build | edit | copy | freeze | day
#include "cli/day_words.h"
#include "cli/grammar.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "core/names.h"
#include "daemon/exit_codes.h"
#include "daemon/programme_day.h"
#include "store/formats.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

struct FormatOptions {
    std::string name, series, length = "15m", freeze_before = "30m";
    std::vector<std::int64_t> opening, closing;
    std::int64_t stinger = 0;
    std::vector<std::string> places;
    int no_repeat_days = 7;
};

struct DayOptions {
    std::int64_t programme = 0;
    std::string format, date = "today", same_as, series, reason;
    std::vector<std::string> edits;
};

int add_format_of(Session& session, const FormatOptions& o) {
    json format{{"name", o.name},
                {"series", o.series},
                {"length", o.length},
                {"opening", o.opening},
                {"closing", o.closing},
                {"places", json::array()},
                {"no_repeat_days", o.no_repeat_days},
                {"freeze_before", o.freeze_before}};
    if (o.stinger != 0) format["stinger"] = o.stinger;
    for (const std::string& place : o.places) format["places"].push_back(place_from_text(place));
    const json answer = session.ask("format_add", {{"format", format}, {"by", session.by()}});
    session.show(answer, {"cli.format_added", {{"name", o.name}, {"id", answer.value("format", json()).dump()}}});
    return exit_code::kOk;
}

// Status 1 where the programme is not full: a script notices.
int show_built(Session& session, const json& answer) {
    session.show(answer, show_day);
    const json bar = answer.value("bar", json::object());
    return bar.value("fits", true) ? exit_code::kOk : exit_code::kFinding;
}

json with_reason(Session& session, json params, const std::string& reason) {
    params["by"] = session.by();
    if (!reason.empty()) params["reason"] = reason;
    return params;
}

// By its number or name; where there is one only, it need not be said.
Format format_named(Session& session, const std::string& text) {
    const std::vector<Format> formats = list_formats(session.database());
    if (text.empty() && formats.size() == 1) return formats.front();
    std::string known;
    for (const Format& format : formats) {
        if (text == std::to_string(format.id.value) || (!text.empty() && folded(text) == folded(format.name))) {
            return format;
        }
        known += (known.empty() ? "" : ", ") + std::to_string(format.id.value) + " (" + format.name + ")";
    }
    if (formats.empty()) throw RequestError({"cli.no_formats", {}});
    throw RequestError({text.empty() ? "cli.which_format" : "cli.no_such_format", {{"text", text}, {"known", known}}});
}

int build(Session& session, const DayOptions& o) {
    const std::string date = to_string(date_from(o.date, session.today()));
    const Format format = format_named(session, o.format);
    if (o.same_as.empty()) {
        const json params{{"format", format.id.value}, {"date", date}};
        return show_built(session, session.ask("programme_build", with_reason(session, params, o.reason)));
    }
    const std::string from = to_string(date_from(o.same_as, session.today()));
    const json params{{"series", format.series}, {"from", from}, {"to", date}};
    return show_built(session, session.ask("programme_copy", with_reason(session, params, o.reason)));
}

int edit(Session& session, const DayOptions& o) {
    json edits = json::array();
    for (const std::string& text : o.edits) edits.push_back(edit_from_text(text));
    const json params{{"programme", o.programme}, {"edits", edits}};
    return show_built(session, session.ask("programme_edit", with_reason(session, params, o.reason)));
}

int copy(Session& session, const DayOptions& o) {
    const json params{{"series", o.series},
                      {"from", to_string(date_from(o.same_as, session.today()))},
                      {"to", to_string(date_from(o.date, session.today()))}};
    return show_built(session, session.ask("programme_copy", with_reason(session, params, o.reason)));
}

int list_all_formats(Session& session) {
    json rows = json::array();
    for (const Format& format : list_formats(session.database())) rows.push_back(document(format));
    session.show({{"formats", rows}}, show_formats);
    return exit_code::kOk;
}

void add_format_options(CLI::App& adding, Session& session, FormatOptions& o) {
    const Catalogue& words = session.words();
    adding.add_option("NAME", o.name, words.word("help.format_name"))->required();
    adding.add_option("--series", o.series, words.word("help.series"))->type_name("SERIES")->required();
    adding.add_option("--length", o.length, words.word("help.format_length"))->type_name("LENGTH");
    adding.add_option("--opening", o.opening, words.word("help.format_opening"))->type_name("ITEM")->take_all();
    adding.add_option("--stinger", o.stinger, words.word("help.format_stinger"))->type_name("ITEM");
    adding.add_option("--closing", o.closing, words.word("help.format_closing"))->type_name("ITEM")->take_all();
    adding.add_option("--place", o.places, words.word("help.format_place"))
        ->type_name("KIND[+KIND][:LEAST-MOST][:column=N][:field=CODE]")
        ->take_all()
        ->required();
    adding.add_option("--no-repeat-days", o.no_repeat_days, words.word("help.no_repeat_days"))->type_name("DAYS");
    adding.add_option("--freeze-before", o.freeze_before, words.word("help.freeze_before"))->type_name("LENGTH");
}

void add_editing(CLI::App& programme, Session& session, const std::shared_ptr<DayOptions>& o) {
    const Catalogue& words = session.words();
    CLI::App& editing = verb(programme, session, "edit", "programme_edit", [&session, o] { return edit(session, *o); });
    editing.add_option("PROGRAMME", o->programme, words.word("help.programme_id"))->required();
    editing.add_option("EDIT", o->edits, words.word("help.programme_change"))
        ->type_name("drop:N|insert:N=ITEM|replace:N=ITEM|move:N=M")
        ->required();
    editing.add_option("--reason", o->reason, words.word("help.late_reason"))->type_name("REASON");
    CLI::App& copying = verb(programme, session, "copy", "programme_copy", [&session, o] { return copy(session, *o); });
    copying.add_option("SERIES", o->series, words.word("help.series"))->required();
    copying.add_option("--same-as", o->same_as, words.word("help.same_as"))->type_name("DATE")->required();
    copying.add_option("--date", o->date, words.word("help.edition_date"))->type_name("DATE");
    copying.add_option("--reason", o->reason, words.word("help.late_reason"))->type_name("REASON");
}

}  // namespace

void add_format_verbs(CLI::App& app, Session& session) {
    CLI::App& format = group(app, session, "format", "format");
    const auto o = std::make_shared<FormatOptions>();
    add_format_options(verb(format, session, "add", "format_add", [&session, o] { return add_format_of(session, *o); }),
                       session, *o);
    verb(format, session, "list", "format_list", [&session] { return list_all_formats(session); });
    const auto chosen = std::make_shared<std::int64_t>(0);
    verb(format, session, "show", "format_show",
         [&session, chosen] {
             const json one = document(read_format(session.database(), FormatId{*chosen}));
             session.show({{"formats", {one}}}, show_formats);
             return exit_code::kOk;
         })
        .add_option("FORMAT", *chosen, session.words().word("help.format_id"))
        ->required();
    verb(format, session, "remove", "format_remove",
         [&session, chosen] {
             const json answer = session.ask("format_remove", {{"format", *chosen}, {"by", session.by()}});
             session.show(answer, {"cli.removed", {{"id", std::to_string(*chosen)}}});
             return exit_code::kOk;
         })
        .add_option("FORMAT", *chosen, session.words().word("help.format_id"))
        ->required();
}

void add_day_verbs(CLI::App& programme, Session& session) {
    const Catalogue& words = session.words();
    const auto o = std::make_shared<DayOptions>();
    CLI::App& building =
        verb(programme, session, "build", "programme_build", [&session, o] { return build(session, *o); });
    building.add_option("--format", o->format, words.word("help.build_format"))->type_name("FORMAT");
    building.add_option("--date", o->date, words.word("help.edition_date"))->type_name("DATE");
    building.add_option("--same-as", o->same_as, words.word("help.same_as"))->type_name("DATE");
    building.add_option("--reason", o->reason, words.word("help.late_reason"))->type_name("REASON");
    add_editing(programme, session, o);
    verb(programme, session, "freeze", "programme_freeze",
         [&session, o] {
             session.show(session.ask("programme_freeze", {{"programme", o->programme}, {"by", session.by()}}),
                          show_day);
             return exit_code::kOk;
         })
        .add_option("PROGRAMME", o->programme, words.word("help.programme_id"))
        ->required();
    verb(programme, session, "day", "programme_day",
         [&session, o] {
             session.show(programme_page(session.database(), session.zone(), ProgrammeId{o->programme}, session.now()),
                          show_day);
             return exit_code::kOk;
         })
        .add_option("PROGRAMME", o->programme, words.word("help.programme_id"))
        ->required();
}

}  // namespace truyenthanh

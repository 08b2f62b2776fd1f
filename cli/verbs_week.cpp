// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// slot add | list | remove, calendar add | list | remove, schedule export | import
#include <fcntl.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "cli/grammar.h"
#include "cli/show.h"
#include "cli/slot_options.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "core/names.h"
#include "daemon/documents.h"
#include "daemon/exit_codes.h"
#include "daemon/schedule_document.h"
#include "store/slots.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

void add_removal(CLI::App& parent, Session& session, const std::string& method, const char* parameter) {
    const auto removed = std::make_shared<std::int64_t>(0);
    verb(parent, session, "remove", method,
         [&session, removed, method, parameter] {
             session.show(session.ask(method, {{parameter, *removed}}),
                          {"cli.removed", {{"id", std::to_string(*removed)}}});
             return exit_code::kOk;
         })
        .add_option("ID", *removed, session.words().word("help.row_id"))
        ->required();
}

// A change under a frozen programme needs one.
json late_reason(const std::string& reason) { return reason.empty() ? json::object() : json{{"reason", reason}}; }

json read_slots(Session& session) {
    json rows = json::array();
    for (const Slot& slot : list_slots(session.database())) rows.push_back(document(slot));
    return rows;
}

json read_exceptions(Session& session) {
    json rows = json::array();
    for (const CalendarException& row : list_exceptions(session.database())) rows.push_back(document(row));
    return rows;
}

int add_slot(Session& session, const std::string& name, const SlotOptions& options) {
    json slot = options.fields();
    slot["name"] = name;
    slot_from(slot);
    const json answer = session.ask("slot_add", {{"slot", slot}});
    session.show(answer, {"cli.slot_added", {{"name", name}, {"id", answer.value("slot", json()).dump()}}});
    return exit_code::kOk;
}

struct ExceptionOptions {
    std::string date;
    std::string kind;
    std::int64_t target = 0;
    std::string name;
    std::string reason;
    SlotOptions slot;
};

json exception_document(Session& session, const ExceptionOptions& options) {
    json exception{{"date", to_string(date_from(options.date, session.today()))},
                   {"kind", options.kind},
                   {"reason", options.reason}};
    if (options.target != 0) exception["target"] = options.target;
    if (options.kind == "replace") exception["content"] = options.slot.content();
    if (options.kind == "add") {
        exception["slot"] = options.slot.fields();
        exception["slot"]["name"] = options.name;
    }
    exception_from(exception);
    return exception;
}

void add_slot_adding(CLI::App& slot, Session& session) {
    const auto name = std::make_shared<std::string>();
    const auto options = std::make_shared<SlotOptions>();
    CLI::App& adding = verb(slot, session, "add", "slot_add",
                            [&session, name, options] { return add_slot(session, *name, *options); });
    adding.add_option("NAME", *name, session.words().word("help.slot_name"))->required();
    options->add_place_and_rules(adding, session.words());
    options->add_content(adding, session.words());
}

void add_exception_adding(CLI::App& calendar, Session& session) {
    const Catalogue& words = session.words();
    const auto options = std::make_shared<ExceptionOptions>();
    CLI::App& adding = verb(calendar, session, "add", "calendar_add", [&session, options] {
        const json answer = session.ask("calendar_add", {{"exception", exception_document(session, *options)}});
        session.show(answer, {"cli.exception_added",
                              {{"date", options->date}, {"id", answer.value("exception", json()).dump()}}});
        return exit_code::kOk;
    });
    adding.add_option("DATE", options->date, words.word("help.exception_date"))->required();
    adding.add_option("KIND", options->kind, words.word("help.exception_kind"))
        ->required()
        ->check(CLI::IsMember({"add", "replace", "suspend"}));
    adding.add_option("--slot", options->target, words.word("help.exception_slot"))->type_name("SLOT");
    adding.add_option("--name", options->name, words.word("help.slot_name"))->type_name("NAME");
    adding.add_option("--reason", options->reason, words.word("help.reason"))->type_name("TEXT")->required();
    options->slot.add_place_and_rules(adding, words);
    options->slot.add_content(adding, words);
}

int export_schedule(Session& session, const std::string& file) {
    const std::string text = schedule_document(export_week(session.database())).dump(2) + "\n";
    if (file == "-") {
        session.out() << text;
        return exit_code::kOk;
    }
    const std::string half = file + ".part";
    std::ofstream out(half, std::ios::binary | std::ios::trunc);
    out << text << std::flush;
    if (!out || std::rename(half.c_str(), file.c_str()) != 0) {
        std::remove(half.c_str());
        throw StoreError({"cli.cannot_write", {{"file", file}, {"why", std::strerror(errno)}}});
    }
    session.show({{"file", file}}, Message{"cli.schedule_exported", {{"file", file}}});
    return exit_code::kOk;
}

int import_schedule(Session& session, const std::string& file, const std::string& reason) {
    const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!opened) throw RequestError({"cli.cannot_read", {{"file", file}, {"why", std::strerror(errno)}}});
    const json answer = session.ask("schedule_import", late_reason(reason), opened.get());
    session.show(answer, {"cli.schedule_imported",
                          {{"slots", answer.value("slots", json()).dump()},
                           {"programmes", answer.value("programmes", json()).dump()}}});
    return exit_code::kOk;
}

}  // namespace

void add_slot_verbs(CLI::App& app, Session& session) {
    CLI::App& slot = group(app, session, "slot", "slot");
    add_slot_adding(slot, session);
    verb(slot, session, "list", "slot_list", [&session] {
        session.show({{"slots", read_slots(session)}}, show_slots);
        return exit_code::kOk;
    });
    const auto removed = std::make_shared<std::pair<std::int64_t, std::string>>();
    CLI::App& removal = verb(slot, session, "remove", "slot_remove", [&session, removed] {
        json params = late_reason(removed->second);
        params["slot"] = removed->first;
        session.show(session.ask("slot_remove", params), {"cli.removed", {{"id", std::to_string(removed->first)}}});
        return exit_code::kOk;
    });
    removal.add_option("ID", removed->first, session.words().word("help.row_id"))->required();
    removal.add_option("--reason", removed->second, session.words().word("help.late_reason"))->type_name("REASON");
}

void add_calendar_verbs(CLI::App& app, Session& session) {
    CLI::App& calendar = group(app, session, "calendar", "calendar");
    add_exception_adding(calendar, session);
    verb(calendar, session, "list", "calendar_list", [&session] {
        session.show({{"exceptions", read_exceptions(session)}}, show_calendar);
        return exit_code::kOk;
    });
    add_removal(calendar, session, "calendar_remove", "exception");
}

void add_schedule_verbs(CLI::App& app, Session& session) {
    CLI::App& schedule = group(app, session, "schedule", "schedule");
    const auto out = std::make_shared<std::string>();
    verb(schedule, session, "export", "schedule_export", [&session, out] { return export_schedule(session, *out); })
        .add_option("FILE", *out, session.words().word("help.schedule_out"))
        ->required();
    const auto in = std::make_shared<std::pair<std::string, std::string>>();
    CLI::App& importing = verb(schedule, session, "import", "schedule_import",
                               [&session, in] { return import_schedule(session, in->first, in->second); });
    importing.add_option("FILE", in->first, session.words().word("help.schedule_in"))->required();
    importing.add_option("--reason", in->second, session.words().word("help.late_reason"))->type_name("REASON");
}

}  // namespace truyenthanh

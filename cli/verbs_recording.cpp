// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// recording add | list | show | approve | revoke; speak
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "cli/grammar.h"
#include "cli/progress_line.h"
#include "cli/show.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "core/names.h"
#include "daemon/exit_codes.h"
#include "daemon/item_documents.h"
#include "store/recordings.h"
#include "text/figures.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

struct AddOptions {
    std::vector<std::string> files;
    std::vector<std::string> titles;
    std::string kind = "news";
    std::int64_t item = 0;
};

Descriptor open_upload(const std::string& file) {
    Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!opened) throw RequestError({"cli.cannot_read", {{"file", file}, {"why", std::strerror(errno)}}});
    return opened;
}

json add_one(Session& session, const AddOptions& options, std::size_t index) {
    const std::filesystem::path file = options.files[index];
    const Descriptor upload = open_upload(file.string());
    json params{{"title", index < options.titles.size() ? options.titles[index] : file.stem().string()},
                {"kind", name(item_kind_from(options.kind))},
                {"name", file.filename().string()},
                {"by", session.by()}};
    if (options.item != 0) params["item"] = options.item;
    const ProgressLine line(session, file.filename().string());
    return session.ask("recording_add", params, upload.get(), line.drawing());
}

void show_added(Session& session, const json& added) {
    const json recording = added.value("recording", json::object());
    const Message sentence{added.value("was_known", false) ? "cli.recording_known" : "cli.recording_added",
                           {{"title", added.value("title", "")},
                            {"recording", std::to_string(recording.value("id", std::int64_t{0}))},
                            {"item", std::to_string(added.value("item", std::int64_t{0}))},
                            {"length", length_text(recording.value("seconds", json()))}}};
    session.out() << session.words().render(sentence) << "\n";
    for (const json& warning : added.value("warnings", json::array())) {
        session.out() << "  " << message_text(warning, session.words()) << "\n";
    }
}

// Files that are refused do not keep the others out; each is told of.
int add_recordings(Session& session, const AddOptions& options) {
    if (!options.titles.empty() && options.titles.size() != options.files.size()) {
        throw RequestError(
            {"cli.titles_and_files",
             {{"titles", std::to_string(options.titles.size())}, {"files", std::to_string(options.files.size())}}});
    }
    json added = json::array();
    int status = exit_code::kOk;
    for (std::size_t i = 0; i < options.files.size(); ++i) {
        try {
            added.push_back(add_one(session, options, i));
            if (!session.is_json()) show_added(session, added.back());
        } catch (const DeskRefusal& refusal) {
            session.note(
                {"cli.file_refused", {{"file", options.files[i]}, {"why", session.words().render(refusal.message())}}});
            status = exit_code::kFinding;
        }
    }
    if (session.is_json()) session.out() << json{{"added", added}}.dump(2) << "\n";
    return status;
}

int speak(Session& session, std::int64_t item) {
    const ProgressLine line(session, session.words().word("cli.reading_aloud"));
    const json added = session.ask("speak", {{"item", item}, {"by", session.by()}}, std::nullopt, line.drawing());
    if (session.is_json()) {
        session.out() << added.dump(2) << "\n";
    } else {
        show_added(session, added);
    }
    return exit_code::kOk;
}

int list(Session& session, const std::string& search, bool only_waiting) {
    json rows = json::array();
    for (const RecordingOnFile& row : list_recordings(session.database(), search)) {
        json shown = document(row, session.zone(), session.now());
        if (!only_waiting || !shown["refused"].is_null()) rows.push_back(std::move(shown));
    }
    session.show({{"recordings", rows}}, show_recordings);
    return exit_code::kOk;
}

int show_one(Session& session, std::int64_t recording) {
    const RecordingOnFile row = read_recording(session.database(), RecordingId{recording});
    session.show(document(row, session.zone(), session.now()), show_recording);
    return exit_code::kOk;
}

struct ApproveOptions {
    std::vector<std::int64_t> recordings;
    std::string until;
    std::string document;
    std::string document_date;
};

int approve_all(Session& session, const ApproveOptions& options) {
    for (const std::int64_t recording : options.recordings) {
        json params{{"recording", recording}, {"by", session.by()}};
        if (!options.document.empty()) params["document"] = options.document;
        if (!options.document_date.empty()) {
            params["document_date"] = to_string(date_from(options.document_date, session.today()));
        }
        if (!options.until.empty()) {
            params["valid_until"] = to_string(instant_from(options.until, session.zone(), session.now(), Edge::End));
        }
        const json answer = session.ask("recording_approve", params);
        session.show(answer,
                     {"cli.recording_approved", {{"recording", std::to_string(recording)}, {"by", session.by()}}});
    }
    return exit_code::kOk;
}

int revoke_all(Session& session, const std::vector<std::int64_t>& recordings) {
    for (const std::int64_t recording : recordings) {
        const json answer = session.ask("recording_revoke", {{"recording", recording}, {"by", session.by()}});
        session.show(answer,
                     {"cli.recording_revoked", {{"recording", std::to_string(recording)}, {"by", session.by()}}});
    }
    return exit_code::kOk;
}

}  // namespace

void add_recording_verbs(CLI::App& app, Session& session) {
    CLI::App& recording = group(app, session, "recording", "recording");
    const Catalogue& words = session.words();

    const auto options = std::make_shared<AddOptions>();
    CLI::App& add = verb(recording, session, "add", "recording_add",
                         [&session, options] { return add_recordings(session, *options); });
    add.add_option("FILE", options->files, words.word("help.recording_files"))->required();
    add.add_option("--title", options->titles, words.word("help.recording_title"))
        ->take_all()
        ->expected(1)
        ->type_name("TITLE");
    add.add_option("--kind", options->kind, words.word("help.recording_kind"))->type_name("KIND");
    add.add_option("--item", options->item, words.word("help.recording_item"))->type_name("ITEM");

    const auto search = std::make_shared<std::string>();
    const auto only_waiting = std::make_shared<bool>(false);
    CLI::App& listing = verb(recording, session, "list", "recording_list",
                             [&session, search, only_waiting] { return list(session, *search, *only_waiting); });
    listing.add_option("SEARCH", *search, words.word("help.search"));
    listing.add_flag("--waiting", *only_waiting, words.word("help.recording_waiting"));

    const auto shown = std::make_shared<std::int64_t>(0);
    verb(recording, session, "show", "recording_show", [&session, shown] { return show_one(session, *shown); })
        .add_option("RECORDING", *shown, words.word("help.recording_id"))
        ->required();

    const auto approved = std::make_shared<ApproveOptions>();
    CLI::App& approval = verb(recording, session, "approve", "recording_approve",
                              [&session, approved] { return approve_all(session, *approved); });
    approval.add_option("RECORDING", approved->recordings, words.word("help.recording_id"))->required();
    approval.add_option("--until", approved->until, words.word("help.valid_until"))->type_name("DATE");
    approval.add_option("--document", approved->document, words.word("help.document"))->type_name("NUMBER");
    approval.add_option("--document-date", approved->document_date, words.word("help.document_date"))
        ->type_name("DATE");

    const auto revoked = std::make_shared<std::vector<std::int64_t>>();
    verb(recording, session, "revoke", "recording_revoke",
         [&session, revoked] { return revoke_all(session, *revoked); })
        .add_option("RECORDING", *revoked, words.word("help.recording_id"))
        ->required();

    const auto spoken = std::make_shared<std::int64_t>(0);
    verb(app, session, "speak", "speak", [&session, spoken] { return speak(session, *spoken); })
        .add_option("ITEM", *spoken, words.word("help.item"))
        ->required();
}

}  // namespace truyenthanh

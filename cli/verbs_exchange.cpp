// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// import; submission add | mark | list; export rss | text
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <functional>

#include "cli/grammar.h"
#include "cli/offline_plans.h"
#include "cli/progress_line.h"
#include "cli/show.h"
#include "cli/show_exchange.h"
#include "cli/verbs_bundle.h"
#include "core/error.h"
#include "core/names.h"
#include "daemon/documents.h"
#include "daemon/exit_codes.h"
#include "daemon/item_documents.h"
#include "daemon/release.h"
#include "store/exchange.h"
#include "store/recordings.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

struct Options {
    std::vector<std::string> files;
    std::vector<std::int64_t> items;
    std::string source, origin, block, field, receiver, state, note, folder, url, since;
    std::int64_t item = 0, submission = 0;
    int most = 200;
};

Descriptor open_file(const fs::path& file) {
    if (file == "-") return Descriptor(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3));
    Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!opened) throw RequestError({"cli.cannot_read", {{"file", file.string()}, {"why", std::strerror(errno)}}});
    return opened;
}

// What comes through a pipe cannot be read from its beginning by the station.
Descriptor spooled(Descriptor pipe) {
    Descriptor spool(::memfd_create("import", MFD_CLOEXEC));
    std::array<char, 64 * 1024> block;
    for (ssize_t count = 1; count > 0;) {
        count = ::read(pipe.get(), block.data(), block.size());
        if (count > 0 && ::write(spool.get(), block.data(), static_cast<std::size_t>(count)) != count) count = -1;
        if (count < 0) throw RequestError({"cli.cannot_read", {{"file", "-"}, {"why", std::strerror(errno)}}});
    }
    return spool;
}

// The sound a sidecar names lies beside it, nowhere else.
void bring_sound(Session& session, const fs::path& folder, const json& item) {
    const fs::path sound = folder / item.value("sound", "");
    if (sound.filename() != item.value("sound", "")) {
        throw RequestError({"cli.sound_elsewhere", {{"file", item.value("sound", "")}}});
    }
    const Descriptor upload = open_file(sound);
    const ProgressLine line(session, sound.filename().string());
    session.ask("recording_add",
                {{"title", item.value("title", "")},
                 {"kind", "news"},
                 {"name", sound.filename().string()},
                 {"item", item.value("item", std::int64_t{0})},
                 {"by", session.by()}},
                upload.get(), line.drawing());
}

json import_one(Session& session, const Options& o, const fs::path& file, const std::string& origin) {
    Descriptor opened = open_file(file);
    if (file == "-") opened = spooled(std::move(opened));
    const std::string source =
        o.source.empty() ? (file == "-" ? "-" : file.parent_path().filename().string()) : o.source;
    json params{{"name", file.filename().string()},
                {"source", source},
                {"origin", name_from<ItemOrigin>(origin, "origin", session.words())},
                {"by", session.by()}};
    if (!o.block.empty()) params["block"] = o.block;
    if (!o.field.empty()) params["field"] = o.field;
    return session.ask("import", params, opened.get());
}

std::vector<fs::path> sidecars_in(const fs::path& folder) {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const fs::path ending = entry.path().extension();
        if (ending == ".json" || ending == ".xml" || ending == ".csv") found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

// What is refused does not keep the rest out; each is told of.
class Importing {
public:
    Importing(Session& session, const Options& options) : session_(session), options_(options) {}

    void table(const fs::path& file) {
        attempt(file, [&] { import(file, "portal"); });
    }
    void folder(const fs::path& folder) {
        for (const fs::path& sidecar : sidecars_in(folder)) {
            const std::size_t before = files_.size();
            attempt(sidecar, [&] { import(sidecar, "source_system"); });
            if (files_.size() > before) sounds(folder, files_.back()["items"]);
        }
    }
    int end() {
        session_.show({{"files", files_}}, show_imported);
        return status_;
    }

private:
    void import(const fs::path& file, const std::string& usual_origin) {
        files_.push_back(
            import_one(session_, options_, file, options_.origin.empty() ? usual_origin : options_.origin));
    }
    void sounds(const fs::path& folder, const json& items) {
        for (const json& item : items) {
            const std::string sound = item.value("sound", "");
            const ItemId id{item.value("item", std::int64_t{0})};
            if (sound.empty() || read_item(session_.database(), id).recording) continue;
            attempt(folder / sound, [&] { bring_sound(session_, folder, item); });
        }
    }
    void attempt(const fs::path& file, const std::function<void()>& what) {
        try {
            what();
        } catch (const DeskUnreachable&) {
            throw;
        } catch (const Error& refusal) {
            const std::string why = session_.words().render(refusal.message());
            session_.note({"cli.file_refused", {{"file", file.string()}, {"why", why}}});
            status_ = exit_code::kFinding;
        }
    }

    Session& session_;
    const Options& options_;
    json files_ = json::array();
    int status_ = exit_code::kOk;
};

int import_all(Session& session, const Options& o) {
    Importing importing(session, o);
    for (const std::string& file : o.files) {
        if (fs::is_directory(file)) {
            importing.folder(file);
        } else {
            importing.table(file);
        }
    }
    return importing.end();
}

int list_sent(Session& session) {
    json rows = json::array();
    for (const Submission& one : list_submissions(session.database())) {
        json row{
            {"submission", one.id.value}, {"item", one.item.value},   {"title", one.title}, {"receiver", one.receiver},
            {"sent_by", one.sent_by},     {"state", name(one.state)}, {"note", one.note}};
        put_time(row, "sent_at", one.sent_at, session.zone());
        put_time(row, "state_at", one.state_at, session.zone());
        rows.push_back(row);
    }
    session.show({{"submissions", rows}}, show_submissions);
    return exit_code::kOk;
}

void add_submission_verbs(CLI::App& app, Session& session) {
    CLI::App& submission = group(app, session, "submission", "submission");
    const Catalogue& words = session.words();
    const auto o = std::make_shared<Options>();
    const auto tell = [&session](const json& answer) {
        session.show(answer, {"cli.entered", {{"id", answer.value("submission", json()).dump()}}});
        return exit_code::kOk;
    };
    CLI::App& adding = verb(submission, session, "add", "submission_add", [&session, o, tell] {
        return tell(session.ask(
            "submission_add", {{"item", o->item}, {"receiver", o->receiver}, {"note", o->note}, {"by", session.by()}}));
    });
    adding.add_option("ITEM", o->item, words.word("help.item"))->required();
    adding.add_option("--to", o->receiver, words.word("help.submission_to"))->type_name("NAME")->required();
    adding.add_option("--note", o->note, words.word("help.submission_note"))->type_name("TEXT");
    CLI::App& marking = verb(submission, session, "mark", "submission_mark", [&session, o, tell] {
        const std::string state = name_from<SubmissionState>(o->state, "submission", session.words());
        return tell(
            session.ask("submission_mark",
                        {{"submission", o->submission}, {"state", state}, {"note", o->note}, {"by", session.by()}}));
    });
    marking.add_option("SUBMISSION", o->submission, words.word("help.submission_id"))->required();
    marking.add_option("STATE", o->state, words.word("help.submission_state"))
        ->type_name("accepted|returned|aired")
        ->required();
    marking.add_option("--note", o->note, words.word("help.submission_note"))->type_name("TEXT");
    verb(submission, session, "list", "submission_list", [&session] { return list_sent(session); });
}

int export_rss(Session& session, const Options& o) {
    OfflinePlans offline(session);
    FeedOrder order{o.folder, o.url, session.settings().station_name, {}, o.most};
    if (!order.base_url.ends_with("/")) order.base_url += "/";
    if (!o.since.empty()) {
        const std::chrono::local_days day{date_from(o.since, session.today())};
        order.since = session.zone().to_utc(day);
    }
    const int count = export_feed(session.database(), offline.library, order, session.now());
    session.show(
        {{"file", (order.folder / "feed.xml").string()}, {"items", count}},
        {"cli.feed_written", {{"file", (order.folder / "feed.xml").string()}, {"count", std::to_string(count)}}});
    return exit_code::kOk;
}

json pasted(Session& session, Library& library, ItemId item) {
    json shown = document(read_item_on_file(session.database(), item, session.now()), session.zone());
    shown["is_released"] = is_released(session.database(), library, item, session.now());
    shown["station"] = session.settings().station_name;
    for (const LifeStep& step : life_of(session.database(), item)) {
        if (step.step == "aired") put_time(shown, "heard", step.at, session.zone());
    }
    return shown;
}

int export_text(Session& session, const Options& o) {
    OfflinePlans offline(session);
    json all = json::array();
    for (const std::int64_t item : o.items) all.push_back(pasted(session, offline.library, ItemId{item}));
    session.show({{"texts", all}}, [](const json& list, const Catalogue& words) {
        std::string text;
        for (const json& item : list["texts"]) text += (text.empty() ? "" : "\n---\n\n") + paste_text(item, words);
        return text;
    });
    return exit_code::kOk;
}

void add_export_verbs(CLI::App& app, Session& session) {
    CLI::App& out = group(app, session, "export", "export");
    const Catalogue& words = session.words();
    const auto o = std::make_shared<Options>();
    CLI::App& rss = verb(out, session, "rss", "export_rss", [&session, o] { return export_rss(session, *o); });
    rss.add_option("FOLDER", o->folder, words.word("help.export_folder"))->required();
    rss.add_option("--url", o->url, words.word("help.export_url"))->type_name("URL")->required();
    rss.add_option("--since", o->since, words.word("help.export_since"))->type_name("DATE");
    rss.add_option("--most", o->most, words.word("help.export_most"))->type_name("N");
    verb(out, session, "text", "export_text", [&session, o] { return export_text(session, *o); })
        .add_option("ITEM", o->items, words.word("help.item"))
        ->required();
}

}  // namespace

void add_exchange_verbs(CLI::App& app, Session& session) {
    const Catalogue& words = session.words();
    const auto o = std::make_shared<Options>();
    CLI::App& importing = verb(app, session, "import", "import", [&session, o] { return import_all(session, *o); });
    importing.add_option("FILE", o->files, words.word("help.import_files"))->required();
    importing.add_option("--source", o->source, words.word("help.import_source"))->type_name("NAME");
    importing.add_option("--origin", o->origin, words.word("help.import_origin"))->type_name("ORIGIN");
    importing.add_option("--block", o->block, words.word("help.block"))->type_name("BLOCK");
    importing.add_option("--field", o->field, words.word("help.field"))->type_name("FIELD");
    add_submission_verbs(app, session);
    add_export_verbs(app, session);
    add_bundle_verbs(app, session);
}

}  // namespace truyenthanh

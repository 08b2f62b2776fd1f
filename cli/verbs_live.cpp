// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// status, take, hold, resume, kill, release
#include "audio/kill_latch.h"
#include "cli/offline_status.h"
#include "cli/show.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "daemon/exit_codes.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

int status(Session& session) {
    json status;
    try {
        status = session.ask("status", json::object());
    } catch (const DeskUnreachable&) {
        status = offline_status(session);
    }
    session.show(status, show_status);
    return status.value("source", "") == "station" ? exit_code::kOk : exit_code::kUnreachable;
}

struct TakeOptions {
    std::int64_t programme = 0;
    std::vector<std::int64_t> items;
    bool is_emergency = false;
};

int take(Session& session, const TakeOptions& options) {
    json params{{"by", session.by()}, {"emergency", options.is_emergency}};
    if (options.programme != 0) params["programme"] = options.programme;
    if (!options.items.empty()) params["items"] = options.items;
    const json answer = session.ask("take", params);
    session.show(answer, {"cli.taken", {{"name", answer.value("name", "")}}});
    return exit_code::kOk;
}

// The latch first, by ourselves: it has to work with the station stopped or hung. Then the station is told.
int kill(Session& session, const std::string& reason) {
    KillLatch latch(session.places().kill_latch);
    latch.set(session.by(), reason, session.now());
    bool is_told = true;
    try {
        session.ask("kill", {{"by", session.by()}, {"reason", reason}});
    } catch (const Error&) {
        is_told = false;
    }
    session.show({{"is_killed", true}, {"station_told", is_told}}, {"cli.killed", {{"by", session.by()}}});
    if (!is_told && !session.is_json()) session.note({"cli.kill_not_told", {}});
    return exit_code::kOk;
}

int release(Session& session, bool has_name) {
    if (!has_name) throw RequestError({"cli.release_needs_name", {}});
    KillLatch latch(session.places().kill_latch);
    if (!latch.is_set()) throw RequestError({"cli.not_killed", {}});
    latch.release(session.by(), session.now());
    bool is_told = true;
    try {
        session.ask("release", {{"by", session.by()}});
    } catch (const Error&) {
        is_told = false;
    }
    session.show({{"is_killed", false}, {"station_told", is_told}}, {"cli.released", {{"by", session.by()}}});
    return exit_code::kOk;
}

}  // namespace

void add_live_verbs(CLI::App& app, Session& session) {
    const Catalogue& words = session.words();
    verb(app, session, "status", "status", [&session] { return status(session); });

    const auto options = std::make_shared<TakeOptions>();
    CLI::App& taking = verb(app, session, "take", "take", [&session, options] { return take(session, *options); });
    CLI::Option* programme =
        taking.add_option("--programme", options->programme, words.word("help.programme_id"))->type_name("PROGRAMME");
    taking.add_option("--item", options->items, words.word("help.take_item"))
        ->take_all()
        ->type_name("ITEM")
        ->excludes(programme);
    taking.add_flag("--emergency", options->is_emergency, words.word("help.take_emergency"));

    verb(app, session, "hold", "hold", [&session] {
        session.show(session.ask("hold", {{"by", session.by()}}), {"cli.held", {{"by", session.by()}}});
        return exit_code::kOk;
    });
    verb(app, session, "resume", "resume", [&session] {
        session.show(session.ask("resume", {{"by", session.by()}}), {"cli.resumed", {{"by", session.by()}}});
        return exit_code::kOk;
    });
    const auto reason = std::make_shared<std::string>();
    verb(app, session, "kill", "kill", [&session, reason] { return kill(session, *reason); })
        .add_option("--reason", *reason, words.word("help.reason"))
        ->type_name("TEXT");
    verb(app, session, "release", "release", [&session] { return release(session, session.has_name()); });
}

}  // namespace truyenthanh

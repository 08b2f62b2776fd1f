// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// override request | confirm | revoke | list
#include "cli/grammar.h"
#include "cli/show.h"
#include "cli/verbs.h"
#include "core/names.h"
#include "daemon/documents.h"
#include "daemon/exit_codes.h"
#include "store/overrides.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

struct RequestOptions {
    std::string from;
    std::string to;
    std::string reason;
};

int request(Session& session, const RequestOptions& options) {
    const WallTime from = instant_from(options.from, session.zone(), session.now(), Edge::Beginning);
    const WallTime until = instant_from(options.to, session.zone(), session.now(), Edge::End);
    const json answer = session.ask(
        "override_request",
        {{"from", to_string(from)}, {"until", to_string(until)}, {"reason", options.reason}, {"by", session.by()}});
    session.show(answer, {"cli.override_requested", {{"id", answer.value("override", json()).dump()}}});
    return exit_code::kOk;
}

// With --all also those that are over.
int list(Session& session, bool all) {
    json rows = json::array();
    for (const Override& row : list_overrides(session.database(), all ? WallTime{} : session.now())) {
        rows.push_back(document(row, session.zone()));
    }
    session.show({{"overrides", rows}}, show_overrides);
    return exit_code::kOk;
}

void add_word_on(CLI::App& parent, Session& session, const std::string& word, const std::string& sentence) {
    const auto id = std::make_shared<std::int64_t>(0);
    verb(parent, session, word, "override_" + word,
         [&session, id, word, sentence] {
             const json answer = session.ask("override_" + word, {{"override", *id}, {"by", session.by()}});
             session.show(answer, Message{sentence, {{"id", std::to_string(*id)}, {"by", session.by()}}});
             return exit_code::kOk;
         })
        .add_option("OVERRIDE", *id, session.words().word("help.override_id"))
        ->required();
}

}  // namespace

void add_override_verbs(CLI::App& app, Session& session) {
    CLI::App& parent = group(app, session, "override", "override");
    const Catalogue& words = session.words();
    const auto options = std::make_shared<RequestOptions>();
    CLI::App& asking = verb(parent, session, "request", "override_request",
                            [&session, options] { return request(session, *options); });
    asking.add_option("--from", options->from, words.word("help.from"))->type_name("INSTANT")->required();
    asking.add_option("--to", options->to, words.word("help.to"))->type_name("INSTANT")->required();
    asking.add_option("--reason", options->reason, words.word("help.reason"))->type_name("TEXT")->required();
    add_word_on(parent, session, "confirm", "cli.override_confirmed");
    add_word_on(parent, session, "revoke", "cli.override_revoked");
    const auto all = std::make_shared<bool>(false);
    verb(parent, session, "list", "override_list", [&session, all] {
        return list(session, *all);
    }).add_flag("--all", *all, words.word("help.override_all"));
}

}  // namespace truyenthanh

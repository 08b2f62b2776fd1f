// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// relay add | list | test | remove
#include <algorithm>
#include <map>

#include "cli/show.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "core/names.h"
#include "daemon/documents.h"
#include "daemon/exit_codes.h"
#include "daemon/status_document.h"
#include "store/relay_hours.h"
#include "store/relays.h"
#include "text/figures.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

struct AddOptions {
    std::string name;
    std::string level = "city";
    std::vector<std::string> urls;
    bool allow_private = false;
    std::string open_ahead = "45s";
};

int add(Session& session, const AddOptions& options) {
    const json relay{{"name", options.name},
                     {"level", options.level},
                     {"urls", options.urls},
                     {"allow_private", options.allow_private},
                     {"open_ahead", options.open_ahead}};
    relay_from(relay);
    const json answer = session.ask("relay_add", {{"relay", relay}});
    session.show(answer, {"cli.relay_added", {{"name", options.name}, {"id", answer.value("relay", json()).dump()}}});
    return exit_code::kOk;
}

std::string figure(const json& value, int places, const Catalogue& words) {
    return value.is_number() ? decimal(value.get<double>(), places, words.language()) : "–";
}

// What each of them gives now, by its number; nothing where the station does not run.
std::map<std::int64_t, json> health_now(Session& session) {
    std::map<std::int64_t, json> health;
    try {
        for (const json& relay : session.ask("status", json::object()).value("relays", json::array()))
            health[relay.value("id", std::int64_t{0})] = relay;
    } catch (const DeskUnreachable&) {
    }
    return health;
}

int list(Session& session) {
    json rows = json::array();
    const WallTime now = session.now();
    std::map<std::int64_t, json> health = health_now(session);
    for (const Relay& row : list_relays(session.database())) {
        rows.push_back(document(row));
        rows.back()["day"] = document(relay_evidence(session.database(), row.id, now - std::chrono::hours{24}, now));
        rows.back()["now"] = health[row.id.value];
    }
    session.show({{"relays", rows}}, show_relays);
    return exit_code::kOk;
}

// Each address on lines of its own: what it gives, or why it gives nothing.
std::string show_sources(const json& health, const Catalogue& words) {
    std::string text;
    for (const json& source : health.value("sources", json::array())) {
        const bool is_flowing = source.value("is_flowing", false);
        text += "  " + std::string(is_flowing ? "✓ " : "✗ ") + source.value("url", "") + "\n    ";
        const json fault = source.value("fault", json());
        text += is_flowing ? words.render({"cli.relay_source",
                                           {{"codec", source.value("codec", "")},
                                            {"wait", figure(source.value("first_sound_s", json()), 1, words)},
                                            {"buffered", figure(source.value("buffered_s", json()), 1, words)}}}) +
                                 "\n    " + relay_remarks(source, words)
                : fault.is_object() ? message_text(fault, words)
                                    : words.word("cli.relay_source_mute");
        text += "\n";
    }
    return text;
}

std::string show_test(const json& health, const Catalogue& words) {
    const bool is_flowing = health.value("is_flowing", false);
    std::string text = words.render({is_flowing ? "cli.relay_flows" : "cli.relay_does_not_flow",
                                     {{"codec", health.value("codec", "")},
                                      {"decoded", decimal(health.value("decoded_s", 0.0), 1, words.language())}}});
    const json fault = health.value("fault", json());
    if (fault.is_object()) text += " " + message_text(fault, words);
    return text + "\n" + show_sources(health, words);
}

// By its number, or by its name as it is written.
RelayId relay_named(Session& session, const std::string& text) {
    const std::vector<Relay> relays = list_relays(session.database());
    const auto found = std::find_if(relays.begin(), relays.end(), [&text](const Relay& relay) {
        return relay.name == text || std::to_string(relay.id.value) == text;
    });
    if (found == relays.end()) throw RequestError({"store.no_relay", {{"relay", text}}});
    return found->id;
}

int test(Session& session, const std::string& relay, int seconds) {
    const json health = session.ask("relay_test", {{"relay", relay_named(session, relay).value}, {"seconds", seconds}},
                                    {}, [](const json&) {});
    session.show(health, show_test);
    return health.value("is_flowing", false) ? exit_code::kOk : exit_code::kFinding;
}

}  // namespace

void add_relay_verbs(CLI::App& app, Session& session) {
    CLI::App& relay = group(app, session, "relay", "relay");
    const Catalogue& words = session.words();

    const auto options = std::make_shared<AddOptions>();
    CLI::App& adding = verb(relay, session, "add", "relay_add", [&session, options] { return add(session, *options); });
    adding.add_option("NAME", options->name, words.word("help.relay_name"))->required();
    adding.add_option("--url", options->urls, words.word("help.relay_url"))->take_all()->required()->type_name("URL");
    adding.add_option("--level", options->level, words.word("help.relay_level"))->type_name(choices<RelayLevel>());
    adding.add_flag("--allow-private", options->allow_private, words.word("help.relay_private"));
    adding.add_option("--open-ahead", options->open_ahead, words.word("help.relay_open_ahead"))->type_name("LENGTH");

    verb(relay, session, "list", "relay_list", [&session] { return list(session); });

    const auto tested = std::make_shared<std::string>();
    const auto seconds = std::make_shared<int>(60);
    CLI::App& testing = verb(relay, session, "test", "relay_test",
                             [&session, tested, seconds] { return test(session, *tested, *seconds); });
    testing.add_option("RELAY", *tested, words.word("help.relay_number_or_name"))->required();
    testing.add_option("--seconds", *seconds, words.word("help.relay_seconds"))->check(CLI::Range(1, 120));

    const auto removed = std::make_shared<std::int64_t>(0);
    verb(relay, session, "remove", "relay_remove",
         [&session, removed] {
             session.show(session.ask("relay_remove", {{"relay", *removed}}),
                          {"cli.removed", {{"id", std::to_string(*removed)}}});
             return exit_code::kOk;
         })
        .add_option("RELAY", *removed, words.word("help.relay_id"))
        ->required();
}

}  // namespace truyenthanh

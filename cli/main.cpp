// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// truyenthanh: the desk from a terminal. Parses, runs one verb, turns whatever fails into one sentence and an exit
// status.
#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "cli/show.h"
#include "cli/usage.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "daemon/exit_codes.h"

namespace {

using namespace truyenthanh;

// The language is needed before the options are described, so it is looked for beforehand.
std::optional<std::string> language_option(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word.starts_with("--lang=")) return word.substr(7);
        if (word == "--lang" && i + 1 < argc) return argv[i + 1];
    }
    return std::nullopt;
}

void add_common_options(CLI::App& app, CommonOptions& options, const Catalogue& words) {
    // Verbs added later inherit both headings.
    app.option_defaults()->group(words.word("label.Options"));
    app.group(words.word("label.Subcommands"));
    app.add_option("--home", options.home, words.word("help.home"))->type_name("DIR");
    app.add_option("--config", options.configuration, words.word("help.config"))->type_name("FILE");
    app.add_option("--lang", options.language, words.word("help.lang"))
        ->type_name("vi|en")
        ->check(CLI::IsMember({"vi", "en"}));
    app.add_option("--by", options.by, words.word("help.by"))->type_name("NAME")->envname("TRUYENTHANH_BY");
    app.add_flag("--json", options.is_json, words.word("help.json"));
    app.set_help_flag("-h,--help", words.word("help.help"));
    app.set_version_flag("--version", "truyenthanh " TRUYENTHANH_VERSION, words.word("help.version"));
    for (const char* label : {"Usage", "OPTIONS", "SUBCOMMAND", "SUBCOMMANDS", "REQUIRED", "Positionals"}) {
        const std::string key = std::string("label.") + label;
        if (words.has(key)) app.get_formatter()->label(label, words.word(key));
    }
}

using AddVerbs = void (*)(CLI::App&, Session&);
struct Chapter {
    const char* heading;  // chapter.<heading> in the catalogue
    std::vector<AddVerbs> adders;
};

// The verbs in the order of a station's day; the help shows them under these headings.
const std::vector<Chapter>& chapters() {
    static const std::vector<Chapter> all{{"air", {add_live_verbs}},
                                          {"week",
                                           {add_slot_verbs, add_calendar_verbs, add_schedule_verbs, add_plan_verbs,
                                            add_override_verbs, add_relay_verbs, add_rehearsal_verbs}},
                                          {"newsroom",
                                           {add_item_verbs, add_recording_verbs, add_programme_verbs, add_format_verbs,
                                            add_editorial_verbs, add_pool_verbs, add_exchange_verbs}},
                                          {"record",
                                           {add_as_run_verbs, add_log_verbs, add_air_check_verbs, add_report_verbs,
                                            add_royalty_verbs, add_keeping_verbs}},
                                          {"system", {add_technical_verbs}},
                                          {"people", {add_people_verbs, add_account_verbs, add_block_verbs}},
                                          {"house", {add_house_verbs}}};
    return all;
}

// CLI11 makes a verb's --help before the verb inherits its heading of options.
void put_help_among_options(CLI::App& app, const std::string& heading) {
    for (CLI::App* verb : app.get_subcommands({})) {
        verb->get_help_ptr()->group(heading);
        put_help_among_options(*verb, heading);
    }
}

void add_verbs(CLI::App& app, Session& session) {
    app.require_subcommand(1);
    for (const Chapter& chapter : chapters()) {
        const auto known = app.get_subcommands({});
        for (const AddVerbs add : chapter.adders) add(app, session);
        for (CLI::App* verb : app.get_subcommands({})) {
            if (std::find(known.begin(), known.end(), verb) == known.end())
                verb->group(session.words().word(std::string("chapter.") + chapter.heading));
        }
    }
    put_help_among_options(app, session.words().word("label.Options"));
}

int refuse(const Catalogue& words, const Message& message, int status) {
    std::cerr << words.render(message) << "\n";
    return status;
}

int run(const std::function<int()>& action, const Catalogue& words) {
    try {
        return action();
    } catch (const DeskUnreachable& error) {
        return refuse(words, error.message(), exit_code::kUnreachable);
    } catch (const DeskRefusal& error) {
        const bool has_failed = error.code() == desk_code::kFailed;
        return refuse(words, error.message(), has_failed ? exit_code::kInputOutput : exit_code::kFinding);
    } catch (const RequestError& error) {
        return refuse(words, error.message(), exit_code::kFinding);
    } catch (const ConfigError& error) {
        return refuse(words, error.message(), exit_code::kConfiguration);
    } catch (const DecodeError& error) {
        return refuse(words, error.message(), exit_code::kSoftware);
    } catch (const DeviceError& error) {
        return refuse(words, error.message(), exit_code::kTemporary);
    } catch (const Error& error) {
        return refuse(words, error.message(), exit_code::kInputOutput);
    } catch (const std::exception& error) {
        return refuse(words, {"cli.failed", {{"why", error.what()}}}, exit_code::kSoftware);
    }
}

// Before there is a configuration there is no zone either, and instants stay UTC.
void show_local_instants(Catalogue& words, Session& session) {
    try {
        words.show_instants([&zone = session.zone(), language = words.language()](WallTime at) {
            return instant_text(at, zone, language);
        });
    } catch (const ConfigError&) {
        return;
    }
}

}  // namespace

int main(int argc, char** argv) {
    Catalogue words(choose_language(language_option(argc, argv), [](const char* name) { return std::getenv(name); }));
    CommonOptions options;
    CLI::App app(words.word("help.truyenthanh"), "truyenthanh");
    add_common_options(app, options, words);
    Session session(options, words, std::cout, std::cerr);
    add_verbs(app, session);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp& help) {
        return app.exit(help);
    } catch (const CLI::CallForVersion& version) {
        return app.exit(version);
    } catch (const CLI::ParseError& error) {
        return refuse(words, usage_message(app, error), exit_code::kUsage);
    }
    show_local_instants(words, session);
    const int status = run(session.action, words);
    std::cout.flush();
    return std::cout.good() ? status : exit_code::kInputOutput;
}

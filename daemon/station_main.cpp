// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// truyenthanhd: reads the command line and the configuration, then hands over to the station until a signal ends it.
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cstdlib>
#include <iostream>

#include "daemon/exit_codes.h"
#include "daemon/new_station.h"
#include "daemon/notify.h"
#include "daemon/service.h"
#include "daemon/station.h"

namespace {

using namespace truyenthanh;

struct Options {
    std::string home;
    std::string configuration;
    bool is_check = false;
    bool is_init = false;
};

std::optional<std::filesystem::path> given(const std::string& path) {
    return path.empty() ? std::nullopt : std::optional<std::filesystem::path>(path);
}

void open_log(const Settings& settings) {
    open_service_log("truyenthanhd");
    constexpr std::array levels{spdlog::level::debug, spdlog::level::info, spdlog::level::warn, spdlog::level::err};
    spdlog::set_level(levels.at(static_cast<std::size_t>(settings.log_level)));
}

// True: the station is to begin anew.
bool is_carried(const Places& places, int stop) {
    Station station(places, load_settings(places.configuration));
    return station.run(stop);
}

int run(const Options& options, const Catalogue& words) {
    const Places places = places_for(given(options.home), given(options.configuration));
    if (options.is_init) make_station(places, wall_now());
    const Settings settings = load_settings(places.configuration);
    make_zone(settings.time_zone);
    if (options.is_check || options.is_init) {
        std::cout << words.render({"station.check_ok", {{"file", places.configuration.string()}}}) << "\n";
        return exit_code::kOk;
    }
    const Descriptor stop = ending_signals();
    open_log(settings);
    while (is_carried(places, stop.get())) spdlog::info("{}", to_string({"station.begins_anew", {}}));
    notify_supervisor("STOPPING=1");
    return exit_code::kOk;
}

}  // namespace

int main(int argc, char** argv) {
    const Catalogue words(choose_language(std::nullopt, [](const char* name) { return std::getenv(name); }));
    Options options;
    CLI::App app(words.word("station.help"), "truyenthanhd");
    app.add_option("--home", options.home, words.word("help.home"))->type_name("DIR");
    app.add_option("--config", options.configuration, words.word("help.config"))->type_name("FILE");
    app.add_flag("--check", options.is_check, words.word("station.help_check"));
    app.add_flag("--init", options.is_init, words.word("station.help_init"));
    app.set_help_flag("-h,--help", words.word("help.help"));
    app.set_version_flag("--version", "truyenthanhd " TRUYENTHANH_VERSION, words.word("help.version"));
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp& help) {
        return app.exit(help);
    } catch (const CLI::CallForVersion& version) {
        return app.exit(version);
    } catch (const CLI::ParseError& error) {
        std::cerr << words.render({"cli.usage", {{"why", error.what()}}}) << "\n";
        return exit_code::kUsage;
    }
    return guarded(words, [&] { return run(options, words); });
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// truyenthanh-console: reads the command line and the configuration, then serves people until a signal ends it.
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>

#include "console/program.h"
#include "daemon/exit_codes.h"
#include "daemon/notify.h"
#include "daemon/service.h"
#include "daemon/system_clock.h"

namespace {

using namespace truyenthanh;

struct Options {
    std::string home;
    std::string configuration;
    int port = -1;
    bool is_check = false;
};

std::optional<std::filesystem::path> given(const std::string& path) {
    return path.empty() ? std::nullopt : std::optional<std::filesystem::path>(path);
}

void serve(const Places& places, const Settings& settings, std::optional<std::uint16_t> port) {
    const Descriptor stop = ending_signals();
    open_service_log("truyenthanh-console");
    const auto zone = make_zone(settings.time_zone);
    const SystemClock clock{{}};
    RealDeskDoor desk(places.desk_socket);
    ConsoleProgram program(
        places, settings, *zone, clock, desk, [](const Message& message) { spdlog::info("{}", to_string(message)); },
        port);
    spdlog::info("{}",
                 to_string(Message{"console.listens",
                                   {{"address", settings.console.listen}, {"port", std::to_string(program.port())}}}));
    notify_supervisor("READY=1");
    program.run(stop.get(), [] { notify_supervisor("WATCHDOG=1"); });
    notify_supervisor("STOPPING=1");
}

int run(const Options& options, const Catalogue& words) {
    const Places places = places_for(given(options.home), given(options.configuration));
    const Settings settings = load_settings(places.configuration);
    if (options.is_check) {
        make_zone(settings.time_zone);
        std::cout << words.render({"station.check_ok", {{"file", places.configuration.string()}}}) << "\n";
        return exit_code::kOk;
    }
    const bool has_port = options.port >= 0;
    serve(places, settings, has_port ? std::optional(static_cast<std::uint16_t>(options.port)) : std::nullopt);
    return exit_code::kOk;
}

}  // namespace

int main(int argc, char** argv) {
    const Catalogue words(choose_language(std::nullopt, [](const char* name) { return std::getenv(name); }));
    Options options;
    CLI::App app(words.word("console.help"), "truyenthanh-console");
    app.add_option("--home", options.home, words.word("help.home"))->type_name("DIR");
    app.add_option("--config", options.configuration, words.word("help.config"))->type_name("FILE");
    app.add_option("--port", options.port, words.word("console.help_port"))->check(CLI::Range(0, 65535));
    app.add_flag("--check", options.is_check, words.word("station.help_check"));
    app.set_help_flag("-h,--help", words.word("help.help"));
    app.set_version_flag("--version", "truyenthanh-console " TRUYENTHANH_VERSION, words.word("help.version"));
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

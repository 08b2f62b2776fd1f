// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// truyenthanh-input: the process that holds the sound inputs which relays name as "input:NAME". It opens its socket and
// the devices it is asked for; it plays nothing, decodes nothing, and speaks to no network.
#include <signal.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>

#include "audio/portaudio_input.h"
#include "config/places.h"
#include "core/error.h"
#include "daemon/exit_codes.h"
#include "daemon/input_program.h"
#include "text/catalogue.h"

namespace {

using namespace truyenthanh;

constexpr unsigned kListSeconds = 10;

struct Options {
    std::optional<std::filesystem::path> home;
    bool is_list = false;
};

constexpr const char* kFooter =
    "Exit status: 0 ended by a signal; 64 wrong use; 75 the sound system or an input failed (start it again).";

void declare(CLI::App& app, Options& options) {
    app.set_version_flag("--version", "truyenthanh-input " TRUYENTHANH_VERSION);
    app.add_option("--home", options.home, "a whole station in one folder");
    app.add_flag("--list-devices", options.is_list, "print the names of inputs and end");
    app.footer(kFooter);
}

// Blocked in every thread; read by the one that waits.
Descriptor catch_signals() {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGINT);
    ::sigaddset(&signals, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    return Descriptor{::signalfd(-1, &signals, SFD_CLOEXEC)};
}

int list_devices() {
    ::alarm(kListSeconds);  // a hung sound system ends the listing
    for (const std::string& name : input_names()) std::cout << name << '\n';
    return exit_code::kOk;
}

int run(const Options& options) {
    if (options.is_list) return list_devices();
    const Places places = places_for(options.home, std::nullopt);
    std::filesystem::create_directories(places.input_socket.parent_path());
    const Descriptor stop = catch_signals();
    InputProgram program{places.input_socket, open_portaudio_input};
    program.run(stop.get());
    return exit_code::kOk;
}

// What hangs in a driver is not asked to close.
[[noreturn]] void give_up(const Error& error) {
    const Catalogue catalogue{choose_language(std::nullopt, [](const char* name) { return std::getenv(name); })};
    std::cerr << catalogue.render(error.message()) << std::endl;
    ::_exit(exit_code::kTemporary);
}

void set_up_log() {
    auto log = spdlog::stderr_logger_mt("input");
    log->set_pattern(std::getenv("JOURNAL_STREAM") != nullptr ? "%v" : "%Y-%m-%d %H:%M:%S.%e %l %v");
    log->flush_on(spdlog::level::info);
    spdlog::set_default_logger(std::move(log));
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"truyenthanh-input: the sound inputs of a loudspeaker station", "truyenthanh-input"};
    Options options;
    declare(app, options);
    try {
        app.parse(argc, argv);
        set_up_log();
        return run(options);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? exit_code::kOk : exit_code::kUsage;
    } catch (const Error& error) {
        give_up(error);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return exit_code::kTemporary;
    }
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// truyenthanh-air: the process that holds the loudspeaker. It opens its configuration, its socket, the kill latch and
// the sound device, and nothing else by name.
#include <signal.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "audio/portaudio_output.h"
#include "config/places.h"
#include "config/settings.h"
#include "core/error.h"
#include "daemon/air_program.h"
#include "text/catalogue.h"

namespace {

using namespace truyenthanh;

constexpr int kUsage = 64;          // EX_USAGE
constexpr int kUnavailable = 75;    // EX_TEMPFAIL: the sound system failed or hung
constexpr int kInputOutput = 74;    // EX_IOERR: the kill latch cannot be used
constexpr int kConfiguration = 78;  // EX_CONFIG
constexpr unsigned kListSeconds = 10;

struct Options {
    std::optional<std::filesystem::path> home;
    std::optional<std::filesystem::path> config;
    std::string device;
    std::string capture;
    bool is_check = false;
    bool is_list = false;
};

constexpr const char* kFooter =
    "Exit status: 0 ended by a signal or the check passed; 64 wrong use; 74 the kill latch cannot be used; 75 the "
    "sound "
    "system failed or hung (start it again); 78 the configuration cannot be used.";

void declare(CLI::App& app, Options& options) {
    app.set_version_flag("--version", "truyenthanh-air " TRUYENTHANH_VERSION);
    app.add_option("--home", options.home, "a whole station in one folder");
    app.add_option("--config", options.config, "configuration file");
    app.add_option("--device", options.device, "sound device by its exact name, or \"virtual\"");
    app.add_option("--capture", options.capture, "also write what leaves to this .flac or .wav");
    app.add_flag("--check", options.is_check, "check the configuration and end");
    app.add_flag("--list-devices", options.is_list, "print the names of sound devices and end");
    app.footer(kFooter);
}

ZoneOutput zone_of(const ZoneSettings& settings) {
    ZoneOutput zone{static_cast<float>(std::pow(10.0, settings.gain_db / 20.0)), {}};
    for (const int channel : settings.channels) zone.channels.push_back(static_cast<std::uint32_t>(channel - 1));
    return zone;
}

AirPlan plan_from(const Options& options, const Places& places, const AudioSettings& audio) {
    AirPlan plan;
    plan.kill_latch = places.kill_latch;
    plan.socket = places.air_socket;
    plan.device = options.device.empty() ? audio.device : options.device;
    plan.frames_per_buffer = static_cast<std::uint32_t>(audio.frames_per_buffer);
    plan.ceiling_dbtp = audio.ceiling_dbtp;
    plan.capture = options.capture.empty() && audio.is_virtual() ? audio.capture : options.capture;
    plan.zones.clear();
    for (const ZoneSettings& zone : audio.zones) plan.zones.push_back(zone_of(zone));
    return plan;
}

// Blocked in every thread; read by the control thread.
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
    for (const std::string& name : device_names()) std::cout << name << '\n';
    return EXIT_SUCCESS;
}

int run(const Options& options) {
    if (options.is_list) return list_devices();
    const Places places = places_for(options.home, options.config);
    const Settings settings = load_settings(places.configuration);
    if (options.is_check) return EXIT_SUCCESS;
    std::filesystem::create_directories(places.air_socket.parent_path());
    const Descriptor stop = catch_signals();
    AirProgram program{plan_from(options, places, settings.audio)};
    program.run(stop.get());
    return EXIT_SUCCESS;
}

int complain(const Error& error, int status) {
    const Catalogue catalogue{choose_language(std::nullopt, [](const char* name) { return std::getenv(name); })};
    std::cerr << catalogue.render(error.message()) << '\n';
    return status;
}

void set_up_log() {
    auto log = spdlog::stderr_logger_mt("air");
    log->set_pattern(std::getenv("JOURNAL_STREAM") != nullptr ? "%v" : "%Y-%m-%d %H:%M:%S.%e %l %v");
    log->flush_on(spdlog::level::info);
    spdlog::set_default_logger(std::move(log));
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"truyenthanh-air: the on-air chain of a loudspeaker station", "truyenthanh-air"};
    Options options;
    declare(app, options);
    try {
        app.parse(argc, argv);
        set_up_log();
        return run(options);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? EXIT_SUCCESS : kUsage;
    } catch (const ConfigError& error) {
        return complain(error, kConfiguration);
    } catch (const StoreError& error) {
        return complain(error, kInputOutput);
    } catch (const Error& error) {
        return complain(error, kUnavailable);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return kUnavailable;
    }
}

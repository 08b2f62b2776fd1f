// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See service.h.
#include "daemon/service.h"

#include <signal.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/signalfd.h>

#include <cstdlib>
#include <iostream>

#include "core/error.h"
#include "daemon/exit_codes.h"

namespace truyenthanh {

Descriptor ending_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    return Descriptor(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
}

void open_service_log(const char* name) {
    spdlog::set_default_logger(spdlog::stderr_logger_mt(name));
    const bool has_journal = std::getenv("JOURNAL_STREAM") != nullptr;
    spdlog::set_pattern(has_journal ? "%v" : "%Y-%m-%dT%H:%M:%S.%e %l %v");
}

int guarded(const Catalogue& words, const std::function<int()>& run) {
    const auto refuse = [&words](const Message& message, int status) {
        std::cerr << words.render(message) << "\n";
        return status;
    };
    try {
        return run();
    } catch (const ConfigError& error) {
        return refuse(error.message(), exit_code::kConfiguration);
    } catch (const RequestError& error) {
        return refuse(error.message(), exit_code::kFinding);
    } catch (const Error& error) {
        return refuse(error.message(), exit_code::kInputOutput);
    } catch (const std::exception& error) {
        return refuse({"desk.failed", {{"why", error.what()}}}, exit_code::kSoftware);
    }
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The confined job really tries what a hijacked decoder would, and dies of it; the station is told and lives on.
#include <sys/wait.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "audio/job_process.h"
#include "tests/catch.h"
#include "tests/intake/taking.h"

using namespace truyenthanh;
using namespace truyenthanh::test;

namespace {

// A shell script in the program's place that makes the job misbehave.
std::filesystem::path program_that(const Folder& folder, const std::string& misdeed) {
    const auto script = folder / "decode.sh";
    std::ofstream(script) << "#!/bin/sh\nexec '" << decode_program().string() << "' \"$@\" " << misdeed << "\n";
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    return script;
}

std::string verdict_of(const std::string& misdeed, const IntakeLimits& limits = {}) {
    const Folder folder;
    const Folder masters;
    write_wav(folder / "tone.wav", tone(48'000, 1, 0, 48'000));
    Intake intake(program_that(folder, misdeed), masters.path(), open_upload(folder / "tone.wav"), limits,
                  steady_now());
    finish(intake);
    CHECK(masters.files() == 0);
    return intake.result()->refused ? intake.result()->refused->key : "taken";
}

}  // namespace

TEST_CASE("a decoder that tries to open a file is killed") { CHECK(verdict_of("open") == "intake.hostile"); }
TEST_CASE("a decoder that tries to reach the network is killed") { CHECK(verdict_of("socket") == "intake.hostile"); }
TEST_CASE("a decoder that tries to run a program is killed") { CHECK(verdict_of("exec") == "intake.hostile"); }
TEST_CASE("a decoder that tries to start a process is killed") { CHECK(verdict_of("fork") == "intake.hostile"); }
TEST_CASE("a decoder that crashes is reported as such") { CHECK(verdict_of("crash") == "intake.crashed"); }

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("a decoder that asks for more memory than allowed is stopped") {
    IntakeLimits limits;
    limits.memory_bytes = 128LL << 20;
    CHECK(verdict_of("memory", limits) == "intake.too_much_memory");
}
#endif

TEST_CASE("a decoder that computes for ever is stopped at its processor time") {
    IntakeLimits limits;
    limits.processor = std::chrono::seconds{1};
    const std::string verdict = verdict_of("spin", limits);
    CHECK(verdict == "intake.too_much_work");
}

TEST_CASE("a decoder that stands still is stopped by the station") {
    IntakeLimits limits;
    limits.no_progress = std::chrono::seconds{1};
    CHECK(verdict_of("hang", limits) == "intake.no_progress");
}

TEST_CASE("a program that is not there is an error of the station's, not the file's") {
    const Folder folder;
    write_wav(folder / "tone.wav", tone(48'000, 1, 0, 4'800));
    CHECK_THROWS(Intake("/nonexistent", folder.path(), open_upload(folder / "tone.wav"), {}, steady_now()));
    CHECK(folder.files() == 1);
}

TEST_CASE("a program that says something else than a report is not believed") {
    const Folder folder;
    const Folder masters;
    write_wav(folder / "tone.wav", tone(48'000, 1, 0, 48'000));
    const std::string words =
        GENERATE("printf hello >&5", "exit 0", "head -c 8208 /dev/zero >&5", "head -c 8208 /dev/urandom >&5; sleep 0");
    const auto script = folder / "liar.sh";
    std::ofstream(script) << "#!/bin/sh\n" << words << "\n";
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    Intake intake(script, masters.path(), open_upload(folder / "tone.wav"), {}, steady_now());
    finish(intake);
    CAPTURE(words);
    REQUIRE(intake.result()->refused);
    CHECK(intake.result()->refused->key == "intake.broken_report");
    CHECK(masters.files() == 0);
}

TEST_CASE("a job is born with its own descriptors and no other") {
    const Folder folder;
    const auto out = folder / "list";
    const Descriptor secret = open_upload("/etc/hostname");
    const Descriptor given = open_upload("/dev/null");
    const auto script = folder / "list.sh";
    std::ofstream(script) << "#!/bin/sh\nls -l /proc/$$/fd > '" << out.string() << "'\n";
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    JobOrder order;
    order.program = script;
    order.descriptors = {given.get()};
    const int status = wait_for_job(start_job(order));
    CHECK(WIFEXITED(status));
    const std::vector<char> bytes = bytes_of(out);
    const std::string list(bytes.begin(), bytes.end());
    CHECK(list.find(" 3 -> /dev/null") != std::string::npos);
    CHECK(list.find("/etc/hostname") == std::string::npos);
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every folder beside this file is a scenario; README.md tells how to write one.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/catch.h"
#include "tests/scenarios/scenario.h"

using namespace truyenthanh;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> scenario_folders() {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(TRUYENTHANH_SCENARIOS)) {
        if (fs::exists(entry.path() / "week")) folders.push_back(entry.path());
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

// With TRUYENTHANH_WRITE_SCENARIOS=1 the expectation is written from what was played, to be read by a person before it
// is kept.
bool is_writing() { return std::getenv("TRUYENTHANH_WRITE_SCENARIOS") != nullptr; }

void check_as_run(const fs::path& folder, const Played& played) {
    if (is_writing()) std::ofstream(folder / "asrun") << played.as_run;
    CHECK(read_text(folder / "asrun") == played.as_run);
}

// The lines of `commands` occur in this order; others may lie between them.
void check_commands(const fs::path& folder, const Played& played) {
    std::istringstream expected(read_text(folder / "commands"));
    auto from = played.commands.begin();
    for (std::string line; std::getline(expected, line);) {
        if (line.empty() || line[0] == '#') continue;
        const auto found = std::find(from, played.commands.end(), line);
        INFO("expected command: " << line);
        if (found == played.commands.end()) {
            std::string all;
            for (const std::string& command : played.commands) all.append(command).append("\n");
            FAIL("not among the commands issued from there on:\n" << all);
        }
        from = found + 1;
    }
}

}  // namespace

TEST_CASE("every scenario is heard and logged as its folder says") {
    const auto folders = scenario_folders();
    CHECK(folders.size() >= 30);
    for (const fs::path& folder : folders) {
        DYNAMIC_SECTION(folder.filename().string()) {
            const Played played = play(folder);
            if (std::getenv("TRUYENTHANH_SHOW_COMMANDS")) {
                for (const std::string& command : played.commands) UNSCOPED_INFO(command);
                CHECK(false);
            }
            check_as_run(folder, played);
            if (fs::exists(folder / "commands")) check_commands(folder, played);
        }
    }
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every sentence the sources ask for is written down.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>

#include "tests/catch.h"
#include "text/catalogue.h"

using namespace truyenthanh;

namespace {

namespace fs = std::filesystem;

// Keys stand as the first thing in a brace that makes a Message: {"gate.hours", {{…}}}, Message{"gate.hours", …},
// Message{"gate.hours"}. A single {"a.b"} that is no Message would be found too: none exists, and none should.
std::vector<std::string> keys_in(const std::string& source) {
    static const std::regex pattern(R"x((?:\{|Message\()\s*"([a-z]+\.[a-z_0-9]+)"\s*(?:,\s*\{|\}))x");
    std::vector<std::string> keys;
    for (std::sregex_iterator at(source.begin(), source.end(), pattern), end; at != end; ++at) {
        keys.push_back((*at)[1]);
    }
    return keys;
}

std::string content_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("the finder of keys finds the ways a Message is written") {
    CHECK(keys_in(R"(return Message{"gate.hours", {{"slot", name}}};)") == std::vector<std::string>{"gate.hours"});
    CHECK(keys_in(R"(throw RequestError({"desk.busy", {}});)") == std::vector<std::string>{"desk.busy"});
    CHECK(keys_in(R"(throw StoreError(Message{"store.full"});)") == std::vector<std::string>{"store.full"});
    CHECK(keys_in(R"(open(home / "station.db");)").empty());
}

TEST_CASE("every sentence the sources ask for is in the catalogues") {
    const Catalogue catalogue(Language::Vietnamese);
    int files = 0;
    for (const char* folder :
         {"core", "config", "store", "scheduler", "newsroom", "airtime", "audio", "text", "daemon", "console", "cli"}) {
        const fs::path root = fs::path(SOURCE_FOLDER) / folder;
        if (!fs::exists(root)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(root)) {
            if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
            ++files;
            for (const std::string& key : keys_in(content_of(entry.path()))) {
                INFO(entry.path() << " asks for " << key);
                CHECK(catalogue.has(key));
            }
        }
    }
    CHECK(files > 10);
}

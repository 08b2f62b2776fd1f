// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whoever scripts against the station finds every verb on its page.
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "tests/catch.h"

namespace {

std::string content_of(const std::string& name) {
    std::ifstream file(std::string(SOURCE_FOLDER).append("/").append(name));
    return {std::istreambuf_iterator<char>(file), {}};
}

std::set<std::string> found(const std::string& text, const std::regex& pattern) {
    std::set<std::string> names;
    for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) names.insert((*at)[1]);
    return names;
}

}  // namespace

TEST_CASE("every verb of the command line is described") {
    const std::string page = content_of("docs/cli.md");
    std::set<std::string> verbs;
    for (const char* file :
         {"recording", "programme", "relay",     "week",    "override", "plan",   "rehearse", "as_run",
          "live",      "report",    "log",       "keep",    "house",    "people", "account",  "block",
          "item",      "day",       "editorial", "royalty", "exchange", "bundle", "pool",     "technical"}) {
        const std::string source = content_of(std::string("cli/verbs_").append(file).append(".cpp"));
        verbs.merge(found(source, std::regex(R"x((?:verb|group)\(\w+, session, "([a-z]+)")x")));
    }
    CHECK(verbs.size() > 25);
    for (const std::string& verb : verbs) {
        INFO(verb);
        CHECK(std::regex_search(page, std::regex(std::string("[`· |]").append(verb).append("[` ]"))));
    }
}

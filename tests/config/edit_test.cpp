// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A setting is changed and the rest of the file stays as somebody wrote it.
#include "config/edit.h"

#include <algorithm>

#include "config/settings.h"
#include "core/error.h"
#include "tests/catch.h"

using namespace truyenthanh;

namespace {

std::string with(const std::string& text, const std::string& table, const std::string& key, const std::string& value) {
    return with_value(text, "a.toml", table, key, value);
}

}  // namespace

TEST_CASE("a value is changed where it stands, comments and all else untouched") {
    const std::string text = "# đầu\n[station]\nname = \"Đài cũ\"   # tên, có dấu\nlanguage = \"vi\"\n";
    CHECK(with(text, "station", "name", "\"Đài mới\"") ==
          "# đầu\n[station]\nname = \"Đài mới\"   # tên, có dấu\nlanguage = \"vi\"\n");
    CHECK(with(text, "station", "language", "\"en\"") ==
          "# đầu\n[station]\nname = \"Đài cũ\"   # tên, có dấu\nlanguage = \"en\"\n");
}

TEST_CASE("a list over several lines is changed as a whole") {
    const std::string text =
        "[profile]\npermitted = [\n  { days = \"daily\", from = \"05:00\", until = \"06:00\" }, # sáng\n]\n"
        "relay_allowed = true\n";
    CHECK(with(text, "profile", "permitted", "[]") == "[profile]\npermitted = []\nrelay_allowed = true\n");
}

TEST_CASE("a key that is not there comes under its table, a table that is not there at the end") {
    CHECK(with("[a]\nb = 1\n[c]\nd = 2\n", "a", "e", "3") == "[a]\ne = 3\nb = 1\n[c]\nd = 2\n");
    CHECK(with("[a]\nb = 1", "c", "d", "2") == "[a]\nb = 1\n\n[c]\nd = 2\n");
    CHECK(with("", "c", "d", "2") == "\n[c]\nd = 2\n");
}

TEST_CASE("a key goes with its lines, and one that is not there is no matter") {
    CHECK(with("[a]\nb = [\n 1,\n 2 ] # two\nc = 3\n", "a", "b", "") == "[a]\nc = 3\n");
    CHECK(with("[a]\nb = 1\n", "a", "z", "") == "[a]\nb = 1\n");
}

TEST_CASE("what cannot be changed alone is refused, and so is a value that says more than one thing") {
    CHECK_THROWS_AS(with("a = { b = 1 }\n", "a", "c", "2"), ConfigError);
    CHECK_THROWS_AS(with("[[a.b]]\nx = 1\n[[a.b]]\nx = 2\n", "a", "b", "[]"), ConfigError);
    CHECK_THROWS_AS(with("[a]\nb = 1\n", "a", "b", "2\nc = 3"), ConfigError);
    CHECK_THROWS_AS(with("[a]\nb = 1\n", "a", "b", "\"half"), ConfigError);
    CHECK_THROWS_AS(with("[a\n", "a", "b", "1"), ConfigError);
}

TEST_CASE("each value of the sample configuration can be changed there, and the result is a configuration") {
    const std::string text = default_text();
    const std::string changed = with(with(with(text, "profile", "sessions_a_day", "3"), "air_check", "days", "60"),
                                     "profile", "longest_session_minutes", "");
    const Settings settings = parse_settings(changed, "a.toml");
    CHECK(settings.profile.sessions_a_day == 3);
    CHECK_FALSE(settings.profile.longest_session);
    CHECK(settings.air_check.days == 60);
    CHECK(std::count(changed.begin(), changed.end(), '#') == std::count(text.begin(), text.end(), '#'));
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is wrong with a command line is said in the reader's language, with the verb whose help tells more.
#include "cli/usage.h"

#include <algorithm>

#include "tests/catch.h"
#include "text/catalogue.h"

namespace {

using namespace truyenthanh;

// What the operator reads after typing these words, in Vietnamese; empty: nothing was wrong.
std::string said_of(std::vector<std::string> typed) {
    CLI::App app("", "truyenthanh");
    std::string language;
    std::string name;
    int days = 0;
    app.add_option("--lang", language)->check(CLI::IsMember({"vi", "en"}));
    app.require_subcommand(1);
    CLI::App& slot = *app.add_subcommand("slot", "");
    slot.require_subcommand(1);
    CLI::App& add = *slot.add_subcommand("add", "");
    add.add_option("NAME", name)->required();
    CLI::Option* limit = add.add_option("--days", days)->check(CLI::Range(1, 366));
    add.add_option("--programme", days)->excludes(limit);
    std::reverse(typed.begin(), typed.end());
    try {
        app.parse(typed);
    } catch (const CLI::ParseError& error) {
        return Catalogue(Language::Vietnamese).render(usage_message(app, error));
    }
    return "";
}

}  // namespace

TEST_CASE("a command line that is right is not complained of") { CHECK(said_of({"slot", "add", "Sáng"}).empty()); }

TEST_CASE("what is wrong with a command line is said in Vietnamese") {
    CHECK(said_of({}) == "Thiếu lệnh phải làm; hãy chọn một lệnh trong truyenthanh --help.");
    CHECK(said_of({"slot"}) == "Thiếu lệnh phải làm; hãy chọn một lệnh trong truyenthanh slot --help.");
    CHECK(said_of({"slto"}) == "Không có lệnh hay tùy chọn nào là slto; hãy xem truyenthanh --help.");
    CHECK(said_of({"slot", "add"}) == "Dòng lệnh thiếu NAME; hãy xem truyenthanh slot add --help.");
    CHECK(said_of({"slot", "add", "Sáng", "--lage"}) ==
          "Không có lệnh hay tùy chọn nào là --lage; hãy xem truyenthanh slot add --help.");
    CHECK(said_of({"slot", "add", "Sáng", "--days"}) == "--days thiếu giá trị; hãy xem truyenthanh slot add --help.");
    CHECK(said_of({"slot", "add", "Sáng", "--days", "400"}) ==
          "--days không nhận 400, chỉ nhận 1–366; hãy xem truyenthanh slot add --help.");
    CHECK(said_of({"slot", "add", "Sáng", "--programme", "ba"}) ==
          "Không đọc được giá trị --programme = ba; hãy xem truyenthanh slot add --help.");
    CHECK(said_of({"slot", "add", "Sáng", "--days", "3", "--programme", "2"}) ==
          "--days và --programme không dùng cùng nhau được; hãy bỏ một, xem truyenthanh slot add --help.");
    CHECK(said_of({"--lang", "fr", "slot", "add", "Sáng"}) ==
          "--lang không nhận fr, chỉ nhận vi,en; hãy xem truyenthanh slot add --help.");
}

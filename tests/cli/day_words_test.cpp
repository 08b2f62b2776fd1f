// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Places, changes, topics and coefficients as people type them; the bar, coverage and royalties as they read them.
#include "cli/day_words.h"

#include "cli/show_editorial.h"
#include "core/error.h"
#include "tests/catch.h"

using namespace truyenthanh;
using nlohmann::json;

namespace {

template <class Act>
std::string refusal(Act act) {
    try {
        act();
    } catch (const RequestError& error) {
        return error.message().key;
    }
    return "";
}

json with_bar(double total, bool fits) {
    json page{{"name", "Bản tin"}, {"id", 7}, {"state", "open"}, {"rundown", json::array()}};
    page["bar"] = {{"length_s", 900}, {"total_s", total}, {"over_s", total - 900}, {"fits", fits}};
    return page;
}

}  // namespace

TEST_CASE("a place is typed as its kinds, how many, and whose") {
    CHECK(place_from_text("tin") == json{{"kinds", json::array({"news"})}});
    const json place = place_from_text("news+thông báo:2-3:column=4:field=economy");
    CHECK(place["kinds"] == json::array({"news", "notice"}));
    CHECK(place["least"] == 2);
    CHECK(place["most"] == 3);
    CHECK(place["column"] == 4);
    CHECK(place["field"] == "economy");
    CHECK(place_from_text("feature:1")["most"] == 1);
    CHECK(refusal([] { place_from_text("news:2-3-4"); }) == "cli.bad_place");
    CHECK(refusal([] { place_from_text("news:two"); }) == "cli.bad_place");
    CHECK_FALSE(refusal([] { place_from_text("poem"); }).empty());
}

TEST_CASE("a change is typed as what, where and which item") {
    CHECK(edit_from_text("drop:2") == json{{"op", "drop"}, {"position", 2}});
    CHECK(edit_from_text("insert:2=15") == json{{"op", "insert"}, {"position", 2}, {"item", 15}});
    CHECK(edit_from_text("move:3=1") == json{{"op", "move"}, {"position", 3}, {"to", 1}});
    for (const char* wrong : {"drop", "drop:2=3", "insert:2", "sing:1", "replace:x=1", ""}) {
        INFO(wrong);
        CHECK(refusal([&] { edit_from_text(wrong); }) == "cli.bad_edit");
    }
}

TEST_CASE("a topic is typed as its title and what is known of it") {
    const json topic = topic_from_text("Tiêm chủng;owner=Trần Thị Hoa;due=2026-12-20");
    CHECK(topic["title"] == "Tiêm chủng");
    CHECK(topic["owner"] == "Trần Thị Hoa");
    CHECK(topic["due"] == "2026-12-20");
    CHECK(topic_from_text("Tiêm chủng").size() == 1);
    CHECK(refusal([] { topic_from_text("Tiêm chủng;who=Hoa"); }) == "cli.bad_topic");
}

TEST_CASE("coefficients take a point or a comma and at most two decimals") {
    CHECK(hundredths_from_text("10") == 1'000);
    CHECK(hundredths_from_text("0.5") == 50);
    CHECK(hundredths_from_text("0,05") == 5);
    CHECK(hundredths_from_text("1.25") == 125);
    for (const char* wrong : {"", ".5", "1.", "1.234", "-1", "1.2.3", "x"}) {
        INFO(wrong);
        CHECK(refusal([&] { hundredths_from_text(wrong); }) == "cli.bad_coefficient");
    }
    CHECK(coefficient_from_text("tin=0,5") == std::pair<std::string, int>{"news", 50});
}

TEST_CASE("the bar says what is over, what is left, and that it is full") {
    const Catalogue words(Language::English);
    CHECK(show_day(with_bar(915, false), words).find("15.0 s over") != std::string::npos);
    CHECK(show_day(with_bar(840, false), words).find("60.0 s left") != std::string::npos);
    CHECK(show_day(with_bar(899, true), words).find("full (1.0 s left)") != std::string::npos);
    CHECK(show_day(with_bar(899, true), words).find("14'59\" / 15'") != std::string::npos);
}

TEST_CASE("a person with nothing stands in the contributors' table with a zero") {
    const Catalogue words(Language::Vietnamese);
    const json sheet{
        {"from", "2018-01-01"},
        {"until", "2018-03-31"},
        {"total", 1'300'000},
        {"pay_by", "2018-05-30"},
        {"contributors",
         {{{"name", "An"}, {"written", 4}, {"aired", 3}, {"posted", 0}, {"returned", 1}, {"royalty", 1'300'000}},
          {{"name", "Bình"}, {"written", 0}, {"aired", 0}, {"posted", 0}, {"returned", 0}, {"royalty", 0}}}},
        {"remarks", json::array()}};
    const std::string text = show_royalties(sheet, words);
    CHECK(text.find("1.300.000") != std::string::npos);
    CHECK(text.find("Bình") != std::string::npos);
    CHECK(text.find("2018-05-30") != std::string::npos);
}

TEST_CASE("coverage reads as sentences") {
    const Catalogue words(Language::English);
    const json coverage{
        {"from", "2026-12-01"},
        {"until", "2026-12-31"},
        {"documents", 1},
        {"topics", 2},
        {"aired", 0},
        {"without_item", {{{"title", "Vaccination"}, {"document", "12/KH"}, {"owner", "Hoa"}, {"due", "2026-12-04"}}}},
        {"overdue", json::array()},
        {"without_owner", json::array()},
        {"fields_without_anybody", {"Land"}},
        {"short_columns", json::array()}};
    const std::string text = show_coverage(coverage, words);
    CHECK(text.find("No item: Vaccination (12/KH) – Hoa, due 2026-12-04") != std::string::npos);
    CHECK(text.find("Nobody answers for the field: Land") != std::string::npos);
}

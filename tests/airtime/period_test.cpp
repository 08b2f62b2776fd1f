// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Periods as boards name them, and what they are compared with.
#include "airtime/period.h"

#include "core/names.h"
#include "tests/catch.h"

using namespace truyenthanh;

namespace {

std::string span(const Period& period) { return to_string(period.span.from) + ".." + to_string(period.span.to); }

std::string span(const char* text, int first_day = 1) {
    const auto period = parse_period(text, first_day);
    return period ? span(*period) : "none";
}

}  // namespace

TEST_CASE("months, quarters, halves and years are read") {
    CHECK(span("2018-01") == "2018-01-01..2018-01-31");
    CHECK(span("2024-02") == "2024-02-01..2024-02-29");
    CHECK(span("2018-q1") == "2018-01-01..2018-03-31");
    CHECK(span("2018-q4") == "2018-10-01..2018-12-31");
    CHECK(span("2018-h2") == "2018-07-01..2018-12-31");
    CHECK(span("2018") == "2018-01-01..2018-12-31");
    CHECK(span("2018-01-20..2018-02-19") == "2018-01-20..2018-02-19");
}

TEST_CASE("who counts from the 20th to the 20th gets whole periods too") {
    CHECK(span("2018-03", 20) == "2018-02-20..2018-03-19");
    CHECK(span("2018-01", 20) == "2017-12-20..2018-01-19");
    CHECK(span("2018-q1", 20) == "2017-12-20..2018-03-19");
    CHECK(span("2018", 20) == "2017-12-20..2018-12-19");
}

TEST_CASE("what is no period is not taken for one") {
    for (const char* text :
         {"", "2", "2018-", "2018-1", "2018-13", "2018-00", "2018-q5", "2018-q", "2018-q01", "2018-h3", "18-01",
          "2018-01-32..2018-02-01", "2018-02-01..2018-01-01", "2018-01-01..", "quarter"}) {
        INFO(text);
        CHECK(span(text) == "none");
    }
    CHECK(span("2018-01", 0) == "none");
    CHECK(span("2018-01", 29) == "none");
}

TEST_CASE("the period before ends the day before, and is of the same kind") {
    CHECK(span(before(*parse_period("2018-01"))) == "2017-12-01..2017-12-31");
    CHECK(span(before(*parse_period("2018-q1"))) == "2017-10-01..2017-12-31");
    CHECK(span(before(*parse_period("2018-h2"))) == "2018-01-01..2018-06-30");
    CHECK(span(before(*parse_period("2018"))) == "2017-01-01..2017-12-31");
    CHECK(span(before(*parse_period("2018-03", 20))) == "2018-01-20..2018-02-19");
    CHECK(span(before(*parse_period("2018-01-11..2018-01-20"))) == "2018-01-01..2018-01-10");
}

TEST_CASE("a year ago is the same days, and the 29th of February becomes the 28th") {
    CHECK(span(year_before(*parse_period("2018-q1"))) == "2017-01-01..2017-03-31");
    CHECK(span(year_before(*parse_period("2024-02-01..2024-02-29"))) == "2023-02-01..2023-02-28");
}

TEST_CASE("every period is written as it is read") {
    for (const char* text : {"2018-01", "2018-12", "2018-q3", "2018-h1", "2018", "2018-01-20..2018-02-19"})
        CHECK(to_string(*parse_period(text)) == text);
}

TEST_CASE("the months of a period follow each other without a gap") {
    for (const auto& [text, day, count] :
         {std::tuple("2018-q1", 1, 3U), {"2018-h1", 20, 6U}, {"2018", 1, 12U}, {"2018-01-20..2018-03-05", 1, 3U}}) {
        const Period period = *parse_period(text, day);
        const std::vector<Period> months = months_of(period);
        REQUIRE(months.size() == count);
        CHECK(months.front().span.from == period.span.from);
        CHECK(months.back().span.to == period.span.to);
        for (std::size_t i = 1; i < months.size(); ++i)
            CHECK(std::chrono::local_days{months[i].span.from} ==
                  std::chrono::local_days{months[i - 1].span.to} + std::chrono::days{1});
    }
    CHECK(to_string(months_of(*parse_period("2018-q1"))[1]) == "2018-02");
    CHECK(to_string(months_of(*parse_period("2018-q1", 20))[1]) == "2018-02");
}

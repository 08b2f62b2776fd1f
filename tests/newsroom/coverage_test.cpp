// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Guidance followed or not, columns against their quota.
#include "newsroom/coverage.h"

#include "tests/catch.h"

using namespace truyenthanh;

namespace {

constexpr LocalDate day(unsigned month, unsigned number) {
    return LocalDate{std::chrono::year(2018), std::chrono::month(month), std::chrono::day(number)};
}

GuidanceTopic topic(int items = 0, int ready = 0, std::optional<LocalDate> aired = {}) {
    GuidanceTopic made;
    made.title = "Tiêm chủng mở rộng";
    made.owner = "Trạm Y tế";
    made.due = day(1, 20);
    made.items = items;
    made.ready = ready;
    made.aired = aired;
    return made;
}

ColumnCount column(QuotaPeriod period, int quota, std::vector<LocalDate> aired) {
    ColumnCount made;
    made.id = ColumnId{3};
    made.name = "Pháp luật và đời sống";
    made.period = period;
    made.quota = quota;
    made.aired = std::move(aired);
    return made;
}

}  // namespace

TEST_CASE("a topic is aired, ready, in work or has nothing") {
    CHECK(state_of(topic()) == TopicState::Nothing);
    CHECK(state_of(topic(1)) == TopicState::InWork);
    CHECK(state_of(topic(2, 1)) == TopicState::Ready);
    CHECK(state_of(topic(2, 1, day(1, 3))) == TopicState::Aired);
}

TEST_CASE("a topic is overdue when its day has passed and nothing was heard by then") {
    CHECK_FALSE(is_overdue(topic(), day(1, 20)));
    CHECK(is_overdue(topic(), day(1, 21)));
    CHECK_FALSE(is_overdue(topic(1, 1, day(1, 20)), day(2, 1)));
    CHECK(is_overdue(topic(1, 1, day(1, 22)), day(2, 1)));
    GuidanceTopic open = topic();
    open.due.reset();
    CHECK_FALSE(is_overdue(open, day(12, 31)));
}

TEST_CASE("a month's quota is counted in whole months") {
    const auto lines =
        quota_lines({column(QuotaPeriod::Month, 2, {day(1, 1), day(1, 31), day(2, 28)})}, day(1, 15), day(2, 3));
    REQUIRE(lines.size() == 2);
    CHECK(lines[0] == QuotaLine{ColumnId{3}, "Pháp luật và đời sống", day(1, 1), day(1, 31), 2, 2});
    CHECK(lines[1] == QuotaLine{ColumnId{3}, "Pháp luật và đời sống", day(2, 1), day(2, 28), 2, 1});
    CHECK_FALSE(lines[0].is_short());
    CHECK(lines[1].is_short());
}

TEST_CASE("a week begins on Monday, a quarter with its first month") {
    const auto weeks = quota_lines({column(QuotaPeriod::Week, 1, {day(1, 7)})}, day(1, 7), day(1, 8));
    REQUIRE(weeks.size() == 2);
    CHECK(weeks[0].from == day(1, 1));
    CHECK(weeks[0].until == day(1, 7));
    CHECK_FALSE(weeks[0].is_short());
    CHECK(weeks[1].is_short());
    const auto quarters = quota_lines({column(QuotaPeriod::Quarter, 4, {})}, day(5, 9), day(5, 9));
    REQUIRE(quarters.size() == 1);
    CHECK(quarters[0].from == day(4, 1));
    CHECK(quarters[0].until == day(6, 30));
}

TEST_CASE("a column owes nothing for a period in which it began, ended, or without a quota") {
    ColumnCount young = column(QuotaPeriod::Month, 1, {});
    young.from = day(1, 2);
    young.until = day(3, 30);
    const auto lines = quota_lines({young, column(QuotaPeriod::Month, 0, {})}, day(1, 1), day(3, 31));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].from == day(2, 1));
}

TEST_CASE("the board reads what is missing: items, days, owners, people of a field, columns") {
    GuidanceTopic orphan = topic(1);
    orphan.owner.clear();
    orphan.due.reset();
    const auto quotas = quota_lines({column(QuotaPeriod::Month, 1, {})}, day(1, 1), day(1, 31));
    const Coverage found =
        coverage({topic(), orphan, topic(1, 1, day(1, 5))}, {{"Kinh tế", 1, 0}, {"Đất đai", 0, 3}}, quotas, day(1, 31));
    CHECK(found.topics == 3);
    CHECK(found.aired == 1);
    CHECK(found.without_item.size() == 1);
    CHECK(found.overdue.size() == 1);
    CHECK(found.without_owner.size() == 1);
    CHECK(found.fields_without_anybody == std::vector<std::string>{"Đất đai"});
    CHECK(found.short_columns.size() == 1);
}

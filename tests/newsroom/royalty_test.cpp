// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Royalties to the đồng.
#include "newsroom/royalty.h"

#include <numeric>
#include <random>

#include "tests/catch.h"

using namespace truyenthanh;

namespace {

constexpr LocalDate day(int year, unsigned month, unsigned number) {
    return LocalDate{std::chrono::year(year), std::chrono::month(month), std::chrono::day(number)};
}

// Base salary 1,300,000 until June 2018, 1,390,000 from July; a unit is 10 % of it.
std::vector<RoyaltyRate> rates_of_2018() {
    RoyaltyRate first;
    first.id = RateId{1};
    first.from = day(2017, 7, 1);
    first.until = day(2018, 6, 30);
    first.base_salary = 1'300'000;
    first.coefficients = {{ItemKind::News, 50}, {ItemKind::Feature, 150}};
    RoyaltyRate second = first;
    second.id = RateId{2};
    second.from = day(2018, 7, 1);
    second.until.reset();
    second.base_salary = 1'390'000;
    return {first, second};
}

PaidItem news(std::vector<LocalDate> airings, std::vector<AuthorShare> authors = {{PersonId{1}, 100}}) {
    return {ItemId{5}, "Tin", ItemKind::News, {}, std::move(authors), std::move(airings)};
}

RoyaltySheet sheet_of(const PaidItem& item, LocalDate from = day(2018, 1, 1), LocalDate until = day(2018, 12, 31)) {
    return royalty_sheet({item}, rates_of_2018(), from, until);
}

}  // namespace

TEST_CASE("the first airing pays the unit times the coefficient, repeats do not") {
    const RoyaltySheet sheet = sheet_of(news({day(2018, 1, 2), day(2018, 1, 2), day(2018, 2, 1)}));
    REQUIRE(sheet.lines.size() == 1);
    CHECK(sheet.lines[0].amount == 65'000);
    CHECK(sheet.total == 65'000);
}

TEST_CASE("an item first heard in an earlier period is not paid again in this one") {
    CHECK(sheet_of(news({day(2017, 12, 29), day(2018, 1, 2)})).lines.empty());
}

TEST_CASE("what was never heard is never paid") {
    const RoyaltySheet sheet = sheet_of(news({}));
    CHECK(sheet.lines.empty());
    CHECK(sheet.total == 0);
}

TEST_CASE("the rate of the day on which it was heard counts") {
    CHECK(sheet_of(news({day(2018, 6, 30)})).total == 65'000);
    CHECK(sheet_of(news({day(2018, 7, 1)})).total == 69'500);
}

TEST_CASE("a table may pay repeats a part") {
    std::vector<RoyaltyRate> rates = rates_of_2018();
    rates[0].repeat_percent = 20;
    const RoyaltySheet sheet =
        royalty_sheet({news({day(2018, 1, 2), day(2018, 1, 3)})}, rates, day(2018, 1, 3), day(2018, 1, 3));
    REQUIRE(sheet.lines.size() == 1);
    CHECK(sheet.lines[0].is_repeat);
    CHECK(sheet.total == 13'000);
}

TEST_CASE("an item's own coefficient goes before its kind's") {
    PaidItem item = news({day(2018, 1, 2)});
    item.coefficient = 80;
    CHECK(sheet_of(item).total == 104'000);
}

TEST_CASE("pay is rounded half up to the table's step") {
    RoyaltyRate rate = rates_of_2018()[0];
    rate.base_salary = 1'300'050;
    CHECK(pay_of(rate, 50, false) == 65'003);  // 65,002.5
    rate.round_to = 1'000;
    CHECK(pay_of(rate, 50, false) == 65'000);
    rate.base_salary = 1'310'000;
    CHECK(pay_of(rate, 50, false) == 66'000);  // 65,500
}

TEST_CASE("three authors of equal shares are paid to the đồng, the first having the one that is left") {
    CHECK(parts_of(65'000, {1, 1, 1}) == std::vector<std::int64_t>{21'667, 21'667, 21'666});
    CHECK(parts_of(100, {50, 30, 20}) == std::vector<std::int64_t>{50, 30, 20});
    CHECK(parts_of(1, {1, 99}) == std::vector<std::int64_t>{0, 1});
}

TEST_CASE("parts always add up to the whole, none is off by a đồng or more") {
    const unsigned seed = std::random_device{}();
    std::mt19937 random(seed);
    INFO("seed " << seed);
    for (int run = 0; run < 5'000; ++run) {
        const std::int64_t amount = std::uniform_int_distribution<std::int64_t>(0, 90'000'000)(random);
        std::vector<int> shares(std::uniform_int_distribution<std::size_t>(1, 6)(random));
        for (int& share : shares) share = std::uniform_int_distribution<int>(1, 100)(random);
        const auto parts = parts_of(amount, shares);
        CHECK(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) == amount);
        const double all = std::accumulate(shares.begin(), shares.end(), 0);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            CHECK(std::abs(static_cast<double>(parts[i]) - static_cast<double>(amount) * shares[i] / all) < 1.0);
        }
    }
}

TEST_CASE("heard but not paid is told: no rate that day, no coefficient, no author") {
    const auto remark = [](const PaidItem& item) {
        const RoyaltySheet sheet = sheet_of(item, day(2010, 1, 1));
        CHECK(sheet.total == 0);
        return sheet.remarks.empty() ? "" : sheet.remarks[0].key;
    };
    CHECK(remark(news({day(2015, 1, 2)})) == "newsroom.no_rate");
    CHECK(remark(news({day(2018, 1, 2)}, {})) == "newsroom.no_author");
    PaidItem talk = news({day(2018, 1, 2)});
    talk.kind = ItemKind::Talk;
    CHECK(remark(talk) == "newsroom.no_coefficient");
}

TEST_CASE("the frame of a programme is nobody's pay") {
    PaidItem tune = news({day(2018, 1, 2)});
    tune.kind = ItemKind::Tune;
    const RoyaltySheet sheet = sheet_of(tune);
    CHECK(sheet.lines.empty());
    CHECK(sheet.remarks.empty());
}

TEST_CASE("a sheet is in the order of dates, items and people") {
    PaidItem late = news({day(2018, 3, 1)}, {{PersonId{2}, 50}, {PersonId{1}, 50}});
    PaidItem early = news({day(2018, 2, 1)});
    early.id = ItemId{9};
    const RoyaltySheet sheet = royalty_sheet({late, early}, rates_of_2018(), day(2018, 1, 1), day(2018, 3, 31));
    REQUIRE(sheet.lines.size() == 3);
    CHECK(sheet.lines[0].item == ItemId{9});
    CHECK(sheet.lines[1].person == PersonId{1});
    CHECK(sheet.lines[2].person == PersonId{2});
}

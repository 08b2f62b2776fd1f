// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A real ward's first quarter of 2018 with eight invented contributors and fifteen guidance documents: what the station
// says of it against sums made here, from the file alone.
#include <array>
#include <fstream>
#include <map>
#include <sstream>

#include "store/ledger.h"
#include "store/people.h"
#include "tests/daemon/desk_of_a_day.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;

namespace {

const std::array<const char*, 8> kPeople{"Nguyễn Văn An",   "Trần Thị Bình", "Lê Văn Cường", "Phạm Thị Dung",
                                         "Hoàng Văn Giang", "Vũ Thị Hạnh",   "Đỗ Văn Khánh", "Bùi Thị Liên"};
constexpr std::size_t kWriters = 6;  // the last two write nothing
constexpr int kNewsPay = 65'000;     // 1,300,000 × 10 % × 0.5
constexpr int kFeaturePay = 195'000;

struct Programme2018 {
    LocalDate date;
    std::vector<int> seconds;
    std::vector<std::string> kinds;
};

std::vector<Programme2018> quarter() {
    std::ifstream file(QUARTER);
    std::vector<Programme2018> all;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::stringstream row(line);
        std::array<std::string, 6> cells;
        for (std::string& cell : cells) std::getline(row, cell, ',');
        Programme2018 programme;
        programme.date = *parse_date(cells[1]);
        std::stringstream lengths(cells[3]);
        for (int length = 0; lengths >> length;) programme.seconds.push_back(length);
        std::stringstream kinds(cells[4]);
        for (std::string kind; kinds >> kind;) programme.kinds.push_back(kind);
        all.push_back(programme);
    }
    return all;
}

// What the test reckons by itself for one person.
struct Owed {
    int items = 0;
    std::int64_t royalty = 0;
};

struct Quarter : Desk {
    Quarter() {
        station.connection.run("PRAGMA synchronous = OFF");
        for (const char* person : kPeople) {
            people.push_back(person_named(station.connection, person, at()));
            run(station.connection,
                "INSERT INTO role_grant (person_id, role, from_date, granted_at) VALUES (?, 'contributor',"
                " '2018-01-01', 0)",
                people.back());
        }
        ask("royalty_rate", {{"rate",
                              {{"from", "2017-07-01"},
                               {"until", "2018-06-30"},
                               {"base_salary", 1'300'000},
                               {"coefficient_hundredths", {{"news", 50}, {"feature", 150}}}}}});
        for (const Programme2018& programme : quarter()) air(programme);
    }

    void air(const Programme2018& programme) {
        for (std::size_t i = 0; i < programme.seconds.size(); ++i) {
            const bool is_news = programme.kinds[i] == "tin";
            const ItemId made_item = item(is_news ? ItemKind::News : ItemKind::Feature, programme.seconds[i]);
            write(made_item, is_news ? kNewsPay : kFeaturePay);
            for (const auto& [slot, start] : {std::pair(1, 7h + 30min), std::pair(2, 16h + 45min)}) {
                hear(made_item, programme, static_cast<int>(i), slot, start);
            }
            items.push_back(made_item);
            ++items_of_month[static_cast<unsigned>(programme.date.month())];
        }
    }

    // Every fifth item has a second author with 40 of 100.
    void write(ItemId made_item, int pay) {
        const std::size_t first = items.size() % kWriters;
        const std::size_t second = (first + 1) % kWriters;
        const bool is_shared = items.size() % 5 == 0;
        author(made_item, first, is_shared ? 60 : 100, pay);
        if (is_shared) author(made_item, second, 40, pay);
    }

    void author(ItemId made_item, std::size_t person, int share, int pay) {
        run(station.connection, "INSERT INTO item_author (item_id, person_id, share) VALUES (?, ?, ?)", made_item,
            people[person], share);
        ++owed[kPeople[person]].items;
        owed[kPeople[person]].royalty += std::int64_t{pay} * share / 100;
    }

    void hear(ItemId made_item, const Programme2018& programme, int position, int slot, std::chrono::seconds start) {
        EntryIntent intent;
        intent.transmission = {programme.date, SlotId{slot}, {}};
        intent.position = position + 1;
        intent.item = made_item;
        intent.title = "Tin";
        intent.planned_start = WallTime(std::chrono::sys_days(programme.date) + start);
        intent.planned_frames = to_frames(std::chrono::seconds(programme.seconds[static_cast<std::size_t>(position)]));
        EntryCount count;
        count.started = intent.planned_start;
        count.ended = intent.planned_start + std::chrono::seconds(60);
        count.frames = intent.planned_frames;
        const EntryId entry = ledger.open(intent, intent.planned_start);
        ledger.close(entry, count, Outcome::Aired, {}, *count.ended);
    }

    Ledger ledger{station.connection};
    std::vector<PersonId> people;
    std::vector<ItemId> items;
    std::map<unsigned, int> items_of_month;
    std::map<std::string, Owed> owed;
};

LocalDate day(unsigned month, unsigned number) {
    return LocalDate{std::chrono::year(2018), std::chrono::month(month), std::chrono::day(number)};
}

}  // namespace

TEST_CASE("the quarter's contributors and royalties are right to the item and the đồng") {
    Quarter q;
    REQUIRE(q.items.size() == 244);
    CHECK(q.items_of_month == std::map<unsigned, int>{{1, 91}, {2, 62}, {3, 91}});
    const json sheet = royalty_document(q.station.connection, q.zone, day(1, 1), day(3, 31));
    std::int64_t total = 0;
    std::map<std::string, json> rows;
    for (const json& row : sheet["contributors"]) rows[row["name"].get<std::string>()] = row;
    for (const char* person : kPeople) {
        INFO(person);
        REQUIRE(rows.contains(person));
        CHECK(rows[person]["aired"] == q.owed[person].items);
        CHECK(rows[person]["royalty"] == q.owed[person].royalty);
        total += q.owed[person].royalty;
    }
    CHECK(rows["Đỗ Văn Khánh"]["royalty"] == 0);
    CHECK(rows["Bùi Thị Liên"]["aired"] == 0);
    CHECK(sheet["total"] == total);
    CHECK(sheet["lines"].size() == 244 + 49);
    CHECK(sheet["pay_by"] == "2018-05-30");
    CHECK(sheet["remarks"].empty());
}

TEST_CASE("an item's authors are paid in the order in which they were named") {
    Quarter q;
    int shared = 0;
    for (const PaidItem& item : read_paid_items(q.station.connection, q.zone, day(1, 1), day(3, 31))) {
        if (item.authors.size() != 2) continue;
        ++shared;
        CHECK(item.authors.front().share == 60);
    }
    CHECK(shared == 49);
}

TEST_CASE("the quarter's months add up to the quarter, each airing paid in one of them") {
    Quarter q;
    std::int64_t months = 0;
    for (const auto& [from, until] :
         {std::pair(day(1, 1), day(1, 31)), std::pair(day(2, 1), day(2, 28)), std::pair(day(3, 1), day(3, 31))}) {
        months += royalty_document(q.station.connection, q.zone, from, until)["total"].get<std::int64_t>();
    }
    CHECK(months == royalty_document(q.station.connection, q.zone, day(1, 1), day(3, 31))["total"]);
    CHECK(royalty_document(q.station.connection, q.zone, day(4, 1), day(6, 30))["total"] == 0);
}

TEST_CASE("three monthly and twelve weekly documents are covered as far as items of theirs were heard") {
    Quarter q;
    std::int64_t topic = 0;
    const auto guide = [&](const char* kind, LocalDate from, LocalDate until) {
        json topics = json::array();
        for (const char* title : {"Chủ đề một", "Chủ đề hai"}) {
            topics.push_back({{"title", title}, {"owner", kPeople[0]}, {"due", to_string(until)}});
        }
        q.ask("guidance_add", {{"guidance",
                                {{"kind", kind},
                                 {"title", "Định hướng"},
                                 {"from", to_string(from)},
                                 {"until", to_string(until)},
                                 {"topics", topics}}}});
        topic += 2;
    };
    guide("month", day(1, 1), day(1, 31));
    guide("month", day(2, 1), day(2, 28));
    guide("month", day(3, 1), day(3, 31));
    for (int week = 0; week < 12; ++week) {
        const auto monday = std::chrono::sys_days(day(1, 1)) + std::chrono::days(7 * week);
        guide("week", LocalDate{monday}, LocalDate{monday + std::chrono::days(6)});
    }
    // The first item (2 January) for the first topic of January; the last (end of March) for January's second, too
    // late.
    q.ask("guidance_link", {{"item", q.items.front().value}, {"topic", 1}});
    q.ask("guidance_link", {{"item", q.items.back().value}, {"topic", 2}});
    const json found = coverage_document(q.station.connection, q.zone, day(1, 1), day(3, 31), day(4, 1));
    CHECK(found["documents"] == 15);
    CHECK(found["topics"] == topic);
    CHECK(found["aired"] == 2);
    CHECK(found["without_item"].size() == 28);
    CHECK(found["overdue"].size() == 29);
    CHECK(found["without_owner"].empty());
}

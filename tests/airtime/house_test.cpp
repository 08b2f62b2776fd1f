// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the newsroom adds to a report: every breakdown adds up to the same whole, and people without anything are there.
#include <nlohmann/json.hpp>

#include "airtime/render.h"
#include "core/zone.h"
#include "daemon/report_house.h"
#include "daemon/reporting.h"
#include "store/events.h"
#include "store/ledger_export.h"
#include "tests/airtime/quarter.h"
#include "tests/airtime/whole_report.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;

namespace {

// The sample quarter on a station whose items have fields, blocks and authors: every third item is nobody's.
struct HouseStation : TemporaryStation {
    HouseStation() {
        connection.run("PRAGMA synchronous = OFF");
        quarter.write(ledger);
        connection.run(
            "INSERT INTO person (id, name, folded, added_at) VALUES (1, 'Lê Thị Hoa', 'le thi hoa', 0),"
            " (2, 'Trần Văn Bình', 'tran van binh', 0), (3, 'Phạm Thị Mai', 'pham thi mai', 0);"
            "INSERT INTO role_grant (person_id, role, from_date, granted_at) VALUES (3, 'contributor', '2017-01-01', "
            "0);"
            "INSERT INTO item (id, title, folded, kind, added_at, field_id, block_id, portal_link)"
            " SELECT DISTINCT item, title, title, item_kind, planned_start, CASE WHEN item % 2 THEN 1 + item % 9 END,"
            " 1 + item % 2, CASE WHEN item % 5 = 0 THEN 'https://example.org' ELSE '' END FROM as_run GROUP BY item;"
            "INSERT INTO item_author (item_id, person_id, share) SELECT id, 1, 60 FROM item WHERE id % 3 = 0;"
            "INSERT INTO item_author (item_id, person_id, share) SELECT id, 2, 40 FROM item WHERE id % 3 = 0;"
            "INSERT INTO item_author (item_id, person_id, share) SELECT id, 2, 100 FROM item WHERE id % 3 = 1;");
    }

    ReportInput input(const char* period = "2018-q1") { return whole_input(connection, *zone, period); }

    Quarter quarter;
    Ledger ledger{connection};
    std::unique_ptr<Zone> zone = make_zone("Asia/Ho_Chi_Minh");
};

// Every column of numbers and lengths sums up to its last row.
void check_adds_up(const ReportTable& table) {
    INFO(table.key);
    REQUIRE(table.has_total);
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        std::int64_t sum = 0, total = 0;
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            const Cell& cell = table.rows[row][column];
            const auto* count = std::get_if<std::int64_t>(&cell);
            const auto* length = std::get_if<seconds>(&cell);
            const std::int64_t value = count != nullptr ? *count : length != nullptr ? length->count() : 0;
            (row + 1 == table.rows.size() ? total : sum) += value;
        }
        CHECK(sum == total);
    }
}

}  // namespace

TEST_CASE("items by block, field, language and origin, and those of every person, add up to the same whole") {
    HouseStation station;
    const Catalogue words(Language::Vietnamese);
    const Report report = make_report(station.input(), CatalogueVoice(words));
    for (const char* key : {"kinds", "block", "field", "language", "origin", "contributors"}) {
        const ReportTable& table = table_in(report, key);
        check_adds_up(table);
        std::size_t items = 0;
        while (table.columns.at(items).key != "items") ++items;
        CHECK(std::get<std::int64_t>(table.rows.back().at(items)) == 244);
    }
    CHECK(table_in(report, "block").rows.size() == 3);
    CHECK(table_in(report, "field").row_keys.at(table_in(report, "field").rows.size() - 2) == "none");
}

TEST_CASE(
    "a contributor who wrote nothing is in the report with zeros, and an item of two counts with the larger share") {
    HouseStation station;
    const Catalogue words(Language::Vietnamese);
    const Report report = make_report(station.input(), CatalogueVoice(words));
    const ReportTable& table = table_in(report, "contributors");
    REQUIRE(table.rows.size() == 5);
    const auto row_of = [&](const std::string& name) {
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            if (table.row_keys[i] == name) return table.rows[i];
        }
        throw std::runtime_error("nobody");
    };
    CHECK(std::get<std::int64_t>(row_of("Phạm Thị Mai").at(4)) == 0);
    const auto hoa = std::get<std::int64_t>(row_of("Lê Thị Hoa").at(4));
    const auto binh = std::get<std::int64_t>(row_of("Trần Văn Bình").at(4));
    CHECK(hoa + binh < 244);
    CHECK(hoa >= 81);
    CHECK(binh >= 81);
}

TEST_CASE("an item of two with equal shares counts for the one named first") {
    HouseStation station;
    station.connection.run(
        "DELETE FROM item_author;"
        "INSERT INTO item_author (item_id, person_id, share) SELECT id, 2, 50 FROM item;"
        "INSERT INTO item_author (item_id, person_id, share) SELECT id, 1, 50 FROM item;");
    const ReportInput input = station.input();
    for (const Contributor& one : input.house->contributors)
        CHECK(one.items.size() == (one.person.value == 2 ? 244 : 0));
}

TEST_CASE("what was heard outside the permitted hours is told to the second, but not what an override allowed") {
    HouseStation station;
    CHECK(station.input().house->outside_s == 0);
    Quarter later;
    later.entries.clear();
    later.add(EntryKind::Emergency, "2018-02-01", 7, minutes{20}, minutes{20});
    later.entries[0].count.started = *later.entries[0].count.started - minutes{5};
    later.entries[0].count.ended = *later.entries[0].count.started + minutes{20};
    later.write(station.ledger);
    CHECK(station.input().house->outside_s == 15 * 60);
    const WallTime at = *later.entries[0].count.started;
    run(station.connection,
        "INSERT INTO override (from_at, until_at, reason, requested_by, requested_at, confirmed_by, confirmed_at)"
        " VALUES (?, ?, 'báo bão', 1, 0, 2, 0)",
        at, at + minutes{10});
    CHECK(station.input().house->outside_s == 10 * 60);
    Diary(station.connection)
        .note(Severity::Warning, {"station.taken", {{"by", "Lê Thị Hoa"}, {"name", "Báo bão"}}}, at);
    const ReportInput input = station.input();
    REQUIRE(input.house->acts.size() == 1);
    const Catalogue words(Language::Vietnamese);
    CHECK(std::get<std::string>(table_in(make_report(input, CatalogueVoice(words)), "acts").rows.at(0).at(1)) ==
          "16:55");
    CHECK(std::get<std::string>(table_in(make_report(input, CatalogueVoice(words)), "acts").rows.at(0).at(2)) ==
          "Lê Thị Hoa đưa lên sóng “Báo bão”.");
}

TEST_CASE("a report with the newsroom's part is proved from the ledger's export alone") {
    HouseStation station;
    const ReportInput input = station.input();
    const Catalogue words(Language::Vietnamese);
    const std::string json = report_json(make_report(input, CatalogueVoice(words)), input);
    const auto entries = chained_entries(station.connection);
    CHECK_FALSE(verify_report(json, entries).fault);
    nlohmann::ordered_json forged = nlohmann::ordered_json::parse(json);
    for (auto& section : forged["sections"]) {
        for (auto& table : section["tables"]) {
            if (table["table"] == "contributors") table["rows"][0]["items"] = 100;
        }
    }
    CHECK(verify_report(forged.dump(), entries).fault);
}

TEST_CASE("the ledger's view for spreadsheets has a line a closed entry and its seconds") {
    HouseStation station;
    Query query(station.connection, "SELECT count(*), round(sum(heard_s)) FROM heard");
    std::int64_t rows = 0;
    double heard = 0.0;
    REQUIRE(query.next());
    query.read(rows, heard);
    CHECK(rows == static_cast<std::int64_t>(station.quarter.entries.size()));
    CHECK(heard == 106'200.0);
}

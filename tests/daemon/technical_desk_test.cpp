// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The record of the loudspeaker system at the desk: entered, changed, closed, told of on one page.
#include "daemon/desk_rights.h"
#include "tests/daemon/desk_of_a_day.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;

namespace {

struct TechnicalDesk : Desk {
    TechnicalDesk() { clock.wall = at(9h); }

    std::int64_t cluster(const std::string& name) {
        return ask("equipment_add", {{"equipment", {{"name", name}, {"zone", 1}, {"speakers", 2}}}})
            .at("equipment")
            .get<std::int64_t>();
    }
    json page() { return technical_document(station.connection, zone, clock.wall, 4); }
};

}  // namespace

TEST_CASE("an inspection with a broken cluster shows on the page as a ticket, until that is closed with its cause") {
    TechnicalDesk desk;
    const auto first = desk.cluster("Tổ 1"), second = desk.cluster("Tổ 5");
    const json findings{{{"equipment", first}}, {{"equipment", second}, {"is_good", false}, {"note", "rè tiếng"}}};
    const json answer = desk.ask("inspection_add", {{"inspection", {{"findings", findings}}}});
    REQUIRE(answer.at("faults").size() == 1);
    const json page = desk.page();
    CHECK(page.at("equipment").at(0).at("is_good") == true);
    CHECK(page.at("equipment").at(1).at("is_good") == false);
    CHECK(page.at("equipment").at(1).at("faults") == answer.at("faults"));
    CHECK(page.at("due").at("done") == 1);
    CHECK(page.at("unseen").empty());
    CHECK(page.at("inspections").at(0).at("inspector") == "Lê Thị Hoa");
    REQUIRE(desk.diary.size() == 1);
    CHECK(desk.diary[0].key == "technical.fault_opened");
    desk.ask("fault_close", {{"fault", answer.at("faults").at(0)}, {"cause", "màng loa rách"}, {"remedy", "thay loa"}});
    const json mended = desk.page();
    CHECK(mended.at("equipment").at(1).at("is_good") == true);
    CHECK(mended.at("faults").at(0).at("is_open") == false);
    CHECK(mended.at("faults").at(0).at("cause") == "màng loa rách");
    CHECK(desk.diary.back().key == "technical.fault_closed");
}

TEST_CASE("a change leaves what it does not name, and an unknown field is named") {
    TechnicalDesk desk;
    const auto id = desk.cluster("Tổ 1");
    desk.ask("equipment_edit", {{"equipment", id}, {"change", {{"place", "Ngõ 12"}}}});
    const json known = desk.page().at("equipment").at(0);
    CHECK(known.at("place") == "Ngõ 12");
    CHECK(known.at("speakers") == 2);
    CHECK(desk.refused("equipment_edit", {{"equipment", id}, {"change", {{"colour", "red"}}}}) == "fields.unknown");
    CHECK(desk.refused("equipment_add", {{"equipment", json::object()}}) == "fields.missing");
    CHECK(desk.refused("fault_open", {{"fault", {{"symptom", "x"}, {"part", "roof"}}}}) == "fields.wrong");
    CHECK(desk.refused("fault_close", {{"fault", 9}, {"cause", "x"}}) == "store.no_ticket");
    desk.ask("equipment_end", {{"equipment", id}, {"until", "2026-12-05"}});
    CHECK(desk.page().at("equipment").size() == 1);
    desk.clock.wall = at(33h);
    CHECK(desk.page().at("equipment").empty());
}

TEST_CASE("an inspection written down by mistake goes, with the reason in the diary") {
    TechnicalDesk desk;
    const auto id = desk.ask("inspection_add", {{"inspection", json::object()}}).at("inspection");
    CHECK(desk.page().at("due").at("done") == 1);
    desk.ask("inspection_remove", {{"inspection", id}, {"reason", "ghi nhầm ngày"}});
    CHECK(desk.page().at("due").at("done") == 0);
    CHECK(desk.diary.back().key == "technical.inspection_removed");
    CHECK(desk.refused("inspection_remove", {{"inspection", id}, {"reason", "x"}}) == "store.no_inspection");
}

TEST_CASE("whoever may look may report a fault: the record itself is for those who keep the schedule") {
    CHECK(right_for("fault_open") == Right::Watch);
    CHECK(right_for("fault_close") == Right::Schedule);
    CHECK(right_for("equipment_add") == Right::Schedule);
    CHECK(right_for("inspection_add") == Right::Schedule);
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A day's work through the desk's methods: a format, a programme from the pool, changes, the freeze; columns, guidance,
// duty.
#include <algorithm>

#include "store/audit.h"
#include "store/formats.h"
#include "store/programmes.h"
#include "tests/daemon/desk_of_a_day.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

// 45 s of opening, 5 s stingers, 20 s of closing; two news, a feature, a column.
json morning_format(Desk& desk) {
    const auto tune = desk.item(ItemKind::Tune, 20).value;
    const auto call = desk.item(ItemKind::Call, 25).value;
    const auto stinger = desk.item(ItemKind::Stinger, 5).value;
    const auto close = desk.item(ItemKind::Close, 20).value;
    return {{"name", "Khung sáng"},
            {"series", "Bản tin"},
            {"opening", {tune, call}},
            {"stinger", stinger},
            {"closing", {close}},
            {"places",
             {{{"kinds", {"news"}}, {"least", 2}, {"most", 2}}, {{"kinds", {"feature"}}}, {{"kinds", {"column"}}}}}};
}

std::vector<std::int64_t> content(const json& page) {
    std::vector<std::int64_t> items;
    for (const json& row : page["rundown"]) {
        const auto kind = parse<ItemKind>(row["kind"].get<std::string>());
        if (!is_frame(*kind)) items.push_back(row["item"]);
    }
    return items;
}

struct Morning : Desk {
    Morning() {
        format = ask("format_add", {{"format", morning_format(*this)}})["format"];
        for (const int seconds : {70, 85, 100}) news.push_back(item(ItemKind::News, seconds).value);
        feature = item(ItemKind::Feature, 245).value;
        column = item(ItemKind::Column, 420).value;
        page = ask("programme_build", {{"format", format}, {"date", "2026-12-05"}});
    }
    std::int64_t format = 0, feature = 0, column = 0;
    std::vector<std::int64_t> news;
    json page;
};

}  // namespace

TEST_CASE("a day's programme is built from the pool, framed, full and under its date") {
    Morning desk;
    CHECK(content(desk.page) == std::vector<std::int64_t>{desk.news[0], desk.news[1], desk.feature, desk.column});
    CHECK(desk.page["rundown"].size() == 4 + 3 + 3);
    CHECK(desk.page["rundown"].back()["kind"] == "close");
    CHECK(desk.page["bar"]["over_s"] == 0.0);
    CHECK(desk.page["bar"]["fits"] == true);
    CHECK(desk.page["series"] == "Bản tin");
    CHECK(desk.page["date"] == "2026-12-05");
    CHECK(desk.page["state"] == "open");
    CHECK(desk.page["freezes_at"] == "2026-12-05T07:00:00Z");
    CHECK(desk.page["remarks"].empty());
}

TEST_CASE("the calendar decides when a programme begins, and a day on which nothing plays it is told") {
    Morning desk;
    const auto build = [&](const char* date) {
        return desk.ask("programme_build", {{"format", desk.format}, {"date", date}});
    };
    const auto except = [&](const char* date, ExceptionKind kind) {
        CalendarException exception;
        exception.date = *parse_date(date);
        exception.kind = kind;
        exception.reason = "Lễ";
        if (kind == ExceptionKind::Add) {
            exception.slot.emplace();
            exception.slot->name = "Cao điểm";
            exception.slot->start = 6h;
            exception.slot->length = 600s;
            exception.slot->content.series = "Bản tin";
        }
        add_exception(desk.station.connection, exception);
    };
    except("2026-12-07", ExceptionKind::Suspend);
    json page = build("2026-12-07");
    CHECK(page["starts_at"].is_null());
    CHECK(page["remarks"].back()["key"] == "day.no_slot");
    except("2026-12-08", ExceptionKind::Add);
    page = build("2026-12-08");
    CHECK(page["starts_at"] == "2026-12-08T06:00:00Z");
    CHECK(page["bar"]["length_s"] == 600);
    page = desk.ask("programme_copy", {{"series", "Bản tin"}, {"from", "2026-12-05"}, {"to", "2026-12-07"}});
    CHECK(page["remarks"].back()["key"] == "day.no_slot");
}

TEST_CASE("sound that may not be heard is not built in") {
    Morning desk;
    const Item refused = read_item(desk.station.connection, ItemId{desk.news[0]});
    desk.library.refused.insert(refused.recording->id);
    const json page = desk.ask("programme_build", {{"format", desk.format}, {"date", "2026-12-05"}});
    // 85 and 100 together would run 30 s over, so one place stays short and the fuller choice is made.
    CHECK(content(page) == std::vector<std::int64_t>{desk.news[2], desk.feature, desk.column});
    CHECK(page["id"] == desk.page["id"]);
    CHECK(page["bar"]["over_s"] == -60.0);
    CHECK(page["remarks"][0]["key"] == "newsroom.place_not_filled");
}

TEST_CASE("an item in another programme of the day is not built in twice") {
    Morning desk;
    Programme other;
    other.name = "Khác";
    other.date = parse_date("2026-12-06");
    other.rundown.emplace_back().item = ItemId{desk.feature};
    add_programme(desk.station.connection, other);
    const json page = desk.ask("programme_build", {{"format", desk.format}, {"date", "2026-12-06"}});
    const auto items = content(page);
    CHECK(std::count(items.begin(), items.end(), desk.feature) == 0);
    CHECK(page["remarks"][0]["key"] == "newsroom.place_not_filled");
}

TEST_CASE("the operator changes the programme by position and sees what is over or left") {
    Morning desk;
    const json params{
        {"programme", desk.page["id"]},
        {"edits",
         {{{"op", "replace"}, {"position", 2}, {"item", desk.news[2]}}, {{"op", "move"}, {"position", 1}, {"to", 2}}}}};
    const json page = desk.ask("programme_edit", params);
    CHECK(content(page) == std::vector<std::int64_t>{desk.news[2], desk.news[0], desk.feature, desk.column});
    CHECK(page["bar"]["over_s"] == 15.0);
    CHECK(page["bar"]["fits"] == false);
    CHECK(page["rundown"].size() == 10);
}

TEST_CASE("one wrong change leaves the programme as it was") {
    Morning desk;
    const auto edit = [&](const json& edits) {
        return desk.refused("programme_edit", {{"programme", desk.page["id"]}, {"edits", edits}});
    };
    CHECK(edit({{{"op", "drop"}, {"position", 1}}, {{"op", "drop"}, {"position", 9}}}) == "day.bad_position");
    CHECK(edit({{{"op", "sing"}, {"position", 1}}}) == "day.bad_edit");
    CHECK(edit({{{"op", "insert"}, {"position", 1}, {"item", 1}}}) == "day.is_frame");
    CHECK(edit({{{"op", "insert"}, {"position", 1}, {"item", 999}}}) == "store.no_item");
    CHECK(edit({"drop"}) == "day.bad_edit");
    const json page = programme_page(desk.station.connection, desk.zone,
                                     ProgrammeId{desk.page["id"].get<std::int64_t>()}, desk.clock.wall);
    CHECK(content(page) == content(desk.page));
}

TEST_CASE("a frozen programme is changed with a reason only, and the diary has it") {
    Morning desk;
    desk.ask("programme_freeze", {{"programme", desk.page["id"]}});
    json params{{"programme", desk.page["id"]}, {"edits", {{{"op", "drop"}, {"position", 1}}}}};
    CHECK(desk.refused("programme_edit", params) == "newsroom.programme_frozen");
    CHECK(desk.refused("programme_build", {{"format", desk.format}, {"date", "2026-12-05"}}) ==
          "newsroom.programme_frozen");
    params["reason"] = "Tin sai";
    desk.ask("programme_edit", params);
    CHECK(desk.diary.back().key == "station.changed_late");
    desk.clock.wall = at(7h + 29min);
    CHECK(desk.refused("programme_edit", params) == "newsroom.programme_closed");
}

TEST_CASE("the same as yesterday is one order") {
    Morning desk;
    const json page = desk.ask("programme_copy", {{"series", "Bản tin"}, {"from", "2026-12-05"}, {"to", "2026-12-06"}});
    CHECK(content(page) == content(desk.page));
    CHECK(page["date"] == "2026-12-06");
    CHECK(page["bar"]["fits"] == true);
    CHECK(desk.refused("programme_copy", {{"series", "Bản tin"}, {"from", "2026-12-01"}, {"to", "2026-12-06"}}) ==
          "day.no_edition");
}

TEST_CASE("a format is kept as it was given, and a wrong one is refused") {
    Morning desk;
    const json kept = document(read_format(desk.station.connection, FormatId{desk.format}));
    CHECK(kept["opening"] == json({1, 2}));
    CHECK(kept["places"][0]["most"] == 2);
    json wrong = morning_format(desk);
    CHECK(desk.refused("format_add", {{"format", wrong}}) == "store.format_taken");
    wrong["name"] = "Khác";
    wrong["places"] = json::array();
    CHECK(desk.refused("format_add", {{"format", wrong}}) == "store.bad_format");
    wrong["places"] = {{{"kinds", {"tune"}}}};
    CHECK(desk.refused("format_add", {{"format", wrong}}) == "store.bad_format");
    wrong["places"] = {{{"kinds", {"column"}}, {"column", 77}}};
    CHECK(desk.refused("format_add", {{"format", wrong}}) == "store.no_column");
    wrong["places"] = {{{"kinds", {"news"}}, {"field", "thơ"}}};
    CHECK(desk.refused("format_add", {{"format", wrong}}) == "store.no_field");
}

TEST_CASE("coverage names topics without an item, overdue ones, fields nobody answers for and short columns") {
    Desk desk;
    const auto column =
        desk.ask("column_add", {{"column", {{"name", "Pháp luật"}, {"quota", 2}, {"field", "justice"}}}});
    const auto item = desk.item(ItemKind::Column, 300).value;
    desk.ask("column_put", {{"item", item}, {"column", column["column"]}});
    desk.ask("guidance_add",
             {{"guidance",
               {{"kind", "month"},
                {"number", "12/KH"},
                {"title", "Kế hoạch tháng 12"},
                {"from", "2026-12-01"},
                {"until", "2026-12-31"},
                {"topics",
                 {{{"title", "Thuế"}, {"owner", "Trần Thị Hoa"}, {"field", "economy"}, {"due", "2026-12-04"}},
                  {{"title", "Tiêm chủng"}, {"owner", "Trần Thị Hoa"}, {"field", "society"}}}}}}});
    desk.ask("guidance_link", {{"item", item}, {"topic", 1}});
    const LocalDate first = *parse_date("2026-12-01");
    const LocalDate last = *parse_date("2026-12-31");
    const json found = coverage_document(desk.station.connection, desk.zone, first, last, *parse_date("2026-12-05"));
    CHECK(found["topics"] == 2);
    REQUIRE(found["without_item"].size() == 1);
    CHECK(found["without_item"][0]["title"] == "Tiêm chủng");
    REQUIRE(found["overdue"].size() == 1);
    CHECK(found["overdue"][0]["title"] == "Thuế");
    CHECK(found["overdue"][0]["items"] == 1);
    CHECK(found["overdue"][0]["ready"] == 0);  // its sound is not approved
    CHECK(found["overdue"][0]["state"] == "in_work");
    const Item sound = read_item(desk.station.connection, ItemId{item});
    approve(desk.station.connection, sound.recording->id, "Trần Văn Bình", at(1h));
    const json later = coverage_document(desk.station.connection, desk.zone, first, last, *parse_date("2026-12-05"));
    CHECK(later["overdue"][0]["ready"] == 1);
    CHECK(found["fields_without_anybody"].size() == 7);
    REQUIRE(found["short_columns"].size() == 1);
    CHECK(found["short_columns"][0]["aired"] == 0);
    CHECK(desk.refused("guidance_link", {{"item", item}, {"topic", 9}}) == "store.no_topic");
    CHECK(desk.refused("column_add", {{"column", {{"name", "PHÁP LUẬT"}}}}) == "store.column_taken");
}

TEST_CASE("a topic comes to a document later, and is given to somebody else") {
    Desk desk;
    desk.ask("guidance_add",
             {{"guidance", {{"title", "Tuần 49"}, {"from", "2026-11-30"}, {"until", "2026-12-06"}, {"topics", {}}}}});
    const json topic{{"title", "Phòng cháy"}, {"due", "2026-12-04"}};
    const auto id = desk.ask("guidance_topic", {{"guidance", 1}, {"change", topic}})["topic"];
    desk.ask("guidance_topic", {{"topic", id}, {"change", {{"owner", "Lê Thị Hoa"}}}});
    const GuidanceTopic kept = list_guidance(desk.station.connection, desk.zone).at(0).topics.at(0);
    CHECK(kept.title == "Phòng cháy");
    CHECK(kept.owner == "Lê Thị Hoa");
    CHECK(kept.due == parse_date("2026-12-04"));
    CHECK(desk.refused("guidance_topic", {{"change", topic}}) == "day.topic_of_what");
    CHECK(desk.refused("guidance_topic", {{"guidance", 1}, {"topic", 1}, {"change", topic}}) == "day.topic_of_what");
    CHECK(desk.refused("guidance_topic", {{"guidance", 9}, {"change", topic}}) == "store.no_guidance");
    CHECK(desk.refused("guidance_topic", {{"topic", 9}, {"change", topic}}) == "store.no_topic");
    CHECK(desk.refused("guidance_topic", {{"guidance", 1}, {"change", {{"owner", "An"}}}}) == "fields.missing");
}

TEST_CASE("who is named for a slot answers for it, else who is named for the day") {
    Desk desk;
    desk.ask("duty_set", {{"date", "2026-12-05"}, {"person", "Nguyễn Văn An"}});
    desk.ask("duty_set", {{"date", "2026-12-05"}, {"person", "Trần Thị Hoa"}, {"slot", 1}});
    const LocalDate day = *parse_date("2026-12-05");
    CHECK(on_duty(desk.station.connection, day, SlotId{1}) == "Trần Thị Hoa");
    CHECK(on_duty(desk.station.connection, day, SlotId{2}) == "Nguyễn Văn An");
    CHECK(on_duty(desk.station.connection, *parse_date("2026-12-06"), SlotId{1}).empty());
    CHECK(desk.refused("duty_set", {{"date", "2026-12-05"}, {"person", "An"}, {"slot", 9}}) == "store.no_slot");
    CHECK(desk.refused("duty_remove", {{"duty", 99}}) == "store.no_duty");
}

TEST_CASE("a rate table is kept as given: one that cannot be is refused") {
    Desk desk;
    json rate{{"from", "2026-01-01"}, {"base_salary", 2'340'000}, {"coefficient_hundredths", {{"news", 50}}}};
    desk.ask("royalty_rate", {{"rate", rate}});
    CHECK(document(list_rates(desk.station.connection).front())["coefficient_hundredths"]["news"] == 50);
    CHECK(desk.refused("royalty_rate", {{"rate", rate}}) == "store.rate_taken");
    rate["from"] = "2026-02-01";
    rate["coefficient_hundredths"] = {{"tune", 50}};
    CHECK(desk.refused("royalty_rate", {{"rate", rate}}) == "store.bad_rate");
    CHECK(desk.refused("royalty_coefficient", {{"item", 9}, {"hundredths", 50}}) == "store.no_item");
}

TEST_CASE("the week is not changed under a frozen programme without a reason, and not once it is closed") {
    Morning desk;
    const SlotId slot = list_slots(desk.station.connection).at(0).id;
    const auto refused = [&](std::optional<SlotId> changed, const std::string& reason) {
        return refusal([&] { check_week_may_change(desk.context, changed, "Lê Thị Hoa", reason); });
    };
    CHECK(refused(slot, "").empty());
    desk.ask("programme_freeze", {{"programme", desk.page["id"]}});
    CHECK(refused(slot, "") == "newsroom.programme_frozen");
    CHECK(refused({}, "") == "newsroom.programme_frozen");
    CHECK(refused(SlotId{slot.value + 1}, "").empty());
    CHECK(refused(slot, "Mất điện").empty());
    CHECK(desk.diary.back().key == "station.changed_late");
    desk.clock.wall = at(7h + 29min + 30s);
    CHECK(refused(slot, "Mất điện") == "newsroom.programme_closed");
    desk.clock.wall = at(7h + 45min);
    CHECK(refused(slot, "").empty());
}

TEST_CASE("building, changing and freezing a programme is in the audit") {
    Morning desk;
    desk.ask("programme_edit", {{"programme", desk.page["id"]}, {"edits", {{{"op", "drop"}, {"position", 1}}}}});
    desk.ask("programme_freeze", {{"programme", desk.page["id"]}});
    AuditFilter filter;
    filter.thing = "programme";
    std::vector<std::string> told;
    for (const AuditEntry& entry : audit_entries(desk.station.connection, filter)) {
        told.push_back(entry.sentence.key);
        CHECK(entry.who == "Lê Thị Hoa");
        CHECK(entry.before != entry.after);
    }
    CHECK(told ==
          std::vector<std::string>{"audit.programme_added", "audit.programme_changed", "audit.programme_frozen"});
    CHECK_FALSE(verify_audit(desk.station.connection).fault);
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The linter: what it finds in a week, the row it blames and the dates it names.
#include "scheduler/lint.h"

#include <algorithm>

#include "tests/catch.h"
#include "tests/scheduler/week_of.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

// A faultless station: one quarter of an hour a day, exactly filled.
TestStation ward() {
    TestStation station;
    station.profile.permitted = {{kEveryDay, 5h, 21h}};
    station.programme(1, {{station.item(1, 15min), {}, Mix::Replace, 0ms}});
    station.slot(1, "07:30", 15min);
    return station;
}

std::vector<Finding> saturday(const TestStation& station) {
    return lint(station.inputs(), day("2026-12-05"), day("2026-12-05"));
}

// "error lint.overfilled programme 1", one a finding.
std::vector<std::string> lines(const std::vector<Finding>& findings) {
    std::vector<std::string> all;
    for (const Finding& one : findings) {
        std::string line{name(one.severity)};
        line.append(" ").append(one.message.key).append(" ").append(name(one.row));
        all.push_back(line + " " + std::to_string(one.id));
    }
    return all;
}

using Lines = std::vector<std::string>;

std::string argument(const Message& message, const std::string& name) {
    for (const auto& [key, value] : message.args) {
        if (key == name) return value;
    }
    return "(none)";
}

}  // namespace

TEST_CASE("a week that is in order has no findings") { CHECK(saturday(ward()).empty()); }

TEST_CASE("a programme longer than its slot is an error, with the seconds lost") {
    TestStation station = ward();
    station.item(1, 15min + 12s);
    const auto findings = saturday(station);
    REQUIRE(lines(findings) == Lines{"error lint.overfilled programme 1"});
    CHECK(argument(findings[0].message, "seconds") == "12");
    CHECK(findings[0].date == day("2026-12-05"));
}

TEST_CASE("a last item that may finish is a warning, one that may not finish in time an error") {
    TestStation station = ward();
    station.week.slots[0].overrun = OverrunRule::Finish;
    station.week.slots[0].finish_within = 30s;
    station.item(1, 15min + 30s);
    CHECK(lines(saturday(station)) == Lines{"warning lint.finishes_late programme 1"});
    station.item(1, 15min + 31s);
    CHECK(lines(saturday(station)) == Lines{"error lint.overfilled programme 1"});
}

TEST_CASE("a programme shorter than its slot is a warning: less than a second is as long as asked for") {
    TestStation station = ward();
    station.item(1, 14min);
    const auto findings = saturday(station);
    REQUIRE(lines(findings) == Lines{"warning lint.underfilled programme 1"});
    CHECK(argument(findings[0].message, "seconds") == "60");
    station.item(1, 15min - 999ms);
    CHECK(saturday(station).empty());
    station.item(1, 15min + 999ms);
    CHECK(saturday(station).empty());
}

TEST_CASE("the same fault on seven days is said once, with the first date and how many") {
    TestStation station = ward();
    station.item(1, 14min);
    const auto findings = lint(station.inputs(), day("2026-12-05"), day("2026-12-11"));
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].date == day("2026-12-05"));
    CHECK(findings[0].dates == 7);
}

TEST_CASE("an item that may not be heard is blamed itself, and the silence it leaves is told") {
    TestStation station = ward();
    station.refused = {RecordingId{1}};
    CHECK(lines(saturday(station)) == Lines{"error approval.missing item 1", "warning lint.underfilled programme 1"});
    station.refused.clear();
    station.week.items[ItemId{1}].recording.reset();
    CHECK(lines(saturday(station)) == Lines{"error plan.no_recording item 1", "warning lint.underfilled programme 1"});
    station.week.items.clear();
    CHECK(lines(saturday(station)) == Lines{"error plan.no_item programme 1", "warning lint.underfilled programme 1"});
}

TEST_CASE("an item beyond the slot is the programme's fault") {
    TestStation station = ward();
    station.week.programmes[ProgrammeId{1}].rundown.push_back({station.item(2, 10s), {}, Mix::Replace, 0ms});
    CHECK(lines(saturday(station)) == Lines{"error plan.beyond_slot programme 1"});
}

TEST_CASE("a slot with nothing to play is an error of the slot, an empty programme one of the programme") {
    TestStation station = ward();
    station.week.slots[0].content.programme = ProgrammeId{99};
    CHECK(lines(saturday(station)) == Lines{"error plan.no_programme slot 1"});
    station.week.slots[0].content = {{}, "thời sự", {}};
    const auto findings = lint(station.inputs(), day("2026-12-05"), day("2026-12-06"));
    REQUIRE(findings.size() == 2);  // each date wants an edition of its own
    CHECK(argument(findings[1].message, "date") == "2026-12-06");
    station.week.slots[0].content = {station.programme(3, {}).id, "", {}};
    CHECK(lines(saturday(station)) == Lines{"error plan.empty_programme programme 3"});
}

TEST_CASE("what the gate refuses or cuts is an error of the slot or of the exception that added it") {
    TestStation station = ward();
    station.week.slots[0].start = clock_time("20:50");
    CHECK(lines(saturday(station)) == Lines{"error gate.cut_hours slot 1"});
    station.week.slots[0].start = clock_time("03:15");
    CHECK(lines(saturday(station)) == Lines{"error gate.outside_hours slot 1"});
    station.exception(7, "2026-12-05", ExceptionKind::Add).slot = station.week.slots[0];
    station.week.slots[0].start = clock_time("07:30");
    CHECK(lines(saturday(station)) == Lines{"error gate.outside_hours exception 7"});
}

TEST_CASE("a hard start cuts what is on, unless that has the higher priority") {
    TestStation station = ward();
    station.slot(2, "07:40", 15min);
    auto findings = saturday(station);
    REQUIRE(lines(findings) == Lines{"error lint.cut_by_other slot 1"});
    CHECK(argument(findings[0].message, "other") == "slot 2");
    CHECK(argument(findings[0].message, "at") == "07:40");
    CHECK(argument(findings[0].message, "seconds") == "300");
    station.week.slots[0].priority = 1;
    findings = saturday(station);
    REQUIRE(lines(findings) == Lines{"error lint.held_by_other slot 2"});
    CHECK(argument(findings[0].message, "at") == "07:45");
}

TEST_CASE("a following start waits within its grace and cuts after it") {
    TestStation station = ward();
    Slot& second = station.slot(2, "07:44", 15min);
    second.start_rule = StartRule::Follow;
    second.grace = 60s;
    auto findings = saturday(station);
    REQUIRE(lines(findings) == Lines{"warning lint.follow_waits slot 2"});
    CHECK(argument(findings[0].message, "at") == "07:45");
    CHECK(argument(findings[0].message, "seconds") == "60");
    second.start -= 10s;
    findings = saturday(station);
    REQUIRE(lines(findings) == Lines{"error lint.cut_after_grace slot 1"});
    CHECK(argument(findings[0].message, "at") == "07:44:50");
    CHECK(argument(findings[0].message, "seconds") == "10");
}

TEST_CASE("slots on other loudspeakers, and slots that only touch, do not collide") {
    TestStation station = ward();
    Slot& second = station.slot(2, "07:40", 15min);
    second.zones = 2;
    CHECK(saturday(station).empty());
    second.zones = 1;
    second.start = clock_time("07:45");
    CHECK(saturday(station).empty());
}

TEST_CASE("a collision with what began the day before is found") {
    TestStation station = ward();
    station.profile.permitted = {TimeWindow{}};
    station.week.slots[0].start = clock_time("23:50");
    station.slot(2, "00:01", 15min).until = day("2026-12-05");
    const auto findings = saturday(station);
    REQUIRE(lines(findings) == Lines{"error lint.cut_by_other slot 1"});
    CHECK(findings[0].date == day("2026-12-04"));
}

TEST_CASE("silence between items, and an item that a later one cuts, are warnings") {
    TestStation station = ward();
    const ItemId a = station.item(1, 5min), b = station.item(2, 8min);
    station.programme(1, {{a, {}, Mix::Replace, 0ms}, {b, 7min, Mix::Replace, 0ms}});
    auto findings = saturday(station);
    REQUIRE(lines(findings) == Lines{"warning lint.gap programme 1"});
    CHECK(argument(findings[0].message, "seconds") == "120");
    CHECK(argument(findings[0].message, "item") == "item 2");
    station.item(2, 11min);
    station.programme(1, {{a, {}, Mix::Replace, 0ms}, {b, 4min, Mix::Replace, 0ms}});
    findings = saturday(station);
    REQUIRE(lines(findings) == Lines{"warning lint.item_cut programme 1"});
    CHECK(argument(findings[0].message, "seconds") == "60");
}

TEST_CASE("the place kept for a refused item is not told as a gap again") {
    TestStation station = ward();
    station.programme(
        1, {{station.item(1, 5min), {}, Mix::Replace, 0ms}, {station.item(2, 10min), {}, Mix::Replace, 0ms}});
    station.refused = {RecordingId{1}};
    station.week.slots[0].substitute = SubstituteRule::Silence;
    CHECK(lines(saturday(station)) == Lines{"error approval.missing item 1"});
}

TEST_CASE("a slot that wants a sustainer needs one, and an approved one") {
    TestStation station = ward();
    station.week.slots[0].substitute = SubstituteRule::Sustainer;
    CHECK(lines(saturday(station)) == Lines{"error lint.no_sustainer slot 1"});
    station.week.slots[0].sustainer = station.item(9, 3min);
    CHECK(saturday(station).empty());
    station.refused = {RecordingId{9}};
    CHECK(lines(saturday(station)) == Lines{"error lint.sustainer_refused item 9"});
}

TEST_CASE("a relay slot needs an address and should have a sustainer: its inserts lie within it and say how") {
    TestStation station = ward();
    Slot& slot = station.week.slots[0];
    slot.content = {{}, "", station.relay(4).id};
    CHECK(lines(saturday(station)) ==
          Lines{"error lint.relay_without_url relay 4", "warning lint.relay_without_sustainer slot 1"});
    station.relay(4).urls = {"https://relay.example/live"};
    slot.sustainer = station.item(9, 3min);
    CHECK(saturday(station).empty());
    slot.content.series = "chèn";
    CHECK(lines(saturday(station)) == Lines{"warning lint.no_inserts slot 1"});
    slot.content = {ProgrammeId{1}, "", RelayId{4}};
    station.programme(1, {{station.item(1, 60s), 14min + 30s, Mix::Duck, 0ms}});
    CHECK(lines(saturday(station)) == Lines{"warning lint.insert_overruns programme 1"});
    station.programme(1, {{station.item(1, 60s), 1min, Mix::Replace, 0ms}});
    CHECK(lines(saturday(station)) == Lines{"warning lint.replace_on_relay programme 1"});
    slot.content.relay = RelayId{5};
    CHECK(lines(saturday(station)) == Lines{"error plan.no_relay slot 1"});
}

TEST_CASE("an insert without a relay is a warning") {
    TestStation station = ward();
    station.programme(1, {{station.item(1, 15min), {}, Mix::Duck, 0ms}});
    CHECK(lines(saturday(station)) == Lines{"warning lint.insert_without_relay programme 1"});
}

TEST_CASE("the same programme more than three times a day is a warning, a repeat or two are not") {
    TestStation station = ward();
    station.slot(2, "11:00", 15min);
    station.slot(3, "16:45", 15min);
    CHECK(saturday(station).empty());
    station.slot(4, "18:00", 15min);
    station.slot(5, "19:00", 15min);
    CHECK(lines(saturday(station)) == Lines{"warning lint.too_often programme 1"});
}

TEST_CASE("exceptions that change nothing are found") {
    TestStation station = ward();
    station.week.slots[0].days = parse_weekdays("mon-fri").value();
    station.exception(1, "2026-12-05", ExceptionKind::Suspend).target = SlotId{1};
    station.exception(2, "2026-12-05", ExceptionKind::Suspend).target = SlotId{77};
    station.exception(3, "2026-12-05", ExceptionKind::Add);
    station.exception(4, "2026-12-05", ExceptionKind::Replace);
    station.exception(5, "2026-12-12", ExceptionKind::Add);  // not asked about
    CHECK(lines(saturday(station)) ==
          Lines{"error lint.exception_without_slot exception 2", "error lint.added_nothing exception 3",
                "error lint.replaced_nothing exception 4", "warning lint.exception_hits_nothing exception 1"});
}

TEST_CASE("of two exceptions for one slot and date the one without effect is blamed") {
    TestStation station = ward();
    for (const std::int64_t id : {1, 2, 3}) {
        CalendarException& one =
            station.exception(id, "2026-12-05", id == 1 ? ExceptionKind::Suspend : ExceptionKind::Replace);
        one.target = SlotId{1};
        one.content.programme = ProgrammeId{1};
    }
    const auto findings = saturday(station);
    REQUIRE(lines(findings) ==
            Lines{"warning lint.exception_twice exception 2", "warning lint.exception_twice exception 3"});
    CHECK(argument(findings[0].message, "other") == "1");
}

TEST_CASE("slots that never come or name two things, and editions twice on a date, are found") {
    TestStation station = ward();
    station.slot(2, "11:00", 15min).days = 0;
    Slot& third = station.slot(3, "12:00", 15min);
    third.from = day("2026-12-06");
    third.until = day("2026-12-05");
    station.week.slots[0].content.series = "s";
    for (const std::int64_t id : {5, 6}) {
        Programme& edition = station.programme(id, {{ItemId{1}, {}, Mix::Replace, 0ms}});
        edition.series = "s";
        edition.date = day("2026-12-05");
    }
    CHECK(lines(saturday(station)) == Lines{"warning lint.slot_names_both slot 1", "warning lint.slot_never slot 2",
                                            "warning lint.slot_never slot 3", "warning lint.two_editions programme 5"});
}

TEST_CASE("a start that the clock change moves is told") {
    TestStation station = ward();
    station.zone = make_zone("Europe/Berlin");
    station.profile.permitted = {TimeWindow{}};
    station.week.slots[0].start = clock_time("02:30");
    const auto findings = lint(station.inputs(), day("2026-03-28"), day("2026-03-30"));
    REQUIRE(lines(findings) == Lines{"warning lint.clock_change slot 1"});
    CHECK(findings[0].date == day("2026-03-29"));
    CHECK(argument(findings[0].message, "start") == "03:00");
}

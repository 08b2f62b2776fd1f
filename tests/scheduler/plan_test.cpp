// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plans: week and calendar against dates, and rundowns laid out.
#include "scheduler/plan.h"

#include "tests/catch.h"
#include "tests/scheduler/week_of.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

// A station with programme 1: one item of a quarter of an hour.
TestStation ward() {
    TestStation station;
    station.programme(1, {{station.item(1, 15min), {}, Mix::Replace, 0ms}});
    return station;
}

std::vector<std::string> keys(const Plan& plan) {
    std::vector<std::string> all;
    for (const Transmission& one : plan.transmissions) all.push_back(to_string(one.key));
    return all;
}

using Keys = std::vector<std::string>;

RundownEntry entry(ItemId item, std::chrono::milliseconds fade = 0ms) { return {item, {}, Mix::Replace, fade}; }
RundownEntry entry_at(ItemId item, std::chrono::milliseconds at, Mix mix = Mix::Replace) {
    return {item, at, mix, 0ms};
}

// The one transmission of a day of a station with one slot.
Transmission only(const TestStation& station) {
    const Plan plan = station.plan("2026-12-05", "2026-12-06");
    REQUIRE(plan.transmissions.size() == 1);
    return plan.transmissions.front();
}

}  // namespace

TEST_CASE("a morning slot and its repeat play the same programme, each at its local time") {
    TestStation station = ward();
    station.slot(12, "07:30", 15min);
    station.slot(13, "16:45", 15min);
    const Plan plan = station.plan("2026-12-05", "2026-12-06");
    REQUIRE(keys(plan) == Keys{"2026-12-05/s12", "2026-12-05/s13"});
    CHECK(plan.transmissions[0].start == utc("2026-12-05T00:30:00Z"));
    CHECK(plan.transmissions[1].start == utc("2026-12-05T09:45:00Z"));
    CHECK(plan.transmissions[0].programme == plan.transmissions[1].programme);
    CHECK(plan.transmissions[0].programme_name == "programme 1");
    CHECK(plan.transmissions[0].length == Frames{43'200'000});
    CHECK(plan.transmissions[0].allowed_until == utc("2026-12-05T00:45:00Z"));
    CHECK_FALSE(plan.transmissions[0].refused.has_value());
}

TEST_CASE("a slot is planned on its weekdays and between its dates only") {
    TestStation station = ward();
    Slot& slot = station.slot(1, "07:30", 15min);
    slot.days = parse_weekdays("mon-fri").value();
    slot.from = day("2026-12-03");
    slot.until = day("2026-12-08");
    CHECK(keys(station.plan("2026-11-30", "2026-12-14")) ==
          Keys{"2026-12-03/s1", "2026-12-04/s1", "2026-12-07/s1", "2026-12-08/s1"});
}

TEST_CASE("a slot over midnight belongs to the date on which it begins and is planned for both days") {
    TestStation station = ward();
    station.slot(1, "23:50", 20min);
    CHECK(keys(station.plan("2026-12-05", "2026-12-06")) == Keys{"2026-12-04/s1", "2026-12-05/s1"});
}

TEST_CASE("what touches the time asked about is planned, what only borders on it is not") {
    TestStation station = ward();
    station.slot(1, "07:30", 15min);
    const PlanInputs inputs = station.inputs();
    const WallTime start = utc("2026-12-05T00:30:00Z");
    CHECK(make_plan(inputs, start + 15min - 1us, start + 1h).transmissions.size() == 1);
    CHECK(make_plan(inputs, start + 15min, start + 1h).transmissions.empty());
    CHECK(make_plan(inputs, start - 1h, start + 1us).transmissions.size() == 1);
    CHECK(make_plan(inputs, start - 1h, start).transmissions.empty());
}

TEST_CASE("a suspension silences one slot, or every slot of the day, but nothing that was added") {
    TestStation station = ward();
    station.slot(1, "07:30", 15min);
    station.slot(2, "16:45", 15min);
    station.exception(1, "2026-12-05", ExceptionKind::Suspend).target = SlotId{2};
    CHECK(keys(station.plan("2026-12-05", "2026-12-06")) == Keys{"2026-12-05/s1"});
    station.exception(2, "2026-12-05", ExceptionKind::Suspend);
    station.exception(3, "2026-12-05", ExceptionKind::Add).slot = station.week.slots[0];
    CHECK(keys(station.plan("2026-12-05", "2026-12-06")) == Keys{"2026-12-05/x3"});
}

TEST_CASE("a replacement changes what a slot plays on its date only, and a suspension beats it") {
    TestStation station = ward();
    station.programme(2, {entry(station.item(2, 10min))});
    station.slot(1, "07:30", 15min);
    CalendarException& replace = station.exception(1, "2026-12-05", ExceptionKind::Replace);
    replace.target = SlotId{1};
    replace.content.programme = ProgrammeId{2};
    const Plan plan = station.plan("2026-12-05", "2026-12-07");
    REQUIRE(plan.transmissions.size() == 2);
    CHECK(plan.transmissions[0].programme == ProgrammeId{2});
    CHECK(plan.transmissions[0].slot.content.programme == ProgrammeId{2});
    CHECK(plan.transmissions[1].programme == ProgrammeId{1});
    station.exception(9, "2026-12-05", ExceptionKind::Suspend).target = SlotId{1};
    station.week.exceptions.push_back(station.week.exceptions[0]);
    CHECK(keys(station.plan("2026-12-05", "2026-12-06")).empty());
}

TEST_CASE("of two replacements for one slot the newer holds") {
    TestStation station = ward();
    station.programme(2, {entry(station.item(2, 10min))});
    station.programme(3, {entry(station.item(3, 10min))});
    station.slot(1, "07:30", 15min);
    for (const std::int64_t id : {8, 7}) {
        CalendarException& replace = station.exception(id, "2026-12-05", ExceptionKind::Replace);
        replace.target = SlotId{1};
        replace.content.programme = ProgrammeId{id - 5};
    }
    CHECK(only(station).programme == ProgrammeId{3});
}

TEST_CASE("a series plays the edition of the local date, and says so where there is none") {
    TestStation station = ward();
    Programme& edition = station.programme(2, {entry(station.item(2, 10min))});
    edition.series = "thời sự";
    edition.date = day("2026-12-05");
    Slot& slot = station.slot(1, "23:50", 20min, 0);
    slot.content.series = "thời sự";
    const Plan plan = station.plan("2026-12-06", "2026-12-07");  // both touch this day
    REQUIRE(keys(plan) == Keys{"2026-12-05/s1", "2026-12-06/s1"});
    CHECK(plan.transmissions[0].programme == ProgrammeId{2});
    CHECK(plan.transmissions[1].refused ==
          Message{"plan.no_programme", {{"slot", "slot 1"}, {"date", "2026-12-06"}, {"what", "thời sự"}}});
    CHECK(plan.transmissions[1].allowed_until == plan.transmissions[1].start);
}

TEST_CASE("of two editions for one date the newer programme is played") {
    TestStation station;
    const ItemId item = station.item(1, 10min);
    for (const std::int64_t id : {5, 4}) {
        Programme& edition = station.programme(id, {entry(item)});
        edition.series = "s";
        edition.date = day("2026-12-05");
    }
    station.slot(1, "07:30", 15min, 0).content.series = "s";
    CHECK(only(station).programme == ProgrammeId{5});
}

TEST_CASE("a slot whose programme, relay or whole content is missing is planned with the reason") {
    TestStation station;
    Slot& slot = station.slot(1, "07:30", 15min, 99);
    CHECK(only(station).refused->key == "plan.no_programme");
    slot.content = {};
    CHECK(only(station).refused->key == "plan.no_programme");
    slot.content.relay = RelayId{7};
    CHECK(only(station).refused->key == "plan.no_relay");
    slot.content = {};
    slot.content.programme = station.programme(3, {}).id;
    CHECK(only(station).refused->key == "plan.empty_programme");
}

TEST_CASE("a start that the clock change skips comes at the first instant after it: the length is elapsed time") {
    TestStation station = ward();
    station.zone = make_zone("Europe/Berlin");
    station.slot(1, "02:30", 15min);
    station.slot(2, "01:30", 60min);
    const Plan plan = station.plan("2026-03-29", "2026-03-30");
    REQUIRE(plan.transmissions.size() == 2);
    CHECK(plan.transmissions[0].start == utc("2026-03-29T00:30:00Z"));
    CHECK(plan.transmissions[0].allowed_until == utc("2026-03-29T01:30:00Z"));
    CHECK(plan.transmissions[1].start == utc("2026-03-29T01:00:00Z"));
}

TEST_CASE("a start that the clock change repeats is planned once, at the first of the two") {
    TestStation station = ward();
    station.zone = make_zone("Europe/Berlin");
    station.slot(1, "02:30", 15min);
    const Plan plan = station.plan("2026-10-25", "2026-10-26");
    REQUIRE(plan.transmissions.size() == 1);
    CHECK(plan.transmissions[0].start == utc("2026-10-25T00:30:00Z"));
}

TEST_CASE("a date that the zone skips has no transmissions") {
    TestStation station = ward();
    station.zone = make_zone("Pacific/Apia");
    station.slot(1, "07:30", 15min);
    CHECK(keys(station.plan("2011-12-29", "2012-01-01")) == Keys{"2011-12-29/s1", "2011-12-31/s1"});
}

TEST_CASE("items follow each other without a gap or an overlap") {
    TestStation station;
    const ItemId a = station.item(1, 20'001ms), b = station.item(2, 45s), c = station.item(3, 5s);
    station.programme(1, {entry(a), entry(b), entry(c), entry(a)});
    station.slot(1, "07:30", 15min);
    const auto items = only(station).items;
    REQUIRE(items.size() == 4);
    Frames next;
    for (std::size_t i = 0; i < items.size(); ++i) {
        CHECK(items[i].position == static_cast<int>(i) + 1);
        CHECK(items[i].offset == next);
        next = items[i].offset + items[i].frames;
    }
    CHECK(next == to_frames(2 * 20'001ms + 50s));
}

TEST_CASE("a crossfade begins before the end of the item before, never longer than either") {
    TestStation station;
    const ItemId a = station.item(1, 20s), b = station.item(2, 1s), c = station.item(3, 30s);
    station.programme(1, {entry(a, 5s), entry(b, 4s), entry(c, 500ms)});
    station.slot(1, "07:30", 15min);
    const auto items = only(station).items;
    CHECK(items[0].fade == Frames{});
    CHECK(items[1].offset == to_frames(19s));
    CHECK(items[1].fade == to_frames(1s));
    CHECK(items[2].offset == to_frames(19'500ms));
    CHECK(items[2].fade == to_frames(500ms));
    CHECK(items[0].frames == to_frames(20s));
}

TEST_CASE("an item with a time of its own cuts what is still on, and what follows it comes after it") {
    TestStation station;
    const ItemId a = station.item(1, 60s), b = station.item(2, 10s), c = station.item(3, 5s);
    station.programme(1, {entry(a), entry_at(b, 45s), entry(c), entry_at(c, 120s)});
    station.slot(1, "07:30", 15min);
    const auto items = only(station).items;
    CHECK(items[0].frames == to_frames(45s));
    CHECK(items[1].offset == to_frames(45s));
    CHECK(items[2].offset == to_frames(55s));
    CHECK(items[3].offset == to_frames(120s));
}

TEST_CASE("an item whose whole time another takes is refused, not silently lost") {
    TestStation station;
    station.programme(1, {entry_at(station.item(1, 60s), 30s), entry_at(station.item(2, 10s), 30s)});
    station.slot(1, "07:30", 15min);
    const auto items = only(station).items;
    CHECK(items[0].refused == Message{"plan.covered", {{"item", "item 1"}}});
    CHECK_FALSE(items[1].refused.has_value());
}

TEST_CASE("a bed lies under what follows it, to the end of the last or to the next bed") {
    TestStation station;
    const ItemId bed = station.item(1, 10min), talk = station.item(2, 30s);
    station.programme(
        1, {entry(talk), {bed, {}, Mix::Bed, 0ms}, entry(talk), entry(talk), {bed, {}, Mix::Bed, 0ms}, entry(talk)});
    station.slot(1, "07:30", 15min).duck_db = -18.0;
    const auto items = only(station).items;
    CHECK(items[1].mix == Mix::Bed);
    CHECK(items[1].offset == to_frames(30s));
    CHECK(items[1].frames == to_frames(60s));
    CHECK(items[1].gain_db == 0.0);  // its own level: it goes down where something is heard over it
    CHECK(items[2].offset == to_frames(30s));
    CHECK(items[4].offset == to_frames(90s));
    CHECK(items[4].frames == to_frames(30s));
}

TEST_CASE("a bed with nothing over it is refused") {
    TestStation station;
    station.programme(1, {entry(station.item(2, 30s)), {station.item(1, 10min), {}, Mix::Bed, 0ms}});
    station.slot(1, "07:30", 15min);
    CHECK(only(station).items[1].refused == Message{"plan.bed_alone", {{"item", "item 1"}}});
}

TEST_CASE("over a relay every insert mutes or ducks it: without a relay there is nothing to duck") {
    TestStation station;
    station.relay(1);
    const ItemId item = station.item(1, 30s);
    station.programme(
        1, {entry_at(item, 60s, Mix::Duck), entry_at(item, 120s, Mix::Replace), entry_at(item, 180s, Mix::Mute)});
    Slot& slot = station.slot(1, "05:00", 15min);
    slot.content.relay = RelayId{1};
    slot.gain_db = -3.0;
    const Transmission over = only(station);
    CHECK(over.relay->name == "relay 1");
    CHECK(over.relay_gain_db == -3.0);
    CHECK(over.items[0].mix == Mix::Duck);
    CHECK(over.items[1].mix == Mix::Mute);
    CHECK(over.items[2].mix == Mix::Mute);
    CHECK(over.items[1].offset == to_frames(120s));
    station.week.slots[0].content.relay.reset();
    CHECK(only(station).items[0].mix == Mix::Replace);
}

TEST_CASE("each item is brought to the target loudness, within bounds, plus what slot and daypart ask") {
    TestStation station;
    station.programme(1, {entry(station.item(1, 30s, -23.0)), entry(station.item(2, 30s, -9.0)),
                          entry(station.item(3, 30s, -60.0)), entry(station.item(4, 30s, 12.0))});
    Slot& slot = station.slot(1, "05:59", 15min);
    slot.gain_db = 1.0;
    station.profile.daypart_gains = {{{kEveryDay, 0h, 6h}, -6.0}, {{kEveryDay, 0h, 24h}, 2.0}};
    const auto items = only(station).items;
    CHECK(items[0].gain_db == Approx(7.0 + 1.0 - 6.0));
    CHECK(items[1].gain_db == Approx(-7.0 + 1.0 - 6.0));
    CHECK(items[2].gain_db == Approx(kMostBoostDb + 1.0 + 2.0));  // 06:00 and later
    CHECK(items[3].gain_db == Approx(kMostCutDb + 1.0 + 2.0));
}

TEST_CASE("a refused item is closed up, or its place is kept, as the slot says") {
    TestStation station;
    station.programme(1, {entry(station.item(1, 30s)), entry(station.item(2, 40s)), entry(station.item(3, 50s))});
    station.refused = {RecordingId{2}};
    Slot& slot = station.slot(1, "07:30", 15min);
    CHECK(only(station).items[1].refused == Message{"approval.missing", {}});
    CHECK(only(station).items[2].offset == to_frames(30s));
    CHECK(only(station).items[1].frames == to_frames(40s));
    for (const SubstituteRule rule : {SubstituteRule::Sustainer, SubstituteRule::Silence}) {
        slot.substitute = rule;
        CHECK(only(station).items[2].offset == to_frames(70s));
    }
}

TEST_CASE("an item without a recording, or not in the library at all, is refused with the reason") {
    TestStation station;
    station.item(1, 30s);
    station.week.items[ItemId{1}].recording.reset();
    station.programme(1, {entry(ItemId{1}), entry(ItemId{77})});
    station.slot(1, "07:30", 15min);
    const auto items = only(station).items;
    CHECK(items[0].refused == Message{"plan.no_recording", {{"item", "item 1"}}});
    CHECK(items[1].refused == Message{"plan.no_item", {{"item", "#77"}}});
    CHECK(items[1].item.id == ItemId{77});
}

TEST_CASE("approval is asked for the instant at which the item is to begin") {
    TestStation station;
    station.programme(1, {entry(station.item(1, 30s)), entry(station.item(2, 30s))});
    station.slot(1, "07:30", 15min);
    std::vector<WallTime> asked;
    PlanInputs inputs = station.inputs();
    inputs.why_not = [&asked](RecordingId, WallTime at) -> std::optional<Message> {
        asked.push_back(at);
        return std::nullopt;
    };
    make_plan(inputs, utc("2026-12-05T00:00:00Z"), utc("2026-12-05T01:00:00Z"));
    CHECK(asked == std::vector<WallTime>{utc("2026-12-05T00:30:00Z"), utc("2026-12-05T00:30:30Z")});
}

TEST_CASE("what would begin beyond the slot is refused: what runs over it is left whole to the overrun rule") {
    TestStation station;
    const ItemId item = station.item(1, 40s);
    station.programme(1, {entry(item), entry(item), entry(item)});
    station.slot(1, "07:30", 60s).overrun = GENERATE(OverrunRule::Cut, OverrunRule::Finish);
    const auto items = only(station).items;
    CHECK(items[1].frames == to_frames(40s));
    CHECK_FALSE(items[1].refused.has_value());
    CHECK(items[2].refused == Message{"plan.beyond_slot", {{"item", "item 1"}}});
}

TEST_CASE("the sustainer comes along where it may be heard, at the target loudness") {
    TestStation station = ward();
    Slot& slot = station.slot(1, "07:30", 15min);
    slot.sustainer = station.item(9, 3min, -20.0);
    CHECK(only(station).sustainer->id == ItemId{9});
    CHECK(only(station).sustainer_gain_db == Approx(4.0));
    station.refused = {RecordingId{9}};
    CHECK_FALSE(only(station).sustainer.has_value());
}

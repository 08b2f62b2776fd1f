// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words of core as JSON and back.
#include "daemon/documents.h"

#include "core/error.h"
#include "daemon/schedule_document.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

template <class Read>
std::string fault(const Read& read) {
    try {
        read();
    } catch (const RequestError& error) {
        return to_string(error.message());
    }
    return "";
}

Slot full_slot() {
    Slot slot;
    slot.id = SlotId{4};
    slot.name = "Bản tin sáng";
    slot.days = *parse_weekdays("mon-fri");
    slot.start = 7h + 30min;
    slot.length = 15min;
    slot.content.series = "Bản tin";
    slot.content.relay = RelayId{2};
    slot.from = parse_date("2026-01-01");
    slot.until = parse_date("2026-12-31");
    slot.start_rule = StartRule::Follow;
    slot.overrun = OverrunRule::Finish;
    slot.late = LateRule::Skip;
    slot.substitute = SubstituteRule::Sustainer;
    slot.sustainer = ItemId{9};
    slot.relay_return = RelayReturn::InPause;
    slot.gain_db = -3.5;
    slot.zones = 0xC0000001U;
    slot.priority = -2;
    return slot;
}

}  // namespace

TEST_CASE("a slot comes back from its JSON as it was") {
    const json written = document(full_slot());
    CHECK(document(slot_from(written)) == written);
    CHECK(slot_from(written).zones == 0xC0000001U);
    CHECK(slot_from(written).content == full_slot().content);
}

TEST_CASE("a slot needs a name, a start and a length, and has a rule for all else") {
    const Slot slot = slot_from({{"name", "Tin"}, {"start", "07:30"}, {"length", "15m"}});
    CHECK(slot.days == kEveryDay);
    CHECK(slot.start_rule == StartRule::Hard);
    CHECK(fault([] { slot_from({{"name", "Tin"}, {"start", "07:30"}}); }) == "fields.missing(what=slot, field=length)");
    CHECK(fault([] { slot_from({{"start", "07:30"}, {"length", "15m"}}); }) == "fields.missing(what=slot, field=name)");
}

TEST_CASE("a field nobody knows, or of another shape, is named") {
    const json good{{"name", "Tin"}, {"start", "07:30"}, {"length", "15m"}};
    const auto with = [&good](const char* field, json value) {
        json slot = good;
        slot[field] = std::move(value);
        return fault([&slot] { slot_from(slot); });
    };
    CHECK(with("legnth", "15m") == "fields.unknown(what=slot, field=legnth)");
    CHECK(with("start", "25:00").find("fields.wrong(what=slot, field=start") == 0);
    CHECK(with("start", 7).find("fields.wrong(what=slot, field=start") == 0);
    CHECK(with("days", "someday").find("fields.wrong(what=slot, field=days") == 0);
    CHECK(with("late", "maybe").find("fields.wrong(what=slot, field=late") == 0);
    CHECK(with("zones", 0).find("fields.wrong(what=slot, field=zones") == 0);
    CHECK(with("gain_db", "loud").find("fields.wrong(what=slot, field=gain_db") == 0);
    CHECK(with("programme", nullptr).empty());
    CHECK(fault([] { slot_from(3); }) == "fields.not_an_object(what=slot)");
}

TEST_CASE("a programme, a relay and an exception come back as they were") {
    Programme programme;
    programme.id = ProgrammeId{3};
    programme.name = "Chương trình 05/12";
    programme.series = "Bản tin";
    programme.date = parse_date("2026-12-05");
    programme.rundown = {{ItemId{5}, 90s, Mix::Duck, 500ms, 30s}, {ItemId{6}, {}, Mix::Replace, 0ms}};
    CHECK(document(programme_from(document(programme))) == document(programme));
    CHECK(programme_from(document(programme)).rundown[0].at == 90s);
    CHECK(programme_from(document(programme)).rundown[0].pause_window == 30s);

    const Relay relay{RelayId{1}, "VOV1", RelayLevel::Central, {"https://a/1", "http://b/2"}, true, 30s};
    CHECK(document(relay_from(document(relay))) == document(relay));
    CHECK(fault([] { relay_from({{"name", "x"}, {"urls", {1}}}); }).find("fields.wrong(what=relay, field=urls") == 0);

    CalendarException exception;
    exception.date = *parse_date("2026-09-02");
    exception.kind = ExceptionKind::Add;
    exception.slot = full_slot();
    exception.reason = "Quốc khánh";
    CHECK(document(exception_from(document(exception))) == document(exception));
    exception.kind = ExceptionKind::Replace;
    exception.slot.reset();
    exception.target = SlotId{4};
    exception.content.programme = ProgrammeId{3};
    CHECK(document(exception_from(document(exception))) == document(exception));
}

TEST_CASE("an instant is written in UTC and in local time") {
    const auto zone = make_zone("Asia/Ho_Chi_Minh");
    json object;
    put_time(object, "start", parse_wall_time("2026-12-05T00:30:00Z"), *zone);
    put_time(object, "ended", {}, *zone);
    CHECK(object == json{{"start", "2026-12-05T00:30:00Z"},
                         {"start_local", "2026-12-05T07:30:00"},
                         {"ended", nullptr},
                         {"ended_local", nullptr}});
    CHECK(seconds_of(Frames{48'000 * 900 + 24}) == 900.001);
}

TEST_CASE("an as-run entry tells its outcome, its cause and what was heard") {
    const auto zone = make_zone("UTC");
    AsRunEntry entry;
    entry.intent.title = "Tin";
    entry.count.frames = Frames{48'000};
    entry.count.starved = Frames{8'000};
    CHECK(document(entry, *zone)["outcome"].is_null());
    entry.outcome = Outcome::Curtailed;
    entry.cause = Message{"no.such", {{"by", "An"}}};
    const json row = document(entry, *zone);
    CHECK(row["outcome"] == "curtailed");
    CHECK(row["heard_frames"] == 40'000);
    CHECK(row["cause"] == json{{"key", "no.such"}, {"args", {{"by", "An"}}}});
}

TEST_CASE("a whole week comes back from its document, and another document is refused") {
    WeekDocument week;
    week.slots.push_back(full_slot());
    week.programmes.push_back({ProgrammeId{1}, "Một", "", {}, {}});
    const json written = schedule_document(week);
    CHECK(schedule_document(schedule_from(written)) == written);
    json other = written;
    other["format"] = "something";
    CHECK(fault([&other] { schedule_from(other); }).find("fields.wrong(what=schedule, field=format") == 0);
    other = written;
    other["version"] = 2;
    CHECK(fault([&other] { schedule_from(other); }).find("fields.wrong(what=schedule, field=version") == 0);
    other = written;
    other["slots"] = {{{"name", "x"}}};
    CHECK(fault([&other] { schedule_from(other); }) == "fields.missing(what=slot, field=start)");
    other = written;
    other["extra"] = 1;
    CHECK(fault([&other] { schedule_from(other); }) == "fields.unknown(what=schedule, field=extra)");
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Slots, exceptions, programmes and relays: written, read, removed, exported and imported.
#include "store/week.h"
#include "store/search.h"

#include "store/programmes.h"
#include "store/relay_advice.h"
#include "store/relays.h"
#include "store/slots.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using namespace std::chrono_literals;

namespace {

const LocalDate kDay = std::chrono::year(2026) / 12 / 7;

Relay province() {
    Relay relay;
    relay.name = "Đài tỉnh";
    relay.level = RelayLevel::Province;
    relay.urls = {"https://a.example.vn/live.m3u8", "http://b.example.vn:8000/live"};
    relay.open_ahead = 30s;
    return relay;
}

// A station with two items, a programme of both, a relay and two slots, of which one has every field set.
struct FilledStation : TemporaryStation {
    ItemId tune = add_item(connection, "Nhạc hiệu", ItemKind::Tune, at());
    ItemId news = add_item(connection, "Tin", ItemKind::News, at());
    ItemId unused = add_item(connection, "Không dùng", ItemKind::News, at());
    ProgrammeId programme = add_programme(
        connection,
        {{}, "Sáng 7/12", "thời sự", kDay, {{tune, {}, Mix::Replace, 0ms}, {news, 20s, Mix::Duck, 500ms, 10s}}});
    RelayId relay = add_relay(connection, province());
    SlotId morning = add_slot(connection, simple_slot("Sáng", 7h + 30min));
    SlotId evening = add_slot(connection, full_slot());

    Slot simple_slot(const std::string& name, std::chrono::seconds start) const {
        Slot slot;
        slot.name = name;
        slot.start = start;
        slot.length = 15min;
        slot.content.series = "thời sự";
        return slot;
    }
    Slot full_slot() const {
        Slot slot = simple_slot("Chiều", 16h + 45min);
        slot.days = 0x15;
        slot.content = {std::nullopt, "thời sự", relay};
        slot.from = kDay;
        slot.until = std::chrono::year(2027) / 1 / 31;
        slot.start_rule = StartRule::Follow;
        slot.grace = 90s;
        slot.overrun = OverrunRule::Finish;
        slot.finish_within = 45s;
        slot.late = LateRule::Restart;
        slot.restart_within = 120s;
        slot.substitute = SubstituteRule::Sustainer;
        slot.sustainer = tune;
        slot.relay_return = RelayReturn::InPause;
        slot.duck_db = -18.5;
        slot.gain_db = 1.5;
        slot.zones = 0xffff'ffff;
        slot.priority = 3;
        return slot;
    }
    CalendarException added() const {
        CalendarException exception;
        exception.date = kDay;
        exception.kind = ExceptionKind::Add;
        exception.slot = simple_slot("Đặc biệt", 10h);
        exception.slot->days = 0;
        exception.reason = "Ngày hội";
        return exception;
    }
};

}  // namespace

TEST_CASE("a slot comes back as it was written, every rule included") {
    FilledStation station;
    const Slot slot = read_slot(station.connection, station.evening);
    const Slot wanted = station.full_slot();
    CHECK(slot.name == wanted.name);
    CHECK(slot.days == wanted.days);
    CHECK(slot.start == wanted.start);
    CHECK(slot.length == wanted.length);
    CHECK(slot.content == wanted.content);
    CHECK(slot.from == wanted.from);
    CHECK(slot.until == wanted.until);
    CHECK(slot.start_rule == wanted.start_rule);
    CHECK(slot.grace == wanted.grace);
    CHECK(slot.overrun == wanted.overrun);
    CHECK(slot.finish_within == wanted.finish_within);
    CHECK(slot.late == wanted.late);
    CHECK(slot.restart_within == wanted.restart_within);
    CHECK(slot.substitute == wanted.substitute);
    CHECK(slot.sustainer == wanted.sustainer);
    CHECK(slot.relay_return == wanted.relay_return);
    CHECK(slot.duck_db == wanted.duck_db);
    CHECK(slot.gain_db == wanted.gain_db);
    CHECK(slot.zones == wanted.zones);
    CHECK(slot.priority == wanted.priority);
}

TEST_CASE("the week holds what is referred to and nothing else") {
    FilledStation station;
    add_exception(station.connection, station.added());
    const Week week = read_week(station.connection);
    CHECK(week.slots.size() == 2);
    CHECK(week.items.size() == 2);
    CHECK_FALSE(week.items.contains(station.unused));
    REQUIRE(week.programmes.contains(station.programme));
    const Programme& programme = week.programmes.at(station.programme);
    CHECK(programme.series == "thời sự");
    CHECK(programme.date == kDay);
    REQUIRE(programme.rundown.size() == 2);
    CHECK(programme.rundown[1].item == station.news);
    CHECK(programme.rundown[1].at == 20s);
    CHECK(programme.rundown[1].mix == Mix::Duck);
    CHECK(programme.rundown[1].fade == 500ms);
    CHECK(programme.rundown[1].pause_window == 10s);
    CHECK(week.relays.at(station.relay).urls == province().urls);
    REQUIRE(week.exceptions.size() == 1);
    REQUIRE(week.exceptions[0].slot);
    CHECK(week.exceptions[0].slot->name == "Đặc biệt");
    CHECK(week.exceptions[0].slot->id.value == week.exceptions[0].id.value);
}

TEST_CASE("every change of the week moves its generation on") {
    FilledStation station;
    const std::int64_t before = generation(station.connection);
    Slot slot = read_slot(station.connection, station.morning);
    slot.start = 8h;
    update_slot(station.connection, slot);
    CHECK(generation(station.connection) == before + 1);
    CHECK(read_slot(station.connection, station.morning).start == 8h);
    remove_slot(station.connection, station.morning);
    CHECK(generation(station.connection) == before + 2);
    read_week(station.connection);
    CHECK(generation(station.connection) == before + 2);
}

TEST_CASE("a slot that cannot be is refused with the field to blame") {
    FilledStation station;
    struct Wrong {
        const char* field;
        void (*spoil)(Slot&);
    };
    const Wrong table[] = {
        {"days", [](Slot& s) { s.days = 0; }},
        {"days", [](Slot& s) { s.days = 0x80; }},
        {"start", [](Slot& s) { s.start = 24h; }},
        {"start", [](Slot& s) { s.start = -1s; }},
        {"length", [](Slot& s) { s.length = 0s; }},
        {"length", [](Slot& s) { s.length = 25h; }},
        {"until", [](Slot& s) { s.until = *s.from - std::chrono::months(1); }},
        {"grace", [](Slot& s) { s.grace = -1s; }},
        {"finish_within", [](Slot& s) { s.finish_within = -1s; }},
        {"restart_within", [](Slot& s) { s.restart_within = -1s; }},
        {"duck_db", [](Slot& s) { s.duck_db = -100; }},
        {"gain_db", [](Slot& s) { s.gain_db = 40; }},
        {"zones", [](Slot& s) { s.zones = 0; }},
        {"sustainer", [](Slot& s) { s.sustainer.reset(); }},
    };
    for (const Wrong& wrong : table) {
        Slot slot = station.full_slot();
        wrong.spoil(slot);
        INFO(wrong.field);
        try {
            add_slot(station.connection, slot);
            FAIL("accepted");
        } catch (const RequestError& error) {
            CHECK(error.message() == Message{"store.bad_slot", {{"slot", "Chiều"}, {"field", wrong.field}}});
        }
    }
    CHECK(list_slots(station.connection).size() == 2);
}

TEST_CASE("a slot needs something to play that exists") {
    FilledStation station;
    Slot slot = station.simple_slot("Trưa", 11h);
    slot.content = {};
    CHECK(refusal([&] { add_slot(station.connection, slot); }) == "store.nothing_to_play");
    slot.content = {station.programme, "thời sự", std::nullopt};
    CHECK(refusal([&] { add_slot(station.connection, slot); }) == "store.programme_and_series");
    slot.content = {ProgrammeId{99}, "", std::nullopt};
    CHECK(refusal([&] { add_slot(station.connection, slot); }) == "store.no_programme");
    slot.content = {std::nullopt, "", RelayId{99}};
    CHECK(refusal([&] { add_slot(station.connection, slot); }) == "store.no_relay");
    slot = station.simple_slot("Trưa", 11h);
    slot.sustainer = ItemId{99};
    CHECK(refusal([&] { add_slot(station.connection, slot); }) == "store.no_item");
}

TEST_CASE("what is still referred to is not removed") {
    FilledStation station;
    CalendarException suspend;
    suspend.date = kDay;
    suspend.target = station.morning;
    suspend.reason = "Quốc tang";
    const ExceptionId exception = add_exception(station.connection, suspend);
    CHECK(refusal([&] { remove_slot(station.connection, station.morning); }) == "store.slot_used");
    CHECK(refusal([&] { remove_relay(station.connection, station.relay); }) == "store.relay_used");
    remove_exception(station.connection, exception);
    remove_slot(station.connection, station.morning);
    remove_slot(station.connection, station.evening);
    remove_relay(station.connection, station.relay);
    remove_programme(station.connection, station.programme);
    const Week week = read_week(station.connection);
    CHECK(week.slots.empty());
    CHECK(week.relays.empty());
    CHECK(week.programmes.empty());
    CHECK(week.items.empty());
}

TEST_CASE("a programme that a slot or a date plays is not removed") {
    FilledStation station;
    CalendarException replace;
    replace.date = kDay;
    replace.kind = ExceptionKind::Replace;
    replace.target = station.morning;
    replace.content.programme = station.programme;
    replace.reason = "Bản đặc biệt";
    add_exception(station.connection, replace);
    CHECK(refusal([&] { remove_programme(station.connection, station.programme); }) == "store.programme_used");
}

TEST_CASE("an exception must be whole and give its reason") {
    FilledStation station;
    CalendarException exception = station.added();
    exception.slot.reset();
    CHECK(refusal([&] { add_exception(station.connection, exception); }) == "store.bad_exception");
    exception = station.added();
    exception.reason.clear();
    CHECK(refusal([&] { add_exception(station.connection, exception); }) == "store.bad_reason");
    exception = {};
    exception.date = kDay;
    exception.kind = ExceptionKind::Replace;
    exception.reason = "x";
    CHECK(refusal([&] { add_exception(station.connection, exception); }) == "store.bad_exception");
    exception.kind = ExceptionKind::Suspend;
    exception.target = SlotId{99};
    CHECK(refusal([&] { add_exception(station.connection, exception); }) == "store.no_slot");
    exception.date = std::chrono::year(2026) / 2 / 30;
    CHECK(refusal([&] { add_exception(station.connection, exception); }) == "store.bad_exception");
    CHECK(list_exceptions(station.connection).empty());
    CHECK(refusal([&] { remove_exception(station.connection, ExceptionId{1}); }) == "store.no_exception");
}

TEST_CASE("an added transmission goes with its exception and never counts as a weekly slot") {
    FilledStation station;
    const ExceptionId id = add_exception(station.connection, station.added());
    CHECK(list_slots(station.connection).size() == 2);
    remove_exception(station.connection, id);
    CHECK(scalar(station.connection, std::int64_t{-1}, "SELECT count(*) FROM slot") == 2);
}

TEST_CASE("one series has one edition a day") {
    FilledStation station;
    CHECK(refusal([&] {
              add_programme(station.connection, {{}, "Khác", "thời sự", kDay, {}});
          }) == "store.edition_taken");
    Programme same = read_programme(station.connection, station.programme);
    same.rundown.pop_back();
    update_programme(station.connection, same);
    CHECK(read_programme(station.connection, station.programme).rundown.size() == 1);
    CHECK(refusal([&] {
              add_programme(station.connection, {{}, "Khác", "", kDay, {{ItemId{99}, {}, Mix::Replace, 0ms}}});
          }) == "store.no_item");
    index_changes(station.connection);  // as the station does in each of its rounds
    CHECK(list_programmes(station.connection, "Sáng").size() == 1);
    CHECK(list_programmes(station.connection, "Khác").empty());
}

TEST_CASE("a relay needs a name of its own and addresses that can be fetched") {
    FilledStation station;
    CHECK(refusal([&] { add_relay(station.connection, province()); }) == "store.name_taken");
    Relay relay = province();
    relay.name = "Khác";
    for (const char* url : {"", "ftp://a/b", "http://", "http:///x", "https://a b", "file:///etc/passwd", "HTTP//x",
                            "input:", "input:a\nb", "Input:ALSA"}) {
        INFO(url);
        relay.urls = {url};
        CHECK(refusal([&] { add_relay(station.connection, relay); }) == "store.bad_url");
    }
    relay.urls.clear();
    CHECK(refusal([&] { add_relay(station.connection, relay); }) == "store.no_url");
    CHECK(list_relays(station.connection).size() == 1);
    relay.urls = {"https://a.example/live", "input:ALSA: USB Audio: #0 (hw:1,0)"};
    CHECK(read_relay(station.connection, add_relay(station.connection, relay)).urls == relay.urls);
}

TEST_CASE("an address that belongs to one visit or runs out is refused, with the part to blame") {
    for (const auto& [url, part] : std::initializer_list<std::pair<const char*, const char*>>{
             {"https://a.example/live/playlist.m3u8?token=abc&expires=1760000000", "token"},
             {"https://a.example/live.m3u8?a=1&Expires=1760000000&Signature=x", "Expires"},
             {"https://a.example/hls/chunklist_w1234567.m3u8", "chunklist_w1234567.m3u8"},
             {"https://a.example/hls/chunks.m3u8?nimblesessionid=42", "nimblesessionid"},
             {"https://a.example/x/live.m3u8;jsessionid=42", "jsessionid"},
             {"https://a.example/x?X-Amz-Credential=1", "X-Amz-Credential"}}) {
        CAPTURE(url);
        CHECK(rotting_part(url) == part);
    }
    for (const char* url :
         {"https://a.example/live.m3u8", "http://a.example:8000/;?sid=1", "http://a.example/token/live.mp3",
          "https://a.example/live.m3u8?type=aac&bitrate=64", "https://a.example/stream?"})
        CHECK_FALSE(rotting_part(url).has_value());
    FilledStation station;
    Relay relay = province();
    relay.name = "City";
    relay.urls = {"https://a.example/live.m3u8?token=abc"};
    CHECK(refusal([&] { add_relay(station.connection, relay); }) == "store.url_rots");
}

TEST_CASE("an exported week imports to the same week, numbers included") {
    FilledStation station;
    add_exception(station.connection, station.added());
    const WeekDocument document = export_week(station.connection);
    remove_slot(station.connection, station.morning);
    import_week(station.connection, document);
    const WeekDocument again = export_week(station.connection);
    REQUIRE(again.slots.size() == 2);
    CHECK(again.slots[0].id == station.morning);
    CHECK(again.slots[1].sustainer == station.tune);
    CHECK(again.programmes.at(0).id == station.programme);
    CHECK(again.programmes.at(0).rundown.size() == 2);
    CHECK(again.relays.at(0).urls == province().urls);
    CHECK(again.exceptions.at(0).slot->start == 10h);
    CHECK(scalar(station.connection, std::int64_t{0}, "SELECT count(*) FROM slot") == 3);
}

TEST_CASE("an import with one mistake changes nothing") {
    FilledStation station;
    const std::int64_t before = generation(station.connection);
    WeekDocument document = export_week(station.connection);
    document.slots[0].start = 8h;
    document.slots[1].content.relay = RelayId{77};
    CHECK(refusal([&] { import_week(station.connection, document); }) == "store.no_relay");
    document = export_week(station.connection);
    document.slots[1].id = document.slots[0].id;
    CHECK(refusal([&] { import_week(station.connection, document); }) == "store.number_twice");
    CHECK(generation(station.connection) == before);
    CHECK(read_slot(station.connection, station.morning).start == 7h + 30min);
    CHECK(list_relays(station.connection).size() == 1);
}

TEST_CASE("a number once given to a slot is never given to another") {
    FilledStation station;
    remove_slot(station.connection, station.evening);
    CHECK(add_slot(station.connection, station.full_slot()) > station.evening);
    WeekDocument document = export_week(station.connection);
    document.slots.push_back(station.simple_slot("Mới", 12h));
    const SlotId highest = document.slots[1].id;
    import_week(station.connection, document);
    CHECK(list_slots(station.connection)[1].id > highest);
}

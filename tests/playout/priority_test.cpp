// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The priority table, cell by cell: kill latch > emergency > bulletin > schedule > relay > sustainer.
#include <algorithm>

#include "core/names.h"
#include "tests/catch.h"
#include "tests/fakes/world.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

const LocalTime kSeven = std::chrono::local_days{std::chrono::year{2026} / 12 / 7} + 7h;

Slot slot_at(std::chrono::seconds start, std::chrono::seconds length) {
    Slot slot;
    slot.id = SlotId{static_cast<std::int64_t>(start.count())};
    slot.name = "slot";
    slot.start = 7h + start;
    slot.length = length;
    return slot;
}

void add_programme(World& world, std::int64_t number, const std::string& title) {
    Programme programme;
    programme.id = ProgrammeId{number};
    programme.name = title;
    programme.rundown.push_back(RundownEntry{world.item(title).id, {}, Mix::Replace, 0ms});
    world.plans.week.programmes[programme.id] = programme;
}

// A station with one programme slot and one relay slot at the same minute, of which `with_relay` chooses.
class Table {
public:
    explicit Table(bool with_relay) : world("Asia/Ho_Chi_Minh", kSeven) {
        world.add_item("programme", Frames{kSampleRate * 600}, ItemKind::Talk);
        world.add_item("filler", Frames{kSampleRate * 30}, ItemKind::Music);
        world.add_item("bulletin", Frames{kSampleRate * 120}, ItemKind::Notice);
        world.add_item("emergency", Frames{kSampleRate * 60}, ItemKind::Notice);
        world.add_relay("relay");
        add_programme(world, 1, "programme");
        Slot slot = slot_at(60s, 10min);
        slot.sustainer = world.item("filler").id;
        slot.substitute = SubstituteRule::Sustainer;
        if (with_relay)
            slot.content.relay = RelayId{1};
        else
            slot.content.programme = ProgrammeId{1};
        world.plans.week.slots.push_back(slot);
        world.open();
        world.rehearsal->keep_pace(250ms);
    }

    void bulletin_at(std::chrono::seconds when) {
        world.rehearsal->at(when, [this] { world.take_now("bulletin", Rank::Bulletin, "An"); });
    }
    void emergency_at(std::chrono::seconds when) {
        world.rehearsal->at(when, [this] { world.take_now("emergency", Rank::Emergency, "An"); });
    }

    // Who owns the frame at that instant, by the chain's own count; "silence" for nobody.
    std::string heard_at(std::chrono::seconds when) {
        world.rehearsal->walk(when - (world.clock.now().steady - SteadyTime{1h}));
        const AirStatus before = world.air.status();
        world.rehearsal->walk(std::chrono::nanoseconds{20ms});
        for (const auto& one : world.air.sounded()) {
            const auto old = std::find_if(before.takes.begin(), before.takes.end(),
                                          [&](const TakeMeter& meter) { return meter.take == one.meter.take; });
            if (old != before.takes.end() && one.meter.line > old->line) return one.order.label.data();
        }
        return "silence";
    }

    World world;
};

}  // namespace

TEST_CASE("the schedule is heard where nothing is above it") {
    Table table{false};
    CHECK(table.heard_at(120s) == "programme");
}

TEST_CASE("a bulletin is heard over the schedule, and the schedule after it") {
    Table table{false};
    table.bulletin_at(100s);
    CHECK(table.heard_at(120s) == "bulletin");
    CHECK(table.heard_at(240s) == "programme");
}

TEST_CASE("an emergency is heard over the schedule") {
    Table table{false};
    table.emergency_at(100s);
    CHECK(table.heard_at(120s) == "emergency");
}

TEST_CASE("an emergency is heard over a bulletin, and the bulletin after it") {
    Table table{false};
    table.bulletin_at(100s);
    table.emergency_at(110s);
    CHECK(table.heard_at(120s) == "emergency");
    CHECK(table.heard_at(180s) == "bulletin");
}

TEST_CASE("a bulletin asked for during an emergency is heard when that is over") {
    Table table{false};
    table.emergency_at(100s);
    table.bulletin_at(110s);
    CHECK(table.heard_at(120s) == "emergency");
    CHECK(table.heard_at(180s) == "bulletin");
}

TEST_CASE("the latch silences the schedule, a relay, a bulletin and an emergency alike") {
    const bool with_relay = GENERATE(false, true);
    Table table{with_relay};
    table.bulletin_at(100s);
    table.emergency_at(105s);
    table.world.rehearsal->at(110s, [&] { table.world.air.kill(true); });
    CHECK(table.heard_at(115s) == "silence");
}

TEST_CASE("a relay is heard in its slot, a bulletin and an emergency over it") {
    Table table{true};
    table.bulletin_at(100s);
    table.emergency_at(300s);
    CHECK(table.heard_at(90s) == "relay");
    CHECK(table.heard_at(120s) == "bulletin");
    CHECK(table.heard_at(260s) == "relay");
    CHECK(table.heard_at(320s) == "emergency");
}

TEST_CASE("the filler is heard only while the relay is not") {
    Table table{true};
    table.world.rehearsal->at(100s, [&] { table.world.relays.flow(RelayId{1}, false); });
    table.world.rehearsal->at(140s, [&] { table.world.relays.flow(RelayId{1}, true); });
    CHECK(table.heard_at(90s) == "relay");
    CHECK(table.heard_at(120s) == "filler");
    CHECK(table.heard_at(150s) == "relay");
}

TEST_CASE("the schedule takes the line from a relay that is on") {
    Table table{true};
    Slot slot = slot_at(180s, 2min);
    slot.content.programme = ProgrammeId{1};
    table.world.plans.week.slots.push_back(slot);
    CHECK(table.heard_at(170s) == "relay");
    CHECK(table.heard_at(190s) == "programme");
}

TEST_CASE("a bulletin is heard over the filler") {
    Table table{true};
    table.world.rehearsal->at(70s, [&] { table.world.relays.flow(RelayId{1}, false); });
    table.bulletin_at(100s);
    CHECK(table.heard_at(90s) == "filler");
    CHECK(table.heard_at(120s) == "bulletin");
}

TEST_CASE("what lies under a bulletin is muted for exactly its frames") {
    Table table{false};
    std::vector<GainOrder> gains;
    table.world.rehearsal->observe([&](const Now&, const std::vector<PlayoutCommand>& commands) {
        for (const PlayoutCommand& command : commands) {
            if (const auto* gain = std::get_if<SetGain>(&command)) gains.push_back(gain->order);
        }
    });
    table.bulletin_at(100s);
    CHECK(table.heard_at(300s) == "programme");
    REQUIRE(gains.size() == 2);
    CHECK(gains[0].gain_db == kMuteDb);
    CHECK(gains[1].gain_db == 0.0);
    CHECK(gains[1].at - gains[0].at == Frames{kSampleRate * 120});
}

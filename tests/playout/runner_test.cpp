// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The runner: rows before sound, a failing ledger, days on which the station was dead, what status shows, a quarter.
#include <algorithm>
#include <array>
#include <chrono>

#include "core/error.h"
#include "scheduler/occurrence.h"
#include "tests/catch.h"
#include "tests/fakes/world.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

const LocalTime kSeven = std::chrono::local_days{std::chrono::year{2026} / 12 / 7} + 7h;

void add_morning(World& world) {
    world.add_item("tune", Frames{kSampleRate * 20}, ItemKind::Tune);
    world.add_item("news", Frames{kSampleRate * 100}, ItemKind::News);
    Programme programme;
    programme.id = ProgrammeId{1};
    programme.name = "Morning";
    for (const char* title : {"tune", "news"})
        programme.rundown.push_back(RundownEntry{world.item(title).id, {}, Mix::Replace, 0ms});
    world.plans.week.programmes[programme.id] = programme;
    Slot slot;
    slot.id = SlotId{1};
    slot.name = "Morning";
    slot.start = 7h + 1min;
    slot.length = 2min;
    slot.content.programme = programme.id;
    world.plans.week.slots.push_back(slot);
}

// Fails when told to, and knows what the chain had been ordered by then.
class BrokenLedger final : public AsRunLog {
public:
    EntryId open(const EntryIntent& intent, WallTime now) override {
        if (is_broken) throw StoreError(Message{"store.full", {}});
        return real.open(intent, now);
    }
    void progress(const std::vector<std::pair<EntryId, EntryCount>>& counts, WallTime now) override {
        real.progress(counts, now);
    }
    void close(EntryId entry, const EntryCount& count, Outcome outcome, const std::optional<Message>& cause,
               WallTime now) override {
        real.close(entry, count, outcome, cause, now);
    }
    std::vector<AsRunEntry> open_entries() override { return real.open_entries(); }
    std::optional<Outcome> outcome_of(const TransmissionKey& key, EntryKind kind, int position) override {
        return real.outcome_of(key, kind, position);
    }

    bool is_broken = false;
    MemoryLedger real;
};

void let_pass(World& world, std::chrono::nanoseconds time) {
    world.clock.advance(to_frames(time));
    world.air.advance(to_frames(time));
}

// Plans that take a moment to make, in which the chain plays on: a station's first look on a busy machine.
class SlowPlans final : public PlanSource {
public:
    explicit SlowPlans(World& world) : world_(world) {}
    std::uint64_t version() override { return world_.plans.version(); }
    Plan make(WallTime from, WallTime until) override {
        let_pass(world_, 80ms);
        return world_.plans.make(from, until);
    }
    std::optional<WallTime> hours_until(WallTime at) override { return world_.plans.hours_until(at); }

private:
    World& world_;
};

}  // namespace

TEST_CASE("every row of a transmission is open before its first take is ordered") {
    World world("Asia/Ho_Chi_Minh", kSeven);
    add_morning(world);
    world.open();
    bool has_taken = false;
    world.rehearsal->observe([&](const Now&, const std::vector<PlayoutCommand>& commands) {
        for (const PlayoutCommand& command : commands) {
            const auto* take = std::get_if<Take>(&command);
            if (take && !has_taken) {
                has_taken = true;
                CHECK(world.clock.now().wall < world.plans.zone().to_utc(kSeven + 1min) - 5s);
                CHECK(world.ledger.open_entries().size() == 2);
            }
        }
    });
    world.rehearsal->walk(50s + 200ms);
    CHECK(has_taken);
}

TEST_CASE("what names another sound by now than its row in the ledger is not handed to the chain") {
    World world("Asia/Ho_Chi_Minh", kSeven);
    add_morning(world);
    const Recording& tune = *world.item("tune").recording;
    const Recording& news = *world.item("news").recording;
    world.library.sounds = {{tune.id, tune.sha256}, {news.id, std::string(64, 'f')}};
    world.open();
    world.rehearsal->walk(5min);
    const auto& entries = world.ledger.entries();
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].outcome == Outcome::Aired);
    CHECK(entries[1].outcome == Outcome::Refused);
    CHECK(entries[1].cause->key == "asrun.other_sound");
    CHECK(entries[1].count.frames == Frames{});
}

TEST_CASE("while the ledger cannot be written nothing is taken: when it can, the start is not lost") {
    World world("Asia/Ho_Chi_Minh", kSeven);
    add_morning(world);
    BrokenLedger ledger;
    Runner runner({world.clock, world.air, world.library, world.relays, ledger, world.diary, world.plans},
                  std::nullopt);
    runner.tick();
    let_pass(world, 52s);
    ledger.is_broken = true;
    CHECK_THROWS_AS(runner.tick(), StoreError);
    CHECK(world.air.status().takes.empty());
    ledger.is_broken = false;
    runner.tick();
    CHECK(world.air.status().takes.size() == 2);
    CHECK(ledger.real.entries().size() == 2);
    let_pass(world, 10s);
    runner.tick();
    CHECK(runner.picture().on_air.front().title == "tune");
}

TEST_CASE("what should have been heard while the station was dead is missed, once, item by item") {
    World world("Asia/Ho_Chi_Minh", kSeven);
    add_morning(world);
    const WallTime three_days_ago = world.clock.now().wall - 24h * 3;
    const Doors doors{world.clock, world.air, world.library, world.relays, world.ledger, world.diary, world.plans};
    Runner runner(doors, three_days_ago);
    runner.tick();
    REQUIRE(world.ledger.entries().size() == 6);
    for (const AsRunEntry& entry : world.ledger.entries()) {
        CHECK(entry.outcome == Outcome::Missed);
        CHECK(entry.cause->key == "asrun.station_off");
    }
    Runner again(doors, three_days_ago);
    again.tick();
    CHECK(world.ledger.entries().size() == 6);
}

TEST_CASE("a station away for a month accounts for its last seven days") {
    World world("Asia/Ho_Chi_Minh", kSeven);
    add_morning(world);
    const WallTime long_ago = world.clock.now().wall - 24h * 30;
    Runner runner({world.clock, world.air, world.library, world.relays, world.ledger, world.diary, world.plans},
                  long_ago);
    runner.tick();
    CHECK(world.ledger.entries().size() == 14);
}

TEST_CASE("a new station accounts for nothing before it was there") {
    World world("Asia/Ho_Chi_Minh", kSeven);
    add_morning(world);
    world.open();
    world.rehearsal->walk(10s);
    CHECK(world.ledger.entries().empty());
}

TEST_CASE("status shows what is on, until when, and what is next") {
    World world("Asia/Ho_Chi_Minh", kSeven);
    add_morning(world);
    Slot later = world.plans.week.slots.front();
    later.id = SlotId{2};
    later.name = "Later";
    later.start = 7h + 10min;
    world.plans.week.slots.push_back(later);
    world.open();
    world.rehearsal->walk(90s);
    const Picture picture = world.rehearsal->runner()->picture();
    REQUIRE(picture.on_air.size() == 1);
    CHECK(picture.on_air[0].title == "news");
    CHECK(world.local(picture.on_air[0].until) == "07:03:00.000");
    REQUIRE(picture.next);
    CHECK(picture.next->slot_name == "Later");
    CHECK_FALSE(picture.is_held);
}

TEST_CASE("a hold and an untrusted clock stand as faults until they are over, each noted once") {
    World world("Asia/Ho_Chi_Minh", kSeven);
    add_morning(world);
    world.open();
    world.rehearsal->at(10s, [&] { world.rehearsal->runner()->hold("An"); });
    world.rehearsal->at(12s, [&] { world.clock.trust(ClockTrust::Untrusted); });
    world.rehearsal->walk(20s);
    CHECK(world.rehearsal->runner()->picture().faults.size() == 2);
    world.clock.trust(ClockTrust::Trusted);
    world.rehearsal->runner()->resume();
    world.rehearsal->walk(5s);
    CHECK(world.rehearsal->runner()->picture().faults.empty());
    std::vector<std::string> noted;
    for (const auto& line : world.diary.lines()) noted.push_back(line.message.key);
    CHECK(noted == std::vector<std::string>{"playout.held", "playout.clock_untrusted", "playout.clock_untrusted_over",
                                            "playout.held_over"});
}

TEST_CASE("a lease is given with the orders and is over soon after the sound") {
    World world("Asia/Ho_Chi_Minh", kSeven);
    add_morning(world);
    world.open();
    const SteadyTime start = world.clock.now().steady + 1min;
    world.rehearsal->walk(40s);
    CHECK(world.air.status().lease_until <= world.clock.now().steady);
    world.rehearsal->walk(20s);
    CHECK(world.air.status().lease_until >= start + 2min);
    CHECK(world.air.status().lease_until <= start + 2min + 1s);
    world.rehearsal->walk(3min);
    CHECK(world.air.status().lease_until <= world.clock.now().steady);
}

TEST_CASE("the chain holds nothing of what is over") {
    World world("Asia/Ho_Chi_Minh", kSeven);
    add_morning(world);
    world.open();
    world.rehearsal->walk(5min);
    CHECK(world.air.status().takes.empty());
}

TEST_CASE("a start follows the frame clock until it has begun") {
    World world("Asia/Ho_Chi_Minh", kSeven);
    add_morning(world);
    world.open();
    world.rehearsal->at(55s, [&] { world.air.slip(30ms); });
    world.rehearsal->walk(70s);
    const auto sounded = world.air.sounded();
    REQUIRE_FALSE(sounded.empty());
    CHECK(sounded.front().meter.first == Frames{kSampleRate * 60} - to_frames(30ms));
}

TEST_CASE("a quarter of two sessions a day is rehearsed whole") {
    World world("Asia/Ho_Chi_Minh", kSeven);
    add_morning(world);
    Slot evening = world.plans.week.slots.front();
    evening.id = SlotId{2};
    evening.name = "Evening";
    evening.start = 16h + 45min;
    world.plans.week.slots.push_back(evening);
    world.open();
    world.rehearsal->walk(std::chrono::hours{24 * 59});
    CHECK(world.ledger.entries().size() == 59 * 2 * 2);
    Frames heard;
    for (const AsRunEntry& entry : world.ledger.entries()) {
        CHECK(entry.outcome == Outcome::Aired);
        heard += entry.count.heard();
    }
    CHECK(heard == Frames{std::int64_t{59} * 2 * 120 * kSampleRate});
}

TEST_CASE("a rehearsal that looks only when something is due decides as one that looks four times a second") {
    std::array<std::string, 2> rows;
    std::array<int, 2> looks{};
    for (const std::size_t is_patient : {0U, 1U}) {
        World world("Asia/Ho_Chi_Minh", kSeven);
        add_morning(world);
        world.add_relay("city");
        Slot evening = world.plans.week.slots.front();
        evening.id = SlotId{2};
        evening.name = "Evening";
        evening.start = 18h;
        evening.content = {};
        evening.content.relay = world.relay("city").id;
        world.plans.week.slots.push_back(evening);
        world.open();
        if (is_patient == 0) world.rehearsal->keep_pace(250ms);
        world.rehearsal->observe([&](const Now&, const std::vector<PlayoutCommand>&) { ++looks[is_patient]; });
        world.rehearsal->walk(36h);
        rows[is_patient] = world.as_run();
    }
    CHECK(rows[0] == rows[1]);
    CHECK(rows[1].find("city") != std::string::npos);
    CHECK(looks[1] < 1'000);
}

TEST_CASE("the number of a take follows from its occurrence, and tells its attempts apart") {
    const PartKey part{TransmissionKey{std::chrono::year{2026} / 12 / 7, SlotId{1}, {}}, EntryKind::Item, 3, {}};
    PartKey other = part;
    other.position = 4;
    CHECK(take_id(part, 0) == take_id(part, 0));
    CHECK(take_id(part, 0) != take_id(part, 1));
    CHECK(attempt_of(take_id(part, 7), part) == 7);
    CHECK_FALSE(attempt_of(take_id(other, 7), part));
    CHECK(take_id(part, 0).value != 0);
}

TEST_CASE("the ledger in memory refuses a second row of one occurrence and a second end of one row") {
    MemoryLedger ledger;
    const TransmissionKey morning{std::chrono::year{2026} / 12 / 7, SlotId{1}, {}};
    EntryIntent intent;
    intent.transmission = morning;
    intent.position = 1;
    const EntryId entry = ledger.open(intent, {});
    CHECK_THROWS_AS(ledger.open(intent, {}), StoreError);
    ledger.close(entry, {}, Outcome::Aired, std::nullopt, {});
    CHECK_THROWS_AS(ledger.close(entry, {}, Outcome::Aired, std::nullopt, {}), StoreError);
    CHECK(ledger.outcome_of(morning, EntryKind::Item, 1) == Outcome::Aired);
}

TEST_CASE("an output that cannot be opened is among the faults from the first look on") {
    World world("Asia/Ho_Chi_Minh", kSeven);
    world.air.lose_output(true);
    Runner runner({world.clock, world.air, world.library, world.relays, world.ledger, world.diary, world.plans},
                  std::nullopt);
    runner.tick();
    REQUIRE(runner.picture().faults.size() == 1);
    CHECK(runner.picture().faults.front().key == "playout.output_lost");
}

TEST_CASE("a chain that never comes is a fault after a few seconds, not at once") {
    World world("Asia/Ho_Chi_Minh", kSeven);
    world.air.crash();
    Runner runner({world.clock, world.air, world.library, world.relays, world.ledger, world.diary, world.plans},
                  std::nullopt);
    runner.tick();
    CHECK(runner.picture().faults.empty());
    let_pass(world, 6s);
    runner.tick();
    REQUIRE(runner.picture().faults.size() == 1);
    CHECK(runner.picture().faults.front().key == "playout.chain_gone");
}

TEST_CASE("a filler that was refused is not asked for again and again") {
    World world("Asia/Ho_Chi_Minh", kSeven);
    world.add_item("fill", Frames{kSampleRate * 30}, ItemKind::Music);
    world.library.surprises[world.item("fill").recording->id] = Message{"library.tampered", {}};
    world.add_relay("relay");
    Slot slot;
    slot.id = SlotId{1};
    slot.start = 7h + 1min;
    slot.length = 2min;
    slot.content.relay = RelayId{1};
    slot.sustainer = world.item("fill").id;
    world.plans.week.slots.push_back(slot);
    world.open();
    world.rehearsal->keep_pace(250ms);
    world.rehearsal->walk(std::chrono::nanoseconds{2min});
    const auto& lines = world.diary.lines();
    CHECK(std::count_if(lines.begin(), lines.end(),
                        [](const auto& line) { return line.message.key == "library.tampered"; }) == 1);
}

TEST_CASE("a station killed soon after a slow first look finds no dead air where there was sound") {
    World world("Asia/Ho_Chi_Minh", kSeven);
    add_morning(world);
    SlowPlans plans(world);
    const Doors doors{world.clock, world.air, world.library, world.relays, world.ledger, world.diary, plans};
    {
        Runner runner(doors, std::nullopt);
        for (auto passed = 0ms; passed < 70s; passed += 250ms) {
            runner.tick();
            let_pass(world, 250ms);
        }
    }
    let_pass(world, 2s);
    for (int life = 0; life < 3; ++life) {
        Runner runner(doors, std::nullopt);
        runner.tick();
    }
    const std::vector<AsRunEntry>& entries = world.ledger.entries();
    CHECK(std::none_of(entries.begin(), entries.end(),
                       [](const AsRunEntry& entry) { return entry.intent.kind == EntryKind::DeadAir; }));
}

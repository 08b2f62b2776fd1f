// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same loop over the real mixer: what `render` writes is what the rehearsal logs, to the sample.
#include "tests/audio/studio.h"
#include "tests/catch.h"
#include "tests/fakes/world.h"
#include "tests/golden.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t kItem = 90'000;
const LocalTime kSeven = std::chrono::local_days{std::chrono::year{2026} / 12 / 7} + 7h;

// Real masters: the first item counts up, the second is a plateau.
class MasterShelf final : public Library {
public:
    std::variant<OpenMaster, Message> open(RecordingId recording, WallTime) override {
        return test::again(recording.value == 1 ? counting_ : plateau_);
    }
    std::optional<Message> why_not(RecordingId, WallTime) override { return std::nullopt; }

private:
    OpenMaster counting_ = test::make_master(kItem, 1, test::counted);
    OpenMaster plateau_ = test::make_master(kItem, 1, [](std::int64_t) { return 0.125F; });
};

void add_minute(World& world) {
    Programme programme;
    programme.id = ProgrammeId{1};
    programme.name = "Minute";
    for (const char* title : {"counting", "plateau"})
        programme.rundown.push_back(RundownEntry{world.add_item(title, Frames{kItem}, ItemKind::News).id, {}, {}, 0ms});
    world.plans.week.programmes[programme.id] = programme;
    Slot slot;
    slot.id = SlotId{1};
    slot.start = 7h + 15s;
    slot.length = 10s;
    slot.content.programme = programme.id;
    world.plans.week.slots.push_back(slot);
}

// The first recording is music at one level; all others are speech that nobody hears, so that the music is.
class BedShelf final : public Library {
public:
    std::variant<OpenMaster, Message> open(RecordingId recording, WallTime) override {
        return test::again(recording.value == 1 ? music_ : speech_);
    }
    std::optional<Message> why_not(RecordingId, WallTime) override { return std::nullopt; }

private:
    OpenMaster music_ = test::make_master(20 * kSampleRate, 1, [](std::int64_t) { return 0.125F; });
    OpenMaster speech_ = test::make_master(2 * kSampleRate, 1, [](std::int64_t) { return 0.0F; });
};

// Music from the beginning; speech at 3 s, at 6 s, and at 12 s with half a second of silence at either end.
void add_bed(World& world) {
    Programme programme;
    programme.id = ProgrammeId{1};
    programme.name = "Bed";
    const ItemId music = world.add_item("music", to_frames(20s), ItemKind::Music).id;
    programme.rundown.push_back({music, 0ms, Mix::Bed, 0ms});
    for (const auto at : {3'000ms, 6'000ms, 12'000ms}) {
        Item& speech = world.add_item("speech " + std::to_string(at.count()), to_frames(2s), ItemKind::News);
        if (at == 12s) speech.recording->head_silence = speech.recording->tail_silence = to_frames(500ms);
        programme.rundown.push_back({speech.id, at, Mix::Replace, 0ms});
    }
    world.plans.week.programmes[programme.id] = programme;
    Slot slot;
    slot.id = SlotId{1};
    slot.start = 7h + 15s;
    slot.length = 30s;
    slot.content.programme = programme.id;
    world.plans.week.slots.push_back(slot);
}

// What is heard of the first minute, offline.
std::vector<float> rendered(World& world, Library& library) {
    std::vector<float> out;
    OfflineAir air(world.clock.now().steady,
                   [&](std::span<const float> heard) { out.insert(out.end(), heard.begin(), heard.end()); });
    const Doors doors{world.clock, air, library, world.relays, world.ledger, world.diary, world.plans};
    Rehearsal rehearsal({world.clock, doors, [&](Frames frames) { air.advance(frames); }}, std::nullopt);
    rehearsal.walk(60s);
    air.flush();
    return out;
}

}  // namespace

TEST_CASE("golden: a bed is down before the first word, through a short pause, and up where nobody speaks") {
    World world("Asia/Ho_Chi_Minh", kSeven);
    add_bed(world);
    BedShelf shelf;
    const std::vector<float> out = rendered(world, shelf);
    const auto level = [&](double seconds) {
        return out.at(2 * static_cast<std::size_t>((15.0 + seconds) * kSampleRate));
    };
    const float down = 0.125F * static_cast<float>(std::pow(10.0, -15.0 / 20.0));
    CHECK(level(2.5) == Approx(0.125F));
    CHECK(level(2.8) < 0.125F);
    for (const double at : {3.0, 4.0, 5.5, 6.0, 7.9, 9.4, 12.5, 13.4}) CHECK(level(at) == Approx(down));
    CHECK(level(11.8) == Approx(0.125F));
    CHECK(level(12.05) == Approx(0.125F));
    std::vector<float> left;
    for (std::size_t frame = 15 * kSampleRate; frame < 30 * kSampleRate; frame += 960) left.push_back(out[2 * frame]);
    test::check_golden("bed", left, 1e-6F);
}

TEST_CASE("a rendered programme begins at its frame, joins without a sample between, and is logged as heard") {
    World world("Asia/Ho_Chi_Minh", kSeven);
    add_minute(world);
    MasterShelf shelf;
    std::vector<float> out;
    OfflineAir air(world.clock.now().steady,
                   [&](std::span<const float> heard) { out.insert(out.end(), heard.begin(), heard.end()); });
    const Doors doors{world.clock, air, shelf, world.relays, world.ledger, world.diary, world.plans};
    Rehearsal rehearsal({world.clock, doors, [&](Frames frames) { air.advance(frames); }}, std::nullopt);
    rehearsal.walk(30s);
    air.flush();

    const std::int64_t begin = 15 * kSampleRate;
    const auto left = [&](std::int64_t frame) { return out.at(static_cast<std::size_t>(2 * frame)); };
    CHECK(left(begin - 1) == 0.0F);
    CHECK(left(begin) == Approx(test::counted(0)));
    CHECK(left(begin + kItem - 1) == Approx(test::counted(kItem - 1)));
    CHECK(left(begin + kItem) == Approx(0.125F));
    CHECK(left(begin + 2 * kItem - 1) == Approx(0.125F));
    CHECK(left(begin + 2 * kItem) == 0.0F);
    REQUIRE(world.ledger.entries().size() == 2);
    for (const AsRunEntry& entry : world.ledger.entries()) {
        INFO(world.as_run());
        CHECK(entry.outcome == Outcome::Aired);
        CHECK(entry.count.heard() == Frames{kItem});
    }
}

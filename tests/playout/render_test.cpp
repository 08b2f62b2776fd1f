// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same loop over the real mixer: what `render` writes is what the rehearsal logs, to the sample.
#include "tests/audio/studio.h"
#include "tests/catch.h"
#include "tests/fakes/world.h"

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

}  // namespace

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

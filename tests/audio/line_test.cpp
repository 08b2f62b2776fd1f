// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The line of frames: what begins where, what joins what, who owns a frame, and that none is lost.
#include <algorithm>
#include <map>
#include <random>

#include "tests/audio/studio.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace truyenthanh::test;
using namespace std::chrono_literals;

TEST_CASE("a take is heard from its frame on, whole, and not one frame longer") {
    Studio studio;
    const OpenMaster master = make_master(30'000, 1, counted);
    studio.cue(1, master);
    CHECK(studio.meter(1).state == TakeState::Ready);
    studio.take(1, 10'000);
    studio.air.advance(Frames{50'000});
    studio.air.flush();
    CHECK(studio.left(9'999) == 0.0F);
    bool is_exact = true;
    for (std::int64_t i = 0; i < 30'000; ++i)
        is_exact = is_exact && studio.left(10'000 + i) == counted(i) && studio.right(10'000 + i) == counted(i);
    CHECK(is_exact);
    CHECK(studio.left(40'000) == 0.0F);
    const TakeMeter meter = studio.meter(1);
    CHECK(meter.state == TakeState::Ended);
    CHECK(meter.cause == EndCause::Completed);
    CHECK(meter.first == Frames{10'000});
    CHECK(meter.end == Frames{40'000});
    CHECK(meter.line == Frames{30'000});
    CHECK(meter.starved == Frames{0});
}

TEST_CASE("consecutive items join without a frame added or lost") {
    Studio studio;
    std::int64_t at = 5'000;
    std::vector<std::int64_t> starts;
    std::int64_t frame = 0;
    for (const std::int64_t length : {12'345L, 1L, 48'000L, 7L, 20'011L}) {
        const std::int64_t base = frame;
        const auto id = starts.size() + 1;
        studio.cue(id, make_master(length, 2, [base](std::int64_t i) { return counted(base + i); }));
        studio.take(id, at);
        starts.push_back(at);
        at += length;
        frame += length;
    }
    studio.air.advance(Frames{at + 1'000});
    studio.air.flush();
    bool is_exact = true;
    for (std::int64_t i = 0; i < frame; ++i) is_exact = is_exact && studio.left(5'000 + i) == counted(i);
    CHECK(is_exact);
    CHECK(studio.left(4'999) == 0.0F);
    CHECK(studio.left(at) == 0.0F);
}

TEST_CASE("a take begins inside its master and plays no more than asked for") {
    Studio studio;
    CueOrder order;
    order.take = TakeId{1};
    order.skip = Frames{70'001};
    order.frames = Frames{5'000};
    studio.air.cue(order, make_master(100'000, 1, [](std::int64_t i) { return counted(i); }));
    studio.take(1, 100);
    studio.air.advance(Frames{10'000});
    CHECK(studio.left(100) == counted(70'001));
    CHECK(studio.left(5'099) == counted(75'000));
    CHECK(studio.left(5'100) == 0.0F);
}

TEST_CASE("a sustainer loops without a seam until it is released") {
    Studio studio;
    CueOrder order;
    order.take = TakeId{1};
    order.rank = Rank::Sustainer;
    order.loops = true;
    studio.air.cue(order, make_master(10'007, 1, counted));
    studio.take(1, 0);
    studio.air.release(TakeId{1}, Frames{90'000}, Frames{0});
    studio.air.advance(Frames{100'000});
    bool is_exact = true;
    for (std::int64_t i = 0; i < 90'000; ++i) is_exact = is_exact && studio.left(i) == counted(i % 10'007);
    CHECK(is_exact);
    CHECK(studio.left(90'000) == 0.0F);
    CHECK(studio.meter(1).cause == EndCause::Released);
}

TEST_CASE("a release fades from its frame on and is silent at its end") {
    Studio studio;
    studio.cue(1, make_master(48'000, 1, [](std::int64_t) { return 0.25F; }));
    studio.take(1, 0);
    studio.air.release(TakeId{1}, Frames{10'000}, Frames{1'000});
    studio.air.advance(Frames{20'000});
    CHECK(studio.left(9'999) == 0.25F);
    CHECK(studio.left(10'500) == Approx(0.125F));
    CHECK(studio.left(10'999) < 0.001F);
    CHECK(studio.left(11'000) == 0.0F);
    CHECK(studio.meter(1).line == Frames{11'000});
}

TEST_CASE("a crossfade lets one sink while the other rises") {
    Studio studio;
    const OpenMaster tone = make_master(48'000, 1, [](std::int64_t) { return 0.25F; });
    studio.cue(1, tone);
    studio.cue(2, tone);
    studio.air.take({TakeId{1}, Frames{0}, Frames{20'000}, Frames{0}, Frames{1'000}});
    studio.air.take({TakeId{2}, Frames{19'000}, Frames{30'000}, Frames{1'000}, Frames{0}});
    studio.air.advance(Frames{32'000});
    for (const std::int64_t frame : {18'000, 19'100, 19'500, 19'900, 25'000})
        CHECK(studio.left(frame) == Approx(0.25F).epsilon(0.001));
}

TEST_CASE("a bed is ducked by a ramp and lifted again at their frames") {
    Studio studio;
    studio.cue(1, make_master(96'000, 1, [](std::int64_t) { return 0.25F; }), Rank::Bed);
    studio.take(1, 0);
    studio.air.gain(TakeId{1}, -120.0, Frames{10'000}, Frames{480});
    studio.air.gain(TakeId{1}, 0.0, Frames{20'000}, Frames{480});
    studio.air.advance(Frames{30'000});
    CHECK(studio.left(10'000) == 0.25F);
    CHECK(studio.left(10'240) == Approx(0.125F));
    CHECK(studio.left(10'480) == 0.0F);
    CHECK(studio.left(19'999) == 0.0F);
    CHECK(studio.left(20'480) == 0.25F);
}

TEST_CASE("an insert owns the line above the relay under it, and the later of equals above the earlier") {
    Studio studio;
    const OpenMaster tone = make_master(48'000, 1, [](std::int64_t) { return 0.01F; });
    studio.cue(1, tone, Rank::Relay);
    studio.cue(2, tone, Rank::Insert);
    studio.cue(3, tone, Rank::Insert);
    studio.take(1, 0, 10'000);
    studio.take(2, 2'000, 5'000);
    studio.take(3, 4'000, 6'000);
    studio.air.advance(Frames{12'000});
    CHECK(studio.meter(1).line == Frames{2'000 + 4'000});
    CHECK(studio.meter(2).line == Frames{2'000});
    CHECK(studio.meter(3).line == Frames{2'000});
    CHECK(studio.air.unclaimed() == Frames{2'000});
}

TEST_CASE("nothing leaves after the lease, and the way to silence is over when it ends") {
    Studio studio;
    studio.cue(1, make_master(48'000, 1, [](std::int64_t) { return 0.25F; }));
    studio.cue(2, make_master(48'000, 1, [](std::int64_t) { return 0.25F; }));
    studio.air.lease(studio.air.now() + to_duration(Frames{20'000}));
    studio.take(1, 1'000);
    studio.take(2, 30'000);
    studio.air.advance(Frames{40'000});
    CHECK(studio.left(19'700) == 0.25F);
    CHECK(studio.left(19'880) == Approx(0.125F));
    CHECK(studio.left(19'999) < 0.002F);
    for (std::int64_t i = 20'000; i < 39'000; ++i) REQUIRE(studio.left(i) == 0.0F);
    CHECK(studio.meter(1).cause == EndCause::LeaseEnded);
    CHECK(studio.meter(1).line == Frames{19'000});
    CHECK(studio.meter(2).cause == EndCause::LeaseEnded);
    CHECK(studio.meter(2).line == Frames{0});
    CHECK_FALSE(studio.meter(2).first);
}

TEST_CASE("without a lease nothing sounds, and a prolonged one is not noticed") {
    Studio studio;
    studio.cue(1, make_master(48'000, 1, [](std::int64_t) { return 0.25F; }));
    studio.take(1, 1'000);
    for (int i = 1; i < 40; ++i) {
        studio.air.lease(studio.air.now() + to_duration(Frames{3'000}));
        studio.air.advance(Frames{1'000});
    }
    for (std::int64_t i = 1'000; i < 38'000; ++i) REQUIRE(studio.left(i) == 0.25F);
    Studio silent;
    silent.air.lease(SteadyTime{});
    silent.cue(1, make_master(1'000, 1, counted));
    silent.take(1, 1'000);
    silent.air.advance(Frames{5'000});
    CHECK(std::count(silent.out.begin(), silent.out.end(), 0.0F) == static_cast<std::ptrdiff_t>(silent.out.size()));
}

TEST_CASE("a take moved before it is on air begins at its new frame only") {
    Studio studio;
    studio.cue(1, make_master(1'000, 1, counted));
    studio.take(1, 5'000);
    studio.air.advance(Frames{3'000});
    studio.take(1, 8'000);
    studio.air.advance(Frames{7'000});
    CHECK(studio.left(5'000) == 0.0F);
    CHECK(studio.left(8'000) == counted(0));
    CHECK(studio.meter(1).first == Frames{8'000});
}

TEST_CASE("a dropped take never sounds and an ended one makes room for another") {
    Studio studio;
    const OpenMaster master = make_master(1'000, 1, counted);
    studio.cue(1, master);
    studio.take(1, 5'000);
    studio.air.drop(TakeId{1});
    studio.cue(2, master);
    studio.take(2, 100);
    studio.air.advance(Frames{10'000});
    CHECK(studio.left(5'000) == 0.0F);
    CHECK(studio.meter(1).take.value == 0);
    CHECK(studio.meter(2).state == TakeState::Ended);
    studio.air.drop(TakeId{2});
    CHECK(studio.air.status().takes.empty());
}

TEST_CASE("more takes than decks are all played, each at its frame") {
    Studio studio;
    const OpenMaster master = make_master(2'000, 1, counted);
    for (std::uint64_t id = 1; id <= 60; ++id) {
        studio.cue(id, master);
        studio.take(id, static_cast<std::int64_t>(id) * 2'000);
    }
    studio.air.advance(Frames{61 * 2'000 + 10});
    studio.air.flush();
    bool is_exact = true;
    for (std::int64_t i = 2'000; i < 61 * 2'000; ++i) is_exact = is_exact && studio.left(i) == counted(i % 2'000);
    CHECK(is_exact);
    CHECK(studio.air.unclaimed() == Frames{2'010 + kLimiterDelay});
}

TEST_CASE("a cue that waits gives its deck to a take that is due and is heard later all the same") {
    Studio studio;
    const OpenMaster master = make_master(2'000, 1, counted);
    for (std::uint64_t id = 1; id <= 20; ++id) studio.cue(id, master);
    studio.cue(99, master);
    studio.take(99, 3 * 48'000);
    studio.air.advance(Frames{4 * 48'000});
    CHECK(studio.left(3 * 48'000) == counted(0));
    for (std::uint64_t id = 1; id <= 20; ++id) studio.take(id, (5 + static_cast<std::int64_t>(id)) * 48'000);
    studio.air.advance(Frames{26 * 48'000});
    for (std::int64_t id = 1; id <= 20; ++id) CHECK(studio.left((5 + id) * 48'000) == counted(0));
}

TEST_CASE("every frame emitted belongs to exactly one take or to none, whatever is ordered") {
    const auto seed = GENERATE(take(12, random(1U, 0xffff'ffffU)));
    INFO("seed " << seed);
    std::mt19937 random{seed};
    const auto pick = [&random](int from, int to) { return std::uniform_int_distribution<int>{from, to}(random); };
    Studio studio;
    const OpenMaster master = make_master(20'000, 1, counted);
    std::map<std::uint64_t, TakeMeter> known;
    std::uint64_t last = 0;
    for (int turn = 0; turn < 300; ++turn) {
        const auto id = TakeId{static_cast<std::uint64_t>(pick(1, static_cast<int>(last) + 1))};
        const std::int64_t now = studio.air.emitted().count;
        switch (pick(0, 9)) {
            case 0:
            case 1:
            case 2:
                studio.cue(++last, master, static_cast<Rank>(pick(0, 7)));
                break;
            case 3:
            case 4:
            case 5:
                studio.air.take({id, Frames{now + pick(-500, 30'000)}, Frames{now + pick(0, 50'000)},
                                 Frames{pick(0, 500)}, Frames{pick(0, 500)}});
                break;
            case 6:
                studio.air.release(id, Frames{now + pick(-500, 10'000)}, Frames{pick(0, 2'000)});
                break;
            case 7:
                studio.air.gain(id, pick(-130, 6), Frames{now + pick(-500, 10'000)}, Frames{pick(0, 2'000)});
                break;
            case 8:
                if (known[id.value].state != TakeState::Ended) studio.air.drop(id);
                break;
            case 9:
                studio.air.lease(studio.air.now() + std::chrono::milliseconds{pick(-10, 2'000)});
                break;
        }
        studio.air.advance(Frames{pick(1, 9'000)});
        for (const TakeMeter& meter : studio.air.status().takes) known[meter.take.value] = meter;
    }
    std::int64_t line = 0;
    for (const auto& [id, meter] : known) {
        line += meter.line.count;
        CHECK(meter.starved == Frames{0});
        if (meter.state == TakeState::Ended && meter.first) CHECK(meter.line <= meter.end - *meter.first);
    }
    CHECK(line + studio.air.unclaimed().count == studio.air.emitted().count);
}

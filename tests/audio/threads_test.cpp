// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The chain with its real threads – callback, reader, control and a station that looks – for the race detector to
// watch.
#include <atomic>
#include <map>
#include <random>
#include <thread>

#include "audio/chain.h"
#include "tests/audio/studio.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace truyenthanh::test;

TEST_CASE("callback, reader, control and a looking station share the chain and lose no frame") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random{seed};
    OwnMeterPage page{1};
    Mixer mixer{page.page(), nullptr, {ZoneOutput{}}};
    AirClock clock;
    Chain chain{mixer, clock, nullptr};
    MasterReader reader;
    ReaderThread reading{reader};
    Engine engine{page.page(), mixer, reader};
    const auto view = MeterView::attach(page.descriptor());
    REQUIRE(view);
    const OpenMaster master = make_master(20'000, 1, counted);
    engine.lease(SteadyTime{std::chrono::hours{9}});

    std::atomic<bool> is_over{false};
    std::jthread callback{[&] {
        std::vector<float> out(1'024);
        for (std::int64_t block = 0; !is_over.load(); ++block)
            chain.render(out.data(), 512, SteadyTime{std::chrono::hours{1}} + to_duration(Frames{512 * block}));
    }};
    std::map<std::uint64_t, TakeMeter> ended;
    for (std::uint64_t id = 1; ended.size() < 60; ++id) {
        CueOrder cue;
        cue.take = TakeId{id};
        cue.rank = static_cast<Rank>(random() % 8);
        engine.cue(cue, again(master));
        const auto at = view->status().emitted.count + static_cast<std::int64_t>(random() % 40'000);
        engine.take({cue.take, Frames{at}, Frames{at + 30'000}, Frames{100}, Frames{100}});
        engine.gain(cue.take, -6.0, Frames{at + 5'000}, Frames{500});
        if (random() % 3 == 0) engine.release(cue.take, Frames{at + 9'000}, Frames{500});
        if (engine.tick()) reading.wake();
        clock.update();
        for (const TakeMeter& meter : view->status().takes) {
            if (meter.state != TakeState::Ended || ended.contains(meter.take.value)) continue;
            ended[meter.take.value] = meter;
            engine.drop(meter.take);
        }
        std::this_thread::yield();
    }
    is_over = true;
    callback.join();
    std::int64_t line = 0;
    for (const TakeMeter& meter : view->status().takes) line += ended.contains(meter.take.value) ? 0 : meter.line.count;
    for (const auto& [id, meter] : ended) line += meter.line.count;
    CHECK(line + page.page().unclaimed.load() == page.page().emitted.load());
}

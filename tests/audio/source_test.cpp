// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a master that is not the approved one, or a ring whose writer is gone, costs: the take, and no foreign sample.
#include <unistd.h>

#include <algorithm>
#include <limits>
#include <random>

#include "audio/master_source.h"
#include "tests/audio/studio.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace truyenthanh::test;

namespace {

// Noise, so that a second takes more than one block of 64 KiB.
float noise(std::int64_t frame) {
    auto mixed = static_cast<std::uint64_t>(frame + 1) * 0x9e37'79b9'7f4a'7c15U;
    mixed = (mixed ^ mixed >> 29U) * 0xbf58'476d'1ce4'e5b9U;
    return static_cast<float>(static_cast<std::int32_t>(mixed >> 40U & 0xffffU) - 32'768) / 131'072.0F;
}

}  // namespace

TEST_CASE("a byte changed in place after the cue is not heard and ends the take as tampered") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random{seed};
    const OpenMaster master = make_master(5 * 48'000, 1, noise);
    REQUIRE(master.bytes > 4 * kHashBlockBytes);
    Studio studio;
    studio.cue(1, master);
    studio.take(1, 1'000);
    std::vector<float> whole;
    {
        Studio reference;
        reference.cue(1, master);
        reference.take(1, 1'000);
        reference.air.advance(Frames{6 * 48'000});
        whole = reference.out;
    }
    const auto offset =
        std::uniform_int_distribution<std::int64_t>{master.bytes - kHashBlockBytes, master.bytes - 1}(random);
    std::vector<unsigned char> byte{
        static_cast<unsigned char>(bytes_of(master)[static_cast<std::size_t>(offset)] ^ 0x10U)};
    write_at(master, offset, byte);
    studio.air.advance(Frames{6 * 48'000});
    const TakeMeter meter = studio.meter(1);
    CHECK(meter.cause == EndCause::Tampered);
    CHECK(meter.end < Frames{1'000 + 5 * 48'000});
    CHECK(meter.end > Frames{1'000 + 48'000});
    CHECK(meter.line == meter.end - Frames{1'000});
    const auto last = static_cast<std::ptrdiff_t>(2 * (meter.end.count - kClickFrames));
    CHECK(std::equal(whole.begin(), whole.begin() + last, studio.out.begin()));
    for (std::int64_t i = meter.end.count; i < 5 * 48'000; ++i) REQUIRE(studio.left(i) == 0.0F);
}

TEST_CASE("a master tampered with before its cue never sounds and says so before its time") {
    const OpenMaster master = make_master(48'000, 1, noise);
    write_at(master, 100, {0x55, 0xaa, 0x55, 0xaa});
    Studio studio;
    studio.cue(1, master);
    CHECK(studio.meter(1).state == TakeState::Ended);
    CHECK(studio.meter(1).cause == EndCause::Tampered);
}

TEST_CASE("a file that is no master of ours, or shorter than it was, is unreadable") {
    OpenMaster master = make_master(48'000, 1, noise);
    EndCause expected = EndCause::Unreadable;
    SECTION("cut off") { REQUIRE(::ftruncate(master.file.get(), 1'000) == 0); }
    SECTION("no hashes") { REQUIRE(::ftruncate(master.block_hashes.get(), 0) == 0); }
    SECTION("begun beyond its end") {
        MasterSource source{again(master), Frames{48'001}, false};
        std::vector<float> out(200);
        CHECK(source.read(out.data(), 100) == 0);
        CHECK(source.fault() == EndCause::Unreadable);
        return;
    }
    Studio studio;
    studio.cue(1, master);
    CHECK(studio.meter(1).cause == expected);
}

TEST_CASE("a master that was approved damaged ends unreadable, and nothing of the damage is heard") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random{seed};
    for (int round = 0; round < 20; ++round) {
        const OpenMaster master = make_master(60'000, 1, noise);
        const auto at = std::uniform_int_distribution<std::int64_t>{master.bytes / 4, master.bytes - 9}(random);
        const auto byte = bytes_of(master)[static_cast<std::size_t>(at)];
        write_at(master, at, {static_cast<unsigned char>(byte ^ 0x24U)});
        hash_blocks(master);
        INFO("at byte " << at);
        MasterSource source{again(master), Frames{0}, false};
        std::vector<float> out(2 * 1'000);
        std::int64_t frame = 0;
        while (const std::uint32_t got = source.read(out.data(), 1'000)) {
            for (std::uint32_t i = 0; i < got; ++i, ++frame) REQUIRE(out[2 * i] == noise(frame));
        }
        CHECK(frame < 60'000);
        CHECK(source.fault() == EndCause::Unreadable);
    }
}

TEST_CASE("a master begun anywhere, and read in portions of any length, gives what it gives from its beginning") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random{seed};
    constexpr std::int64_t kFrames = 30'000;
    const int channels = GENERATE(1, 2);
    const OpenMaster master = make_master(kFrames, channels, noise);
    std::vector<float> out(2 * 4'096);
    for (int round = 0; round < 40; ++round) {
        std::int64_t at = round == 0 ? kFrames : std::uniform_int_distribution<std::int64_t>{0, kFrames}(random);
        MasterSource source{again(master), Frames{at}, false};
        const auto portion = std::uniform_int_distribution<std::uint32_t>{1, 4'096}(random);
        INFO("from " << at << " by " << portion);
        while (const std::uint32_t got = source.read(out.data(), portion)) {
            for (std::uint32_t i = 0; i < got; ++i, ++at) REQUIRE(out[2 * i] == noise(at));
        }
        CHECK(at == kFrames);
        CHECK(source.fault() == EndCause::None);
    }
}

TEST_CASE("a master that loops begins again where it was told to, from frame to frame") {
    MasterSource source{make_master(10'000, 1, counted), Frames{4'000}, true};
    std::vector<float> out(2 * 4'096);
    std::int64_t at = 4'000;
    for (int i = 0; i < 20; ++i) {
        const std::uint32_t got = source.read(out.data(), 4'096);
        REQUIRE(got > 0);
        for (std::uint32_t frame = 0; frame < got; ++frame, ++at) {
            if (at == 10'000) at = 4'000;
            REQUIRE(out[2 * frame] == counted(at));
        }
    }
}

TEST_CASE("a mono master comes out of both sides, a stereo one as it is") {
    MasterSource mono{make_master(5'000, 1, counted), Frames{0}, false};
    std::vector<float> out(2 * 4'096);
    CHECK(mono.read(out.data(), 4'096) == 4'096);
    CHECK(out[2 * 4'095] == counted(4'095));
    CHECK(out[2 * 4'095 + 1] == counted(4'095));
    CHECK(mono.read(out.data(), 4'096) == 904);
    CHECK(mono.read(out.data(), 4'096) == 0);
    CHECK(mono.fault() == EndCause::None);
}

TEST_CASE("a live ring drains while it waits and is heard from where it stands") {
    Ring job = Ring::create_shared(1U << 16);
    job.job().writer_heartbeat.store(1);
    Studio studio{SteadyTime{std::chrono::nanoseconds{2}}};
    CueOrder order;
    order.take = TakeId{1};
    order.rank = Rank::Relay;
    studio.air.cue(order, job.share());
    std::vector<float> block(2 * 24'000);
    const auto send = [&](std::int64_t first) {
        for (std::int64_t i = 0; i < 24'000; ++i)
            block[static_cast<std::size_t>(2 * i)] = block[static_cast<std::size_t>(2 * i + 1)] = counted(first + i);
        REQUIRE(job.write(block.data(), 24'000) == 24'000);
    };
    send(0);
    send(24'000);
    studio.air.advance(Frames{20'000});
    CHECK(studio.meter(1).state == TakeState::Ready);
    studio.take(1, 30'000);
    studio.air.advance(Frames{16'000});
    CHECK(studio.left(30'000) == counted(30'000));
    CHECK(studio.left(35'000) == counted(35'000));
}

TEST_CASE("a live ring that comes back at its own pace while a deck waits has soon enough in it to be taken") {
    Ring job = Ring::create_shared(1U << 17);
    Studio studio;
    CueOrder order;
    order.take = TakeId{1};
    order.rank = Rank::Relay;
    studio.air.cue(order, job.share());
    const std::vector<float> tone(2 * 512, 0.25F);
    for (int i = 0; i < 300; ++i) {
        studio.air.advance(Frames{512});
        REQUIRE(job.write(tone.data(), 512) == 512);
    }
    CHECK(studio.meter(1).state == TakeState::Ready);
    CHECK(studio.meter(1).buffered > Frames{40'000});
    CHECK(studio.meter(1).buffered < Frames{60'000});
}

TEST_CASE("a live ring that runs dry costs counted silence entered softly, and is rejoined") {
    Ring job = Ring::create_shared(1U << 16);
    Studio studio;
    CueOrder order;
    order.take = TakeId{1};
    studio.air.cue(order, job.share());
    const std::vector<float> tone(2 * 20'000, 0.25F);
    job.write(tone.data(), 20'000);
    studio.take(1, 0);
    studio.air.advance(Frames{30'000});
    CHECK(studio.left(19'999) == 0.25F);
    CHECK(studio.left(20'120) == Approx(0.125F).margin(0.01));
    CHECK(studio.left(20'241) == 0.0F);
    CHECK(studio.meter(1).starved == Frames{10'000});
    job.write(tone.data(), 20'000);
    studio.air.advance(Frames{5'000});
    CHECK(studio.left(30'100) < 0.25F);
    CHECK(studio.left(31'000) == 0.25F);
    CHECK(studio.meter(1).starved == Frames{10'000});
    CHECK(studio.meter(1).line == Frames{35'000});
}

TEST_CASE("a relay whose job is over ends when its ring is empty") {
    Ring job = Ring::create_shared(1U << 16);
    Studio studio;
    CueOrder order;
    order.take = TakeId{1};
    studio.air.cue(order, job.share());
    const std::vector<float> tone(2 * 20'000, 0.25F);
    job.write(tone.data(), 20'000);
    SECTION("it said so") { job.job().ended.store(1); }
    SECTION("it fell silent") { job.job().writer_heartbeat.store(1); }
    studio.take(1, 0);
    for (int i = 0; i < 60; ++i) studio.air.advance(Frames{512});
    CHECK(studio.meter(1).cause == EndCause::SourceEnded);
    CHECK(studio.meter(1).line - studio.meter(1).starved == Frames{20'000});
}

TEST_CASE("numbers that are no sound do not leave a ring") {
    Ring job = Ring::create_shared(1U << 16);
    Studio studio;
    CueOrder order;
    order.take = TakeId{1};
    studio.air.cue(order, job.share());
    std::vector<float> bad(2 * 20'000, std::numeric_limits<float>::quiet_NaN());
    for (std::size_t i = 0; i < bad.size(); i += 3) bad[i] = std::numeric_limits<float>::infinity();
    job.write(bad.data(), 20'000);
    studio.take(1, 0);
    studio.air.advance(Frames{20'000});
    CHECK(std::all_of(studio.out.begin(), studio.out.end(), [](float s) { return s == 0.0F; }));
}

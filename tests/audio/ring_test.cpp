// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ring: order, counts, wrap-around, shared memory and its hostile neighbours.
#include "audio/ring.h"

#include <sys/mman.h>

#include <random>
#include <thread>
#include <vector>

#include "tests/catch.h"

using namespace truyenthanh;

namespace {

// Frames numbered from `first`: left is the number, right its negative.
std::vector<float> numbered(std::uint32_t first, std::uint32_t frames) {
    std::vector<float> samples;
    for (std::uint32_t i = 0; i < frames; ++i) {
        samples.push_back(static_cast<float>(first + i));
        samples.push_back(-static_cast<float>(first + i));
    }
    return samples;
}

RingHeader& header_of(const Mapping& memory) { return *static_cast<RingHeader*>(memory.address()); }

Mapping map_of(const Ring& ring) { return *map_shared(ring.share(), Access::ReadWrite, 1, SIZE_MAX); }

}  // namespace

TEST_CASE("what is written into the ring is read in the same order, across its end") {
    Ring ring{256};
    std::vector<float> out(2 * 256);
    std::uint32_t written = 0;
    std::uint32_t read = 0;
    for (int turn = 0; turn < 40; ++turn) {
        written += ring.write(numbered(written, 100).data(), 100);
        const std::uint32_t got = ring.read(out.data(), 90);
        CHECK(std::vector<float>(out.begin(), out.begin() + 2 * got) == numbered(read, got));
        read += got;
    }
    CHECK(written - read == ring.available());
    CHECK(ring.available() + ring.space() == 256);
}

TEST_CASE("a full ring takes nothing more and an empty one gives nothing") {
    Ring ring{256};
    std::vector<float> out(2 * 300);
    CHECK(ring.read(out.data(), 1) == 0);
    CHECK(ring.write(numbered(0, 300).data(), 300) == 256);
    CHECK(ring.write(out.data(), 1) == 0);
    CHECK(ring.read(out.data(), 300) == 256);
}

TEST_CASE("frames written in one process are read in another through the shared descriptor") {
    Ring writer = Ring::create_shared(1024);
    auto reader = Ring::attach(writer.share());
    REQUIRE(reader);
    CHECK(reader->capacity() == 1024);
    writer.write(numbered(7, 500).data(), 500);
    std::vector<float> out(1000);
    CHECK(reader->read(out.data(), 500) == 500);
    CHECK(out == numbered(7, 500));
    CHECK(writer.space() == 1024);
}

TEST_CASE("a chain that comes back goes on where the ring stands") {
    Ring writer = Ring::create_shared(1024);
    std::vector<float> out(200);
    {
        auto first_life = Ring::attach(writer.share());
        REQUIRE(first_life);
        writer.write(numbered(0, 300).data(), 300);
        first_life->read(out.data(), 100);
    }
    auto second_life = Ring::attach(writer.share());
    REQUIRE(second_life);
    CHECK(second_life->read(out.data(), 100) == 100);
    CHECK(out == numbered(100, 100));
}

TEST_CASE("a ring nobody drains sheds its oldest frames and a new reader begins near the live edge") {
    Ring writer = Ring::create_shared(256);
    for (std::uint32_t first = 0; first < 1000; first += 50) {
        writer.make_room(50);
        REQUIRE(writer.write(numbered(first, 50).data(), 50) == 50);
    }
    auto reader = Ring::attach(writer.share());
    REQUIRE(reader);
    reader->follow(64);
    CHECK(reader->available() == 64);
    std::vector<float> out(128);
    reader->read(out.data(), 64);
    CHECK(out == numbered(936, 64));
}

TEST_CASE("memory that is no ring of ours is refused") {
    const Ring good = Ring::create_shared(1024);
    const Mapping memory = map_of(good);
    RingHeader& header = header_of(memory);
    SECTION("another magic") { header.magic[0] = 'X'; }
    SECTION("another version") { header.version = 99; }
    SECTION("a capacity larger than the memory") { header.capacity = 2048; }
    SECTION("a capacity smaller than the memory") { header.capacity = 512; }
    SECTION("a capacity that is no power of two") { header.capacity = 1000; }
    SECTION("no capacity") { header.capacity = 0; }
    CHECK_FALSE(Ring::attach(good.share()));
}

TEST_CASE("memory that could be taken away under the reader is refused") {
    const Ring good = Ring::create_shared(1024);
    const Mapping memory = map_of(good);
    Descriptor unsealed{::memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
    REQUIRE(::write(unsealed.get(), memory.address(), memory.bytes()) == static_cast<ssize_t>(memory.bytes()));
    CHECK_FALSE(Ring::attach(unsealed));
    CHECK_FALSE(Ring::attach(Descriptor{}));
}

TEST_CASE("a neighbour that scribbles over the counters and the capacity costs silence at most") {
    Ring writer = Ring::create_shared(1024);
    auto reader = Ring::attach(writer.share());
    REQUIRE(reader);
    const Mapping memory = map_of(writer);
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937_64 random{seed};
    std::vector<float> out(2 * 4096);
    for (int turn = 0; turn < 10'000; ++turn) {
        header_of(memory).written.store(random());
        header_of(memory).read.store(random());
        header_of(memory).capacity = static_cast<std::uint32_t>(random());
        CHECK(reader->read(out.data(), 4096) <= 1024);
        CHECK(writer.write(out.data(), 4096) <= 1024);
        writer.make_room(static_cast<std::uint32_t>(random()));
        reader->follow(static_cast<std::uint32_t>(random()));
    }
}

TEST_CASE("a relay job's line is read as it was told") {
    Ring job = Ring::create_shared(256);
    auto station = Ring::attach(job.share());
    REQUIRE(station);
    CHECK(station->job().codec().empty());
    job.job().set_codec("mp3 128 kbit/s 44100 Hz stereo");
    job.job().ppm.store(-37.5);
    CHECK(station->job().codec() == "mp3 128 kbit/s 44100 Hz stereo");
    CHECK(station->job().ppm.load() == -37.5);
    station->job().stop.store(1);
    CHECK(job.job().stop.load() == 1);
    job.job().set_codec(std::string(100, 'x'));
    CHECK(station->job().codec() == std::string(63, 'x'));
}

TEST_CASE("one thread writes and another reads a million frames without losing or doubling one") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    constexpr std::uint32_t total = 1'000'000;
    Ring ring{1024};
    std::thread writer{[&ring, seed] {
        std::mt19937 random{seed};
        std::uniform_int_distribution<std::uint32_t> some{1, 700};
        for (std::uint32_t done = 0; done < total;) {
            const std::uint32_t wanted = std::min(some(random), total - done);
            const std::uint32_t wrote = ring.write(numbered(done, wanted).data(), wanted);
            done += wrote;
            if (wrote == 0) std::this_thread::yield();
        }
    }};
    std::mt19937 random{seed + 1};
    std::uniform_int_distribution<std::uint32_t> some{1, 700};
    std::vector<float> out(2 * 700);
    bool is_in_order = true;
    for (std::uint32_t done = 0; done < total;) {
        const std::uint32_t got = ring.read(out.data(), some(random));
        for (std::uint32_t i = 0; i < got; ++i) {
            is_in_order = is_in_order && out[2 * i] == static_cast<float>(done + i) && out[2 * i + 1] == -out[2 * i];
        }
        done += got;
        if (got == 0) std::this_thread::yield();
    }
    writer.join();
    CHECK(is_in_order);
    CHECK(ring.available() == 0);
}

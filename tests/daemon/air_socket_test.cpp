// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The air socket with real sockets and a real chain behind it, driven in step: orders, reconnects, deaths.
#include <stdlib.h>
#include <sys/socket.h>

#include <filesystem>

#include "audio/kill_latch.h"
#include "daemon/air_client.h"
#include "daemon/air_server.h"
#include "tests/audio/studio.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace truyenthanh::test;
using namespace std::chrono_literals;

namespace {

struct StillClock final : Clock {
    Now now() const override { return {WallTime{}, at, ClockTrust::Trusted}; }
    SteadyTime at{1h};
};

struct Folder {
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "truyenthanh-air-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path); }
    std::filesystem::path socket() const { return path / "air.sock"; }
    std::filesystem::path path;
};

// One life of the chain.
struct AirLife {
    AirLife(const std::filesystem::path& socket, std::uint64_t epoch)
        : page(epoch),
          mixer(page.page(), nullptr, {ZoneOutput{}}),
          engine(page.page(), mixer, reader),
          server(socket, engine, epoch, page.descriptor()) {
        page.page().output.store(static_cast<std::uint32_t>(OutputState::Running));
    }
    void run(int blocks = 1) {
        for (int i = 0; i < blocks; ++i) {
            server.serve();
            server.admit();
            engine.tick();
            while (reader.fill()) continue;
            mixer.render(out.data(), 512, SteadyTime{1h} + to_duration(Frames{page.page().emitted.load()}));
        }
    }

    std::array<float, 1024> out{};
    OwnMeterPage page;
    Mixer mixer;
    MasterReader reader;
    Engine engine;
    AirServer server;
};

CueOrder take_named(std::uint64_t id) {
    CueOrder order;
    order.take = TakeId{id};
    return order;
}

TakeMeter meter_of(AirClient& client, std::uint64_t id) {
    for (const TakeMeter& meter : client.status().takes)
        if (meter.take.value == id) return meter;
    return {};
}

// Connects and exchanges greetings.
void meet(AirClient& client, AirLife& air, StillClock& clock) {
    clock.at = clock.at + 1s;
    client.status();
    air.run();
    client.status();
}

OpenMaster tone() {
    return make_master(48'000, 1, [](std::int64_t) { return 0.25F; });
}

}  // namespace

TEST_CASE("orders over the socket are heard and told back") {
    const Folder folder;
    StillClock clock;
    AirLife air{folder.socket(), 5};
    AirClient client{folder.socket(), clock};
    meet(client, air, clock);
    REQUIRE(client.status().is_reachable);
    CHECK(client.status().epoch == 5);
    client.lease(SteadyTime{2h});
    client.cue(take_named(1), tone());
    air.run(2);
    CHECK(meter_of(client, 1).state == TakeState::Ready);
    client.take({TakeId{1}, Frames{4'096}, Frames{30'000}, Frames{}, Frames{}});
    client.gain(TakeId{1}, -6.0206, Frames{10'240}, Frames{});
    client.release(TakeId{1}, Frames{20'000}, Frames{480});
    air.run(11);
    CHECK(air.out.back() == 0.25F);
    CHECK(meter_of(client, 1).state == TakeState::OnAir);
    air.run(15);
    CHECK(air.out.back() == Approx(0.125F));
    air.run(30);
    CHECK(meter_of(client, 1).cause == EndCause::Released);
    CHECK(meter_of(client, 1).end == Frames{20'480});
    client.drop(TakeId{1});
    air.run();
    CHECK(client.status().takes.empty());
}

TEST_CASE("a live ring is handed over the socket") {
    const Folder folder;
    StillClock clock;
    AirLife air{folder.socket(), 5};
    AirClient client{folder.socket(), clock};
    meet(client, air, clock);
    Ring job = Ring::create_shared(1U << 15);
    const std::vector<float> sound(2 * 20'000, 0.25F);
    job.write(sound.data(), 20'000);
    client.lease(SteadyTime{2h});
    client.cue(take_named(1), job.share());
    client.take({TakeId{1}, Frames{0}, Frames{100'000}, Frames{}, Frames{}});
    air.run(10);
    CHECK(air.out.back() == 0.25F);
}

TEST_CASE("when the station goes the chain plays on, and the next station finds it playing") {
    const Folder folder;
    StillClock clock;
    AirLife air{folder.socket(), 5};
    {
        AirClient first{folder.socket(), clock};
        meet(first, air, clock);
        first.lease(SteadyTime{2h});
        first.cue(take_named(1), tone());
        first.take({TakeId{1}, Frames{0}, Frames{100'000}, Frames{}, Frames{}});
        air.run(10);
    }
    air.run(10);
    CHECK(air.out.back() == 0.25F);
    AirClient second{folder.socket(), clock};
    meet(second, air, clock);
    CHECK(second.status().epoch == 5);
    CHECK(meter_of(second, 1).state == TakeState::OnAir);
}

TEST_CASE("when the chain dies its last page can be read, and the station meets the next life by itself") {
    const Folder folder;
    StillClock clock;
    auto air = std::make_unique<AirLife>(folder.socket(), 5);
    AirClient client{folder.socket(), clock};
    meet(client, *air, clock);
    client.lease(SteadyTime{2h});
    client.cue(take_named(1), tone());
    client.take({TakeId{1}, Frames{0}, Frames{100'000}, Frames{}, Frames{}});
    air->run(40);
    const TakeMeter before = meter_of(client, 1);
    air.reset();
    CHECK_FALSE(client.status().is_reachable);
    client.take({TakeId{1}, Frames{0}, Frames{100'000}, Frames{}, Frames{}});
    const auto words = client.last_words(5);
    REQUIRE(words);
    CHECK_FALSE(words->is_reachable);
    REQUIRE(words->takes.size() == 1);
    CHECK(words->takes[0].line == before.line);
    CHECK(words->takes[0].line.count > 10'000);
    AirLife next{folder.socket(), 6};
    meet(client, next, clock);
    CHECK(client.status().epoch == 6);
    CHECK(client.status().takes.empty());
    CHECK(client.last_words(5));
    CHECK_FALSE(client.last_words(4));
}

TEST_CASE("a second station is turned away while the first is served") {
    const Folder folder;
    StillClock clock;
    AirLife air{folder.socket(), 5};
    AirClient first{folder.socket(), clock};
    meet(first, air, clock);
    AirClient second{folder.socket(), clock};
    meet(second, air, clock);
    CHECK_FALSE(second.status().is_reachable);
    CHECK(first.status().is_reachable);
}

TEST_CASE("a burst of a whole day's orders arrives in order though the socket is small") {
    const Folder folder;
    StillClock clock;
    AirLife air{folder.socket(), 5};
    AirClient client{folder.socket(), clock};
    meet(client, air, clock);
    client.lease(SteadyTime{20h});
    const OpenMaster master = tone();
    for (std::uint64_t id = 1; id <= 200; ++id) {
        client.cue(take_named(id), again(master));
        const auto at = static_cast<std::int64_t>(id) * 100'000;
        client.take({TakeId{id}, Frames{at}, Frames{at + 48'000}, Frames{}, Frames{}});
    }
    for (int i = 0; i < 100; ++i) {
        client.status();
        air.run();
    }
    CHECK(client.status().takes.size() == 200);
    CHECK(meter_of(client, 200).at == Frames{20'000'000});
}

TEST_CASE(
    "a stranger's bytes, another version and orders without their descriptors end the connection, not the chain") {
    const Folder folder;
    StillClock clock;
    AirLife air{folder.socket(), 5};
    const Descriptor stranger = connect_to(folder.socket());
    AirMessage message;
    SECTION("noise") { REQUIRE(::send(stranger.get(), "hello", 5, 0) == 5); }
    SECTION("another version") {
        message.protocol ^= 1U;
        send_message(stranger, message, {});
    }
    SECTION("a cue of nothing") {
        message.verb = AirVerb::CueMaster;
        message.cue.take = TakeId{1};
        send_message(stranger, message, {});
    }
    SECTION("a gain that is no number") {
        message.verb = AirVerb::CueRing;
        message.cue.take = TakeId{1};
        message.cue.gain_db = std::numeric_limits<double>::quiet_NaN();
        send_message(stranger, message, {});
    }
    air.run(3);
    Received received;
    Heard heard = receive_message(stranger, received);
    if (heard == Heard::Message) heard = receive_message(stranger, received);
    CHECK(heard == Heard::End);
    AirClient client{folder.socket(), clock};
    meet(client, air, clock);
    CHECK(client.status().is_reachable);
}

TEST_CASE("the station cannot write what the chain tells of itself") {
    const OwnMeterPage own{3};
    CHECK_FALSE(map_shared(own.descriptor(), Access::ReadWrite, 1, SIZE_MAX));
    CHECK(MeterView::attach(own.descriptor()));
    CHECK_FALSE(MeterView::attach(Ring::create_shared(1U << 14).share()));
}

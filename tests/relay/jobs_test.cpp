// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Relay jobs as processes: one a relay, confined, found again by the next station, ended in time.
#include <csignal>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "audio/relay_health.h"
#include "audio/relay_jobs.h"
#include "tests/catch.h"
#include "tests/intake/taking.h"
#include "tests/relay/scripted_server.h"

using namespace truyenthanh;
using namespace truyenthanh::test;
using namespace std::chrono_literals;

namespace {

struct RealClock final : Clock {
    Now now() const override {
        return {std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()), steady_now(),
                ClockTrust::Trusted};
    }
};

Relay relay_at(const std::string& url) {
    Relay relay;
    relay.id = RelayId{7};
    relay.urls = {url};
    relay.allow_private = true;
    return relay;
}

std::string mp3_bytes() {
    const Folder folder;
    run("ffmpeg -nostdin -v error -y -f lavfi -i sine=frequency=440:duration=10:sample_rate=44100 -c:a libmp3lame "
        "-b:a 128k -write_xing 0 -id3v2_version 0 -f mp3 '" +
        (folder / "a.mp3").string() + "'");
    const std::vector<char> bytes = bytes_of(folder / "a.mp3");
    return {bytes.begin(), bytes.end()};
}

bool sees(const std::function<bool()>& condition) {
    for (int turn = 0; turn < 6000; ++turn) {
        if (condition()) return true;
        std::this_thread::sleep_for(10ms);
    }
    return false;
}

pid_t pid_in(const std::filesystem::path& note) {
    std::ifstream file(note);
    pid_t pid = -1;
    file >> pid;
    return pid;
}

struct Place {
    Folder folder;
    RealClock clock;
    std::string bytes = mp3_bytes();
    ScriptedServer server{[this](const std::string&, Connection& client) {
        client.begin("audio/mpeg");
        client.drip(bytes, 64'000);
    }};
    Relay relay = relay_at(server.url("/live"));

    RelayJobs desk() { return {{decode_program(), folder.path(), {}, 2000ms, 5s, {}}, clock}; }
    std::filesystem::path note() const { return folder / "relay-7.job"; }
};

}  // namespace

TEST_CASE("a relay that is wanted flows through its ring, from a confined process") {
    Place place;
    RelayJobs desk = place.desk();
    desk.want(place.relay, steady_now() + 60s, RelayReturn::AtOnce);
    REQUIRE(sees([&] { return desk.health(RelayId{7}).is_flowing; }));
    const RelayHealth health = desk.health(RelayId{7});
    CHECK(health.is_open);
    CHECK(health.decoded.count > 0);
    CHECK_FALSE(health.fault);
    CHECK(desk.ring(RelayId{7}));
    CHECK_FALSE(desk.ring(RelayId{8}));
    std::ifstream status("/proc/" + std::to_string(pid_in(place.note())) + "/status");
    const std::string text{std::istreambuf_iterator<char>(status), {}};
    CHECK(text.find("NoNewPrivs:\t1") != std::string::npos);
    CHECK(text.find("Seccomp:\t2") != std::string::npos);
    desk.unwant(RelayId{7});
    CHECK(sees([&] { return !desk.health(RelayId{7}).is_open; }));
}

TEST_CASE("a relay job outlives its station and the next station takes it up, never two at once") {
    Place place;
    auto first = std::unique_ptr<RelayJobs>(new RelayJobs(place.desk()));
    first->want(place.relay, steady_now() + 60s, RelayReturn::AtOnce);
    REQUIRE(sees([&] { return first->health(RelayId{7}).is_flowing; }));
    const pid_t pid = pid_in(place.note());
    first.reset();
    RelayJobs second = place.desk();
    second.want(place.relay, steady_now() + 60s, RelayReturn::AtOnce);
    const RelayHealth health = second.health(RelayId{7});
    CHECK(health.is_open);
    CHECK(health.decoded.count > 0);
    CHECK(pid_in(place.note()) == pid);
    CHECK(place.server.requests() == 1);
    second.unwant(RelayId{7});
    CHECK(sees([&] { return !second.health(RelayId{7}).is_open; }));
}

TEST_CASE("a relay job that dies is started again") {
    Place place;
    RelayJobs desk = place.desk();
    desk.want(place.relay, steady_now() + 60s, RelayReturn::AtOnce);
    REQUIRE(sees([&] { return desk.health(RelayId{7}).is_flowing; }));
    const pid_t pid = pid_in(place.note());
    kill(pid, SIGKILL);
    CHECK(sees([&] {
        desk.want(place.relay, steady_now() + 60s, RelayReturn::AtOnce);
        return desk.health(RelayId{7}).is_flowing && pid_in(place.note()) != pid;
    }));
    desk.unwant(RelayId{7});
    CHECK(sees([&] { return !desk.health(RelayId{7}).is_open; }));
}

TEST_CASE("a relay job ends by itself when its time is over") {
    Place place;
    RelayJobs desk = place.desk();
    desk.want(place.relay, steady_now() + 1s, RelayReturn::AtOnce);
    const pid_t pid = pid_in(place.note());
    REQUIRE(pid > 0);
    CHECK(sees([&] { return !desk.health(RelayId{7}).is_open; }));
}

TEST_CASE("every fault a job can report is a sentence") {
    CHECK_FALSE(relay_fault_message(0));
    for (std::uint32_t fault = 1; fault <= 15; ++fault) {
        REQUIRE(relay_fault_message(fault));
        CHECK(relay_fault_message(fault)->key.rfind("relay.", 0) == 0);
    }
    CHECK(relay_fault_message(4'000'000'000)->key == "relay.ended");
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a relay must stand for as long as it runs: failures by the thousand, and a neighbour that stalls.
#include <malloc.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "audio/relay_carrier.h"
#include "tests/catch.h"
#include "tests/intake/taking.h"
#include "tests/relay/scripted_server.h"

using namespace truyenthanh;
using namespace truyenthanh::test;
using namespace std::chrono_literals;

namespace {

constexpr int kRate = 64'000;  // bytes a second: four times as fast as it sounds

std::string made_by_ffmpeg(const std::string& source, const std::string& options) {
    const Folder folder;
    const auto out = folder / "stream";
    run("ffmpeg -nostdin -v error -y -f lavfi -i " + source + " -ac 2 " + options + " '" + out.string() + "'");
    const std::vector<char> bytes = bytes_of(out);
    return {bytes.begin(), bytes.end()};
}

constexpr const char* kMp3 = "-ar 44100 -c:a libmp3lame -b:a 128k -write_xing 0 -id3v2_version 0 -f mp3";
constexpr const char* kNoise = "anoisesrc=color=pink:duration=10:amplitude=0.3";

std::size_t descriptors() {
    const auto all = std::filesystem::directory_iterator("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

// Opens a source so many times where nobody listens.
void fail_often(int times, const std::string& url, const DoorRules& rules) {
    for (int i = 0; i < times; ++i) {
        const RelaySource source(url, rules, {}, nullptr);
        while (!source.has_stopped()) std::this_thread::yield();
        REQUIRE(source.facts().fault == wire::RelayFault::NotReachable);
    }
}

}  // namespace

TEST_CASE("10,000 failed connections leave neither memory nor descriptors behind") {
    std::string url;
    {
        ScriptedServer server([](const std::string&, Connection&) {});
        url = server.url("/live");
    }
    DoorRules rules;
    rules.hosts = {"127.0.0.1"};
    rules.allow_private = true;
    fail_often(200, url, rules);
    const std::size_t memory = mallinfo2().uordblks;
    const std::size_t open = descriptors();
    fail_often(10'000, url, rules);
    CHECK(descriptors() == open);
    CHECK(mallinfo2().uordblks < memory + (1U << 20));
}

TEST_CASE("of two relays one stalls, and the other loses not one sample") {
    const std::string flac = made_by_ffmpeg(kNoise, "-ar 48000 -c:a flac -f flac");
    const std::string mp3 = made_by_ffmpeg(kNoise, kMp3);
    std::atomic<int> asked{0};
    ScriptedServer server([&](const std::string& path, Connection& client) {
        if (path == "/stalled") {
            client.begin("audio/mpeg");
            client.drip(mp3, kRate, 60'000);
            return client.stall();
        }
        if (asked++ > 0) return static_cast<void>(client.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
        client.begin("audio/flac");
        client.drip(flac, 400'000, flac.size());
    });
    struct Relay {
        Ring ring{1U << 18};
        std::unique_ptr<RelayCarrier> carrier;
        std::thread job;
        explicit Relay(const std::string& url) {
            wire::RelayOrder order;
            order.urls = {url};
            order.allow_private = true;
            order.buffer_ms = 1000;
            ring.job().run_until = INT64_MAX;
            ring.job().reader_heartbeat = INT64_MAX / 2;  // somebody listens, at whatever pace
            ConductorLaw law;
            law.stall = law.ill = 60.0;
            carrier = std::make_unique<RelayCarrier>(ring, order, law, [](const std::string&) {});
            job = std::thread([this] { carrier->run(); });
        }
        ~Relay() {
            ring.job().stop = 1;
            job.join();
        }
    };
    Relay stalled(server.url("/stalled"));
    Relay good(server.url("/good"));
    std::vector<float> heard(2 * 4800);
    std::uint64_t frames = 0;
    for (int turn = 0; turn < 6000 && frames < 10 * kSampleRate - 64; ++turn) {
        frames += good.ring.read(heard.data(), 4800);
        std::this_thread::sleep_for(10ms);
    }
    CHECK(good.ring.job().decoded_frames == 10 * kSampleRate);
    CHECK(frames >= 10 * kSampleRate - 64);  // what the resampler still holds at the end
    CHECK(frames <= 10 * kSampleRate);
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person is told who tries a relay: every address by itself.
#include "daemon/relay_tests.h"

#include <map>

#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

// Jobs that exist only as what is said of them.
struct Jobs final : RelayDesk {
    struct Job {
        Ring ring = Ring::create_shared(1U << 18);
        RelayHealth health;
        bool is_wanted = true;
    };
    std::map<std::string, Job> by_url;
    std::map<RelayId, std::string> urls;

    void want(const Relay& relay, SteadyTime, RelayReturn) override {
        REQUIRE(relay.urls.size() == 1);
        urls[relay.id] = relay.urls[0];
        by_url[relay.urls[0]];
    }
    void unwant(RelayId relay) override { by_url[urls.at(relay)].is_wanted = false; }
    RelayHealth health(RelayId relay) override { return by_url[urls.at(relay)].health; }
    Descriptor ring(RelayId relay) override { return by_url[urls.at(relay)].ring.share(); }
};

struct Asked {
    Jobs jobs;
    json answer;
    RelayTests tests{jobs, [this](const CallId&, const json& said) { answer = said; }};
    Now now{WallTime{}, SteadyTime{1h}, ClockTrust::Trusted};

    Asked(const std::vector<std::string>& urls, std::chrono::seconds length) {
        Relay relay;
        relay.id = RelayId{3};
        relay.urls = urls;
        tests.add(CallId{}, relay, length, now);
    }
    void pass(std::chrono::milliseconds time) {
        for (auto end = now.steady + time; now.steady < end;) {
            now.steady = now.steady + 150ms;
            tests.carry(now);
        }
    }
    void flow(const std::string& url, double level) {
        Jobs::Job& job = jobs.by_url[url];
        job.health = RelayHealth{};
        job.health.is_open = job.health.is_flowing = true;
        job.health.decoded = Frames{3 * kSampleRate};
        job.health.codec = "mp3 44100 Hz stereo";
        job.health.level_dbfs = level;
        job.health.ppm = 25.0;
        job.health.ppm_error = 12.0;
    }
};

}  // namespace

TEST_CASE("a test of a relay tells of every address, and of the best that gives sound first") {
    Asked asked({"http://a/", "http://b/"}, 15s);
    asked.pass(1s);
    CHECK(asked.answer.is_null());
    asked.flow("http://b/", -20.0);
    asked.jobs.by_url["http://a/"].health.fault = Message{"relay.http_error", {}};
    asked.pass(4s);
    REQUIRE(asked.answer.is_object());
    CHECK(asked.answer["is_flowing"] == true);
    CHECK(asked.answer["url"] == 1);
    REQUIRE(asked.answer["sources"].size() == 2);
    CHECK(asked.answer["sources"][0]["is_flowing"] == false);
    CHECK(asked.answer["sources"][0]["fault"]["key"] == "relay.http_error");
    CHECK(asked.answer["sources"][1]["level_dbfs"] == -20.0);
    CHECK(asked.answer["sources"][1]["first_sound_s"].get<double>() < 1.5);
    CHECK(asked.answer["sources"][1]["ppm"].is_null());
    CHECK_FALSE(asked.jobs.by_url["http://a/"].is_wanted);
    CHECK_FALSE(asked.jobs.by_url["http://b/"].is_wanted);
}

TEST_CASE("an address that says nothing at all is waited for to the end of the test") {
    Asked asked({"http://a/"}, 15s);
    asked.pass(14s);
    CHECK(asked.answer.is_null());
    asked.pass(2s);
    REQUIRE(asked.answer.is_object());
    CHECK(asked.answer["is_flowing"] == false);
    CHECK(asked.answer["sources"][0]["first_sound_s"].is_null());
}

TEST_CASE("a long test drains what it hears as the chain would, and tells the clock") {
    Asked asked({"http://a/"}, 60s);
    asked.pass(1s);
    asked.flow("http://a/", -20.0);
    Ring& ring = asked.jobs.by_url["http://a/"].ring;
    const std::vector<float> silence(2 * std::size_t{kSampleRate});
    for (int second = 0; second < 50; ++second) {
        CHECK(ring.write(silence.data(), kSampleRate) == kSampleRate);
        asked.pass(1s);
        CHECK(ring.job().reader_heartbeat == asked.now.steady.since_boot.count());
    }
    CHECK(asked.answer.is_null());
    asked.pass(10s);
    REQUIRE(asked.answer.is_object());
    CHECK(asked.answer["sources"][0]["ppm"] == 25.0);
    CHECK(asked.answer["sources"][0]["ppm_error"] == 12.0);
}

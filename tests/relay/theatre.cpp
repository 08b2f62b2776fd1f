// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See theatre.h.
#include "tests/relay/theatre.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <memory>
#include <mutex>
#include <sstream>
#include <thread>

#include "audio/relay_carrier.h"
#include "tests/catch.h"
#include "tests/relay/props.h"

namespace truyenthanh::test {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

// Both addresses and the job that carries them.
class Stage {
public:
    Stage(const Play& play, const ConductorLaw& law, int rate, int buffer_ms)
        : server_([&play, rate](const std::string& path, Connection& client) { serve(play, rate, path, client); }),
          carrier_(ring_, order(buffer_ms), law, [this](const std::string& line) { note(line); }) {
        ring_.job().run_until = INT64_MAX;
        job_ = std::thread([this] { carrier_.run(); });
    }
    Stage(const Stage&) = delete;
    ~Stage() {
        ring_.job().stop = 1;
        job_.join();
    }

    Ring& ring() { return ring_; }
    std::string said() const {
        const std::lock_guard lock(mutex_);
        return said_;
    }
    bool has_said(const std::string& words) const { return said().find(words) != std::string::npos; }

private:
    static void serve(const Play& play, int rate, const std::string& path, Connection& client) {
        if (path != "/second") return play.first(path, client);
        client.begin("audio/mpeg");
        client.drip(props().mp3, rate);
    }
    wire::RelayOrder order(int buffer_ms) const {
        wire::RelayOrder order;
        order.urls = {server_.url("/first"), server_.url("/second")};
        order.allow_private = true;
        order.buffer_ms = buffer_ms;
        return order;
    }
    void note(const std::string& line) {
        const std::lock_guard lock(mutex_);
        said_ += line + "; ";
    }

    ScriptedServer server_;
    mutable std::mutex mutex_;  // of said_
    std::string said_;
    Ring ring_{1U << 18};
    RelayCarrier carrier_;
    std::thread job_;
};

bool is_told(const Stage& stage, const std::string& causes) {
    if (causes.empty()) return true;
    std::istringstream list(causes);
    for (std::string cause; std::getline(list, cause, '|');)
        if (stage.has_said("source 1: " + cause + "; ")) return true;
    return false;
}

bool is_heard(const Stage& stage, const Play& play) {
    return stage.has_said("source " + std::to_string(play.heard + 1) + " is carried");
}

std::string complaint(const Play& play, const std::string& what, const Stage& stage) {
    return play.name + ": " + what + ": " + stage.said();
}

std::string perform(const Play& play, const ConductorLaw& law) {
    Stage stage(play, law, Tempo{}.rate, 1000);
    for (int turn = 0; turn < 3000; ++turn) {
        std::this_thread::sleep_for(20ms);
        const bool has_sound = stage.ring().job().decoded_frames > kSampleRate && stage.ring().fill() > 0;
        if (has_sound && is_heard(stage, play) && is_told(stage, play.cause)) return "";
    }
    return complaint(play, is_heard(stage, play) ? "no cause" : "not heard", stage);
}

// Frames that were missing or silent, of `seconds` that are drained as time goes.
std::uint64_t dead_frames(Ring& ring, std::chrono::seconds length) {
    constexpr std::uint32_t portion = kSampleRate / 50;
    std::vector<float> samples(2 * std::size_t{portion});
    std::uint64_t dead = 0;
    std::uint64_t still = 0;  // frames of exact silence in a row
    ring.resume();
    auto due = Steady::now();
    for (const auto end = due + length; due < end; due += 20ms) {
        std::this_thread::sleep_until(due);
        ring.job().reader_heartbeat = Steady::now().time_since_epoch().count();
        const std::uint32_t got = ring.read(samples.data(), portion);
        dead += portion - got;
        for (std::uint32_t i = 0; i < got; ++i) {
            still = samples[2 * i] == 0.0F && samples[2 * i + 1] == 0.0F ? still + 1 : 0;
            if (still > 48) ++dead;
        }
    }
    return dead;
}

std::string listen(const Play& play, const Tempo& tempo) {
    Stage stage(play, ConductorLaw{}, tempo.rate, 10'000);
    std::this_thread::sleep_for(15s);
    const std::uint64_t dead = dead_frames(stage.ring(), std::chrono::seconds{play.listened});
    if (dead > 0) return complaint(play, std::to_string(dead) + " frames of dead air", stage);
    if (!is_heard(stage, play)) return complaint(play, "not heard", stage);
    return is_told(stage, play.cause) ? "" : complaint(play, "no cause", stage);
}

template <class Perform>
std::string all_of(const std::vector<Play>& plays, std::size_t together, const Perform& one) {
    av_log_set_level(AV_LOG_QUIET);
    props();
    std::string wrong;
    for (std::size_t i = 0; i < plays.size(); i += together) {
        std::vector<std::future<std::string>> stages;
        for (std::size_t k = i; k < std::min(i + together, plays.size()); ++k)
            stages.push_back(std::async(std::launch::async, [&plays, &one, k] { return one(plays[k]); }));
        for (auto& stage : stages) {
            const std::string fault = stage.get();
            if (!fault.empty()) wrong.append(fault).append("\n");
        }
    }
    return wrong;
}

}  // namespace

std::string perform_all(const std::vector<Play>& plays, const ConductorLaw& law, std::size_t together) {
    return all_of(plays, together, [&law](const Play& play) { return perform(play, law); });
}

std::string listen_to_all(const std::vector<Play>& plays, const Tempo& tempo, std::size_t together) {
    return all_of(plays, together, [&tempo](const Play& play) { return listen(play, tempo); });
}

}  // namespace truyenthanh::test

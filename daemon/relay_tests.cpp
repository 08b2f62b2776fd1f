// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See relay_tests.h.
#include "daemon/relay_tests.h"

#include <algorithm>
#include <utility>

#include "daemon/documents.h"

namespace truyenthanh {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

constexpr std::int64_t kMostUrls = 1000;
constexpr Frames kEnough{2 * kSampleRate};
constexpr auto kFairChance = 4s;  // before a fault is the last word

double seconds_between(SteadyTime from, SteadyTime until) {
    return std::chrono::duration<double>(until - from).count();
}

}  // namespace

void RelayTests::add(const CallId& call, const Relay& relay, std::chrono::seconds length, const Now& now) {
    Test test{call, {}, now.steady, now.steady + length};
    for (const std::string& url : relay.urls) {
        Source& source = test.sources.emplace_back();
        source.relay = relay;
        source.relay.urls = {url};
        const auto rank = static_cast<std::int64_t>(test.sources.size());
        source.relay.id = RelayId{-(relay.id.value * kMostUrls + rank)};
    }
    tests_.push_back(std::move(test));
}

void RelayTests::look(const Test& test, Source& source, SteadyTime now) {
    desk_.want(source.relay, test.until, RelayReturn::AtOnce);
    source.health = desk_.health(source.relay.id);
    if (!source.ring) {
        if (const Descriptor memory = desk_.ring(source.relay.id)) source.ring = Ring::attach(memory);
        return;
    }
    if (!source.first_sound) {
        if (source.health.decoded.count == 0) return;
        source.first_sound = source.drained_at = now;
    }
    const Frames due = to_frames(now - source.drained_at);
    source.drained_at = source.drained_at + to_duration(due);
    source.ring->resume();
    source.ring->skip(static_cast<std::uint32_t>(std::min<std::int64_t>(due.count, source.ring->capacity())));
    source.ring->job().reader_heartbeat.store(now.since_boot.count(), std::memory_order_release);
}

bool RelayTests::is_over(const Test& test, SteadyTime now) {
    if (now >= test.until) return true;
    if (test.until - test.begun >= kWholeLength) return false;
    return std::all_of(test.sources.begin(), test.sources.end(), [&](const Source& source) {
        const bool has_failed = source.health.fault.has_value() && now - test.begun >= kFairChance;
        return has_failed || (source.health.is_flowing && source.health.decoded >= kEnough);
    });
}

// Of the relay as a whole it says what the best address that flows gives; then of each by itself.
json RelayTests::document_of(const Test& test) {
    const bool is_whole = test.until - test.begun >= kWholeLength;
    json sources = json::array();
    const Source* best = test.sources.data();
    for (const Source& source : test.sources) {
        json row = document(source.health);
        row["url"] = source.relay.urls[0];
        row["first_sound_s"] = source.first_sound ? json(seconds_between(test.begun, *source.first_sound)) : json();
        if (!is_whole) row["ppm"] = row["ppm_error"] = json();
        for (const char* field : {"switches", "drops"}) row.erase(field);
        sources.push_back(row);
        if (!best->health.is_flowing && source.health.is_flowing) best = &source;
    }
    json answer = best != nullptr ? document(best->health) : document(RelayHealth{});
    answer["url"] = best != nullptr ? best - test.sources.data() : 0;
    answer["sources"] = sources;
    return answer;
}

void RelayTests::carry(const Now& now) {
    for (Test& test : tests_)
        for (Source& source : test.sources) look(test, source, now.steady);
    std::erase_if(tests_, [&](const Test& test) {
        if (!is_over(test, now.steady)) return false;
        for (const Source& source : test.sources) desk_.unwant(source.relay.id);
        answer_(test.call, document_of(test));
        return true;
    });
}

}  // namespace truyenthanh

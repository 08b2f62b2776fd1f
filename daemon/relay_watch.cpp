// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See relay_watch.h.
#include "daemon/relay_watch.h"

#include <algorithm>
#include <utility>

#include "store/relays.h"

namespace truyenthanh {
namespace {

using namespace std::chrono_literals;

constexpr auto kLookEvery = 1s;
constexpr auto kKeepEvery = 60s;
constexpr auto kOpening = 10s;    // after a relay was opened nothing is lost yet
constexpr double kLongest = 5.0;  // s: the station slept, and saw nothing
constexpr double kSilent = 5.0;   // s: a pause of speech is shorter
constexpr double kTone = 10.0;    // s: no music holds one so long
constexpr double kSure = 50.0;    // ppm: what is less certain is no evidence
constexpr int kLoop = 3;          // segments sent again in a row
constexpr auto kForgetAfter = 24h * 400;

// What a job's counter says more than it said; a job that was started again counts from nought.
int since(int& before, int now) {
    const int last = std::exchange(before, now);
    return now >= last ? now - last : now;
}

}  // namespace

void RelayWatch::look_at(const Relay& relay, const Now& now, double seconds) {
    const RelayHealth health = desk_.health(relay.id);
    Seen& seen = seen_[relay.id];
    if (health.is_open && !seen.is_open) {
        seen.open_since = now.steady;
        seen.drops = health.drops;
        seen.switches = health.switches;
        seen.errors = health.errors;
    }
    seen.is_open = health.is_open;
    if (!health.is_open) return;
    seen.more.open_s += seconds;
    if (!health.is_flowing && now.steady - seen.open_since > kOpening) seen.more.lost_s += seconds;
    seen.more.drops += since(seen.drops, health.drops);
    seen.more.switches += since(seen.switches, health.switches);
    seen.more.errors += since(seen.errors, health.errors);
    if (health.silent_for >= kSilent) seen.more.silent_s += seconds;
    if (health.tone_for >= kTone || health.repeated >= kLoop) seen.more.stuck_s += seconds;
    seen.url = health.url;
    seen.loudness = health.loudness_lufs;
    if (health.ppm_error > 0.0 && health.ppm_error < kSure) seen.more.ppm = health.ppm;
}

void RelayWatch::look(const Now& now) {
    if (now.steady - looked_at_ < kLookEvery) return;
    const double passed = std::chrono::duration<double>(now.steady - looked_at_).count();
    looked_at_ = now.steady;
    for (const Relay& relay : list_relays(database_)) look_at(relay, now, std::min(passed, kLongest));
    if (now.steady - kept_at_ >= kKeepEvery) keep(now);
}

void RelayWatch::keep(const Now& now) {
    kept_at_ = now.steady;
    if (now.trust == ClockTrust::Untrusted) return;
    for (auto& [relay, seen] : seen_) {
        if (seen.more.open_s == 0.0) continue;
        add_relay_evidence(database_, relay, now.wall, seen.more);
        if (seen.loudness) keep_loudness(database_, relay, seen.url + 1, *seen.loudness);
        seen.more = {};
        seen.loudness.reset();
    }
    forget_relay_evidence(database_, now.wall - kForgetAfter);
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See plan.h.
#include "scheduler/plan.h"

#include <algorithm>
#include <utility>

#include "scheduler/calendar.h"
#include "scheduler/gate.h"
#include "scheduler/rundown.h"

namespace truyenthanh {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_days;

constexpr days kContext{2};      // dates before the first one asked about, from which the gate begins to count
constexpr days kMostContext{8};  // where sessions run across midnight after midnight; followed back no further

// An occurrence with what it plays and what the gate says.
struct Judged {
    Occurrence occurrence;
    Content content;
    Verdict verdict;
};

bool has_session_rules(const Profile& profile) { return profile.longest_session || profile.sessions_a_day; }

// Whether a session may be under way at `midnight`.
bool is_crossed(const std::vector<Occurrence>& all, WallTime midnight) {
    return std::any_of(all.begin(), all.end(), [midnight](const Occurrence& one) {
        return one.start < midnight && one.latest() + kSessionPause >= midnight;
    });
}

// What touches [from, until) and enough before it that the gate judges it as in any longer plan: from a local midnight
// on that no session runs across.
std::vector<Occurrence> with_context(const PlanInputs& inputs, WallTime from, WallTime until) {
    if (!has_session_rules(inputs.profile)) return occurrences(inputs.week, inputs.zone, from, until);
    const local_days date = floor<days>(inputs.zone.to_local(from));
    for (days back = kContext;; back *= 2) {
        const WallTime midnight = inputs.zone.to_utc(date - back);
        std::vector<Occurrence> all = occurrences(inputs.week, inputs.zone, midnight - kSessionPause - days{1}, until);
        if (back < kMostContext && is_crossed(all, midnight)) continue;
        std::erase_if(all, [midnight](const Occurrence& one) { return one.start < midnight; });
        return all;
    }
}

Claim claim_of(const Occurrence& occurrence, const Content& content) {
    Claim claim;
    claim.slot_name = occurrence.slot->name;
    claim.start = occurrence.start;
    claim.end = occurrence.end;
    claim.latest = occurrence.latest();
    claim.is_relay = content.relay != nullptr;
    if (content.relay) claim.relay_name = content.relay->name;
    return claim;
}

// What has nothing to play asks nothing of the gate.
std::vector<Judged> judge_all(const std::vector<Occurrence>& all, const PlanInputs& inputs) {
    const Contents contents{inputs.week};
    std::vector<Judged> judged;
    std::vector<Claim> claims;
    for (const Occurrence& one : all) {
        judged.push_back({one, contents.of(one), {}});
        if (!judged.back().content.missing) claims.push_back(claim_of(one, judged.back().content));
    }
    const std::vector<Verdict> verdicts = judge(claims, inputs.profile, inputs.overrides, inputs.zone);
    auto next = verdicts.begin();
    for (Judged& one : judged) {
        one.verdict = one.content.missing ? Verdict{one.content.missing, one.occurrence.start, {}} : *next++;
    }
    return judged;
}

void add_sustainer(Transmission& transmission, const PlanInputs& inputs) {
    if (!transmission.slot.sustainer) return;
    const auto found = inputs.week.items.find(*transmission.slot.sustainer);
    if (found == inputs.week.items.end() || why_not(found->second, inputs, transmission.start)) return;
    transmission.sustainer = found->second;
    transmission.sustainer_gain_db = matching_gain_db(found->second.recording->loudness_lufs, inputs.target_lufs) +
                                     place_gain_db(transmission.slot, inputs, transmission.start);
}

Transmission transmission_of(const Judged& judged, const PlanInputs& inputs) {
    Transmission transmission;
    transmission.key = judged.occurrence.key;
    transmission.slot = *judged.occurrence.slot;
    transmission.slot.content = *judged.occurrence.content;
    transmission.start = judged.occurrence.start;
    transmission.length = to_frames(transmission.slot.length);
    transmission.refused = judged.verdict.refused;
    transmission.allowed_until = judged.verdict.allowed_until;
    transmission.cut = judged.verdict.cut;
    if (judged.content.relay) {
        transmission.relay = *judged.content.relay;
        transmission.relay_gain_db = place_gain_db(transmission.slot, inputs, transmission.start);
    }
    if (const Programme* programme = judged.content.programme) {
        transmission.programme = programme->id;
        transmission.programme_name = programme->name;
        transmission.items = lay_out(*programme, transmission, inputs);
    }
    add_sustainer(transmission, inputs);
    return transmission;
}

}  // namespace

Plan make_plan(const PlanInputs& inputs, WallTime from, WallTime until) {
    Plan plan;
    for (const Judged& one : judge_all(with_context(inputs, from, until), inputs)) {
        if (one.occurrence.end <= from) continue;
        plan.transmissions.push_back(transmission_of(one, inputs));
    }
    return plan;
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See runner.h.
#include "scheduler/runner.h"

#include <algorithm>
#include <utility>

#include "scheduler/adopt.h"
#include "scheduler/step.h"

namespace truyenthanh {
namespace {

constexpr std::chrono::minutes kPlanAge{30};   // a change of the week renews it at once
constexpr std::chrono::hours kPlanBehind{26};  // the longest transmission, and a clock set back a little
constexpr std::chrono::seconds kRingPatience{2};

template <class... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

}  // namespace

Runner::Runner(const Doors& doors, std::optional<WallTime> last_seen)
    : doors_(doors), accounted_from_(last_seen.value_or(doors.clock.now().wall)), next_(doors.clock.now().steady) {}

void Runner::tick() {
    const Now now = doors_.clock.now();
    refresh_plan(now);
    if (!has_looked_) reconcile(now);
    AirStatus air = doors_.air.status();
    has_chain_ = air.is_reachable && air.clock.has_value();
    std::optional<AirStatus> last_words;
    const bool is_gone = air.epoch != state_.epoch || !air.is_reachable;
    if (is_gone && state_.epoch != 0) last_words = doors_.air.last_words(state_.epoch);
    const Situation situation{
        now,
        std::move(air),
        std::move(last_words),
        plan_,
        operators_,
        relay_health(),
        refused_,
        accounted_from_,
        [this](const PartKey& part) { return has_outcome(part); },
        [this](WallTime at) { return doors_.plans.hours_until(at); },
        plan_version_,
        [this](RecordingId recording, WallTime at) { return doors_.library.why_not(recording, at); }};
    Decision decision = step(state_, situation);
    last_commands_ = std::move(decision.commands);
    carry_out(now);
    state_ = std::move(decision.state);
    next_ = decision.next;
    forget_old(now);
}

// Rows left open by an earlier life of the station: taken up again where the chain still plays them or can; gaps end
// where they were last seen.
void Runner::reconcile(const Now& now) {
    const std::vector<AsRunEntry> open = doors_.ledger.open_entries();
    Adoption adoption = adopt(open, plan_, now);
    for (const AsRunEntry& entry : open) entries_[key_of(entry.intent)] = entry.id;
    for (const AsRunEntry& gap : adoption.orphans) {
        EntryCount count = gap.count;
        count.is_estimated = true;
        entries_.erase(key_of(gap.intent));
        doors_.ledger.close(gap.id, count, Outcome::Failed, Message{"asrun.station_off", {}}, now.wall);
    }
    state_ = std::move(adoption.state);
    for (ManualTake& take : adoption.takes) operators_.takes.push_back(std::move(take));
    has_looked_ = true;
}

// Back to what is not yet accounted for; for good measure always a little behind.
void Runner::refresh_plan(const Now& now) {
    const std::uint64_t version = doors_.plans.version();
    const bool is_young = now.wall >= plan_made_ && now.wall - plan_made_ < kPlanAge;
    if (has_looked_ && version == plan_version_ && is_young) return;
    const WallTime from = std::max(std::min(accounted_from_, now.wall - kPlanBehind), now.wall - kCatchUp);
    plan_ = doors_.plans.make(from, now.wall + kPlanAhead);
    plan_version_ = version;
    plan_made_ = now.wall;
}

// What ended before is settled; what a person took is on record.
void Runner::forget_old(const Now& now) {
    if (now.trust != ClockTrust::Untrusted) accounted_from_ = std::max(accounted_from_, now.wall - kPlanBehind);
    std::erase_if(operators_.takes,
                  [this](const ManualTake& take) { return state_.settled.contains(take.transmission.key); });
    std::erase_if(rings_, [&](const auto& ring) { return now.steady - ring.second > kRingPatience; });
    const bool is_idle = state_.running.empty();
    if (is_idle) refused_.clear();
    if (is_idle && outcomes_.size() > 10'000) outcomes_.clear();
}

bool Runner::has_outcome(const PartKey& part) {
    const auto known = outcomes_.find(part);
    if (known != outcomes_.end()) return known->second;
    return outcomes_[part] = doors_.ledger.outcome_of(part.transmission, part.kind, part.position).has_value();
}

std::map<RelayId, RelayHealth> Runner::relay_health() {
    std::map<RelayId, RelayHealth> health;
    for (const auto& [relay, wanted] : state_.relays) health.emplace(relay, doors_.relays.health(relay));
    return health;
}

void Runner::carry_out(const Now& now) {
    Air& air = doors_.air;
    const Overloaded carry{
        [&](const OpenEntry& c) { write(c, now); },
        [&](const RefreshEntries& c) { write(c, now); },
        [&](const CloseEntry& c) { write(c, now); },
        [&](const CueMaster& c) { cue(c, now); },
        [&](const CueRelay& c) { cue(c, now); },
        [&](const Take& c) {
            if (!refused_.contains(c.order.take)) air.take(c.order);
        },
        [&](const Release& c) { air.release(c.take, c.at, c.fade); },
        [&](const SetGain& c) { air.gain(c.take, c.order.gain_db, c.order.at, c.order.ramp); },
        [&](const Drop& c) { air.drop(c.take); },
        [&](const Lease& c) { air.lease(c.until); },
        [&](const WantRelay& c) { doors_.relays.want(c.relay, c.until, c.returns); },
        [&](const UnwantRelay& c) { doors_.relays.unwant(c.relay); },
        [&](const Note& c) { doors_.diary.note(c.severity, c.message, now.wall); },
    };
    for (const PlayoutCommand& command : last_commands_) std::visit(carry, command);
}

// A tick that failed half-way is decided again: what it has written already is not written twice.
void Runner::write(const OpenEntry& command, const Now& now) {
    if (!entries_.contains(command.part)) entries_[command.part] = doors_.ledger.open(command.intent, now.wall);
}

void Runner::write(const RefreshEntries& command, const Now& now) {
    std::vector<std::pair<EntryId, EntryCount>> counts;
    for (const auto& [part, count] : command.counts) {
        if (const auto entry = entries_.find(part); entry != entries_.end()) counts.emplace_back(entry->second, count);
    }
    if (!counts.empty()) doors_.ledger.progress(counts, now.wall);
}

void Runner::write(const CloseEntry& command, const Now& now) {
    const bool is_new = command.intent && (!is_planned(command.part.kind) || !has_outcome(command.part));
    if (is_new) write(OpenEntry{command.part, *command.intent}, now);
    const auto entry = entries_.find(command.part);
    if (entry == entries_.end()) return;
    doors_.ledger.close(entry->second, command.count, command.outcome, command.cause, now.wall);
    entries_.erase(entry);
    outcomes_[command.part] = true;
}

void Runner::cue(const CueMaster& command, const Now& now) {
    auto opened = doors_.library.open(command.recording, now.wall);
    const auto* master = std::get_if<OpenMaster>(&opened);
    if (master && !master->sha256.empty() && master->sha256 != command.sha256)
        opened = Message{"asrun.other_sound", {{"recording", std::to_string(command.recording.value)}}};
    if (auto* why = std::get_if<Message>(&opened)) {
        refused_.insert_or_assign(command.order.take, *why);
        doors_.diary.note(Severity::Warning, *why, now.wall);
        return;
    }
    doors_.air.cue(command.order, std::get<OpenMaster>(std::move(opened)));
}

void Runner::cue(const CueRelay& command, const Now& now) {
    const auto handed = rings_.find(command.order.take);
    if (handed != rings_.end() && now.steady - handed->second < kRingPatience) return;
    Descriptor ring = doors_.relays.ring(command.relay);
    if (!ring) return;
    rings_.insert_or_assign(command.order.take, now.steady);
    doors_.air.cue(command.order, std::move(ring));
}

void Runner::hold(const std::string& by) { operators_.held_by = by; }

void Runner::resume() { operators_.held_by.reset(); }

// Its rows are opened at once, so that a restart of the station does not forget what a person was promised.
void Runner::take(ManualTake take) {
    const Now now = doors_.clock.now();
    if (!has_looked_) reconcile(now);
    for (const EntryIntent& row : planned_rows(take.transmission, take.rank)) write(OpenEntry{key_of(row), row}, now);
    operators_.takes.push_back(std::move(take));
}

}  // namespace truyenthanh

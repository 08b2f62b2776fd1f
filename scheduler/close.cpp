// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Outcomes: every planned row ends in exactly one, with its cause.
#include <algorithm>
#include <string>

#include "scheduler/step.h"

namespace truyenthanh {
namespace {

constexpr Frames kWhole{kSampleRate / 10};  // so much may be missing from a whole one
constexpr std::chrono::seconds kGiveUp{5};  // on the counts of a chain that does not answer

struct Verdict {
    Outcome outcome;
    std::optional<Message> cause;
};

// What the inserts of the same transmission have taken from the relay as planned.
Frames inserted(const Running& running, const Part& part) {
    Frames sum;
    if (part.rank != Rank::Relay) return sum;
    for (const Part& other : running.parts) {
        if (other.rank == Rank::Insert) sum += other.total().line;
    }
    return sum;
}

Message heard_less(const Part& part) {
    if (part.cause) return *part.cause;
    if (part.total().starved > kWhole) return Message{"asrun.starved", {{"item", part.intent.title}}};
    return Message{"asrun.covered", {}};
}

Message started_late(const Part& part) {
    const auto late = std::chrono::duration_cast<std::chrono::seconds>(*part.started - part.intent.planned_start);
    return Message{"asrun.started_late", {{"seconds", std::to_string(late.count())}}};
}

Verdict judge_planned(const Running& running, const Part& part) {
    const Frames heard = part.total().heard();
    if (heard.count <= 0) {
        const Outcome outcome = part.verdict.value_or(part.started ? Outcome::Replaced : Outcome::Missed);
        return {outcome, part.cause.value_or(Message{part.started ? "asrun.covered" : "asrun.no_time", {}})};
    }
    const Frames missing = part.intent.planned_frames - heard - part.overlap - inserted(running, part);
    if (missing > kWhole) return {Outcome::Curtailed, heard_less(part)};
    if (part.started && *part.started - part.intent.planned_start > kLate)
        return {Outcome::AiredLate, part.rank == Rank::Relay ? part.cause : std::optional{started_late(part)}};
    return {Outcome::Aired, std::nullopt};
}

// A bed lies under others and owns few frames or none; a filler has no planned length.
Verdict judge(const Running& running, const Part& part) {
    if (part.rank != Rank::Bed && part.rank != Rank::Sustainer) return judge_planned(running, part);
    if (!part.started)
        return {part.verdict.value_or(Outcome::Missed), part.cause.value_or(Message{"asrun.no_time", {}})};
    if (part.cause) return {Outcome::Curtailed, part.cause};
    return {Outcome::Aired, std::nullopt};
}

bool is_take_over(const Step& step, const Part& part) {
    return std::all_of(step.world.air.takes.begin(), step.world.air.takes.end(), [&](const TakeMeter& meter) {
        return !attempt_of(meter.take, part.key) || meter.state == TakeState::Ended ||
               step.state.dropped.contains(meter.take);
    });
}

// What its time has passed by will not sound any more; what still sounds ends by its order.
void end_past(const Step& step, const Running& running, Part& part) {
    const TakeMeter* meter = step.meter(part.take());
    const bool is_sounding = meter && meter->state == TakeState::OnAir;
    if (step.has_line() && step.here() >= running.end_of(part) && !is_sounding) part.is_cut_short = true;
}

// Nothing of it is left to sound.
bool is_final(const Step& step, const Running& running, const Part& part) {
    const bool is_past = step.here() >= running.end_of(part);
    if (!part.is_cut_short && !is_past) return false;
    if (step.has_line()) return is_take_over(step, part);
    const SteadyTime end = step.steady_of(running.end_of(part));
    return step.world.now.steady > end + kGiveUp;
}

// Its end came before it did.
void explain_end(const Running& running, Part& part) {
    if (running.end_of(part) >= part.span.end) return;
    const bool is_limit = running.limit_cause && running.end_of(part) == running.limit &&
                          (running.limit < running.span.end || running.may_finish(part));
    const Message slot_over{"asrun.slot_over", {{"slot", running.transmission.slot.name}}};
    part.blame(is_limit ? *running.limit_cause : slot_over, is_limit ? running.limit_outcome : Outcome::Missed);
}

std::optional<WallTime> end_wall(const Step& step, const Part& part) {
    if (!part.started) return std::nullopt;
    std::optional<Frames> last;
    for (const TakeMeter& meter : step.world.air.takes) {
        if (attempt_of(meter.take, part.key) && meter.first && meter.state == TakeState::Ended)
            last = std::max(last.value_or(Frames{}), meter.end);
    }
    if (last && step.has_line()) return step.wall_of(*last);
    if (step.world.last_words) return step.world.now.wall_at(step.world.last_words->emitted_at);
    return part.last_heard ? part.last_heard : step.world.now.wall;
}

void close(Step& step, const Running& running, Part& part) {
    part.is_over = true;
    part.is_cut_short = true;
    const bool is_unused_filler = part.rank == Rank::Sustainer && !part.is_open;
    if (is_unused_filler) return;
    if (!step.has_line()) part.blame(Message{"asrun.chain_lost", {}});
    if (!part.cause && part.rank != Rank::Sustainer) explain_end(running, part);
    const Verdict verdict = judge(running, part);
    EntryCount count = count_of(part);
    count.ended = end_wall(step, part);
    if (!step.has_line() && part.started && !step.world.last_words) count.is_estimated = true;
    std::optional<EntryIntent> intent;
    if (!part.is_open) intent = part.intent;
    step.issue(CloseEntry{part.key, intent, count, verdict.outcome, verdict.cause});
}

bool is_settled(const Step& step, const Transmission& transmission) {
    return step.state.settled.contains(transmission.key) ||
           std::any_of(step.state.running.begin(), step.state.running.end(),
                       [&](const Running& running) { return running.transmission.key == transmission.key; });
}

Verdict unheard(const Step& step, const Transmission& transmission) {
    if (transmission.refused) return {Outcome::Refused, transmission.refused};
    if (const auto found = step.state.never.find(transmission.key); found != step.state.never.end())
        return {Outcome::Missed, found->second};
    const auto found = step.state.waiting.find(transmission.key);
    if (found == step.state.waiting.end()) return {Outcome::Missed, Message{"asrun.station_off", {}}};
    const std::string& key = found->second.key;
    if (key == "asrun.killed" || key == "asrun.held") return {Outcome::Cancelled, found->second};
    if (key == "asrun.replaced") return {Outcome::Replaced, found->second};
    if (key == "asrun.not_permitted" || transmission.cut == found->second) return {Outcome::Refused, found->second};
    return {Outcome::Missed, found->second};
}

const std::optional<Message>& refusal_of(const Transmission& transmission, const EntryIntent& row) {
    for (const PlannedItem& item : transmission.items) {
        if (item.position == row.position && row.kind != EntryKind::Relay) return item.refused;
    }
    return transmission.refused;
}

void settle(Step& step, const Transmission& transmission, Rank rank) {
    const Verdict verdict = unheard(step, transmission);
    const auto rows = planned_rows(transmission, rank);
    const bool was_on = std::any_of(rows.begin(), rows.end(),
                                    [&](const EntryIntent& row) { return step.world.has_outcome(key_of(row)); });
    for (const EntryIntent& row : rows) {
        const PartKey key = key_of(row);
        if (step.world.has_outcome(key) || (was_on && row.kind == EntryKind::Session)) continue;
        const auto& refused = refusal_of(transmission, row);
        if (refused && !transmission.refused)
            step.issue(CloseEntry{key, row, EntryCount{}, Outcome::Refused, refused});
        else
            step.issue(CloseEntry{key, row, EntryCount{}, verdict.outcome, verdict.cause});
    }
    step.state.settled.insert(transmission.key);
    step.state.waiting.erase(transmission.key);
    step.state.never.erase(transmission.key);
}

// What is no longer in the plan cannot come again.
void forget_settled(Step& step) {
    std::set<TransmissionKey> known;
    for (const Transmission& transmission : step.world.plan.transmissions) known.insert(transmission.key);
    for (const ManualTake& take : step.world.operators.takes) known.insert(take.transmission.key);
    std::erase_if(step.state.settled, [&](const TransmissionKey& key) { return !known.contains(key); });
}

constexpr std::size_t kManySettled = 500;

bool is_past(const Step& step, const Transmission& transmission) {
    const WallTime end = transmission.refused ? transmission.start : end_of(transmission);
    const bool is_lost = step.state.never.contains(transmission.key);
    return (end <= step.world.now.wall || is_lost) && end_of(transmission) > step.world.accounted_from;
}

}  // namespace

EntryCount count_of(const Part& part) {
    EntryCount count;
    count.started = part.started;
    count.epoch = part.started ? part.epoch : 0;
    count.first = part.first;
    count.frames = part.total().line;
    count.starved = part.total().starved;
    count.silenced = part.total().silenced;
    count.is_estimated = part.is_estimated;
    return count;
}

void close_parts(Step& step) {
    for (Running& running : step.state.running) {
        for (Part& part : running.parts) {
            if (part.is_over) continue;
            end_past(step, running, part);
            if (is_final(step, running, part)) close(step, running, part);
        }
    }
}

void settle_past(Step& step) {
    if (step.world.now.trust == ClockTrust::Untrusted) return;
    for (const Transmission& transmission : step.world.plan.transmissions) {
        if (!is_settled(step, transmission) && is_past(step, transmission)) settle(step, transmission, Rank::Programme);
    }
    for (const ManualTake& take : step.world.operators.takes) {
        if (!is_settled(step, take.transmission) && is_past(step, take.transmission))
            settle(step, take.transmission, take.rank);
    }
    if (step.state.settled.size() > kManySettled) forget_settled(step);
}

}  // namespace truyenthanh

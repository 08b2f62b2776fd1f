// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Silence, counted: the frames emitted where something was planned, less those that takes owned. What a person asked
// for by the latch or a hold is a row of its own, Cancelled; the rest is dead air.
#include <algorithm>
#include <vector>

#include "scheduler/step.h"

namespace truyenthanh {
namespace {

// What a person stopped would have gone on to here.
Frames end_of_place(const Running& running, const Part& part) {
    const Frames end = running.end_of(part);
    return part.stopped_end ? std::max(end, std::min({*part.stopped_end, running.span.end, running.limit})) : end;
}

// Where `running` should have been heard within `stretch`.
void add_planned(const Running& running, Span stretch, std::vector<Span>& planned) {
    const bool is_shifted = running.origin == running.span.begin;  // whole, and late
    const Span before = intersection(Span{running.due, running.span.begin}, stretch);
    if (is_shifted && !before.is_empty()) planned.push_back(before);
    for (const Part& part : running.parts) {
        if (part.rank == Rank::Bed || (part.rank == Rank::Sustainer && !part.is_wanted)) continue;
        const Span due{std::max(part.span.begin, running.due), end_of_place(running, part)};
        const Span within = intersection(due, stretch);
        if (!within.is_empty()) planned.push_back(within);
    }
}

Frames length_of_union(std::vector<Span> spans) {
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
    Frames sum;
    Frames reached;
    for (const Span& span : spans) {
        const Frames begin = std::max(span.begin, reached);
        if (begin >= span.end) continue;
        sum += span.end - begin;
        reached = span.end;
    }
    return sum;
}

Frames owned_since(Step& step) {
    Frames owned;
    for (Running& running : step.state.running) {
        for (Part& part : running.parts) {
            owned += part.total().line - part.accounted;
            part.accounted = part.total().line;
        }
    }
    return owned;
}

const Running* running_at(const Step& step, Frames at) {
    for (const Running& running : step.state.running) {
        if (running.due <= at && at <= running.span.end) return &running;
    }
    return nullptr;
}

// The nearest thing that went wrong there.
Message cause_of(const Running& running, Span stretch) {
    if (stretch.begin < running.span.begin) return Message{"asrun.station_off", {}};
    for (const Part& part : running.parts) {
        const Frames end = part.stopped_end.value_or(part.span.end);
        const bool is_there = part.span.begin <= stretch.end && stretch.begin <= end;
        if (part.cause && is_there) return *part.cause;
    }
    return Message{"asrun.unexplained", {}};
}

bool is_asked_for(const Message& cause) { return cause.key == "asrun.killed" || cause.key == "asrun.held"; }

// The latch or a hold, now or until just now: it covers what follows until that could be made ready again.
std::optional<Message> asked_for(const Step& step, const Running& running, Span stretch) {
    if (const auto stopped = step.stopped(running.rank)) return stopped;
    if (step.state.was_stopped) return step.state.was_stopped;
    const auto& gap = step.state.gap;
    if (gap && is_asked_for(gap->cause) && stretch.begin < running.resumed) return gap->cause;
    return std::nullopt;
}

void open_row(Step& step, Gap& gap) {
    const bool is_blink = gap.frames < to_frames(kBlink) && gap.until - gap.intent.planned_start < kBlink;
    if (gap.is_open || is_blink) return;
    step.issue(OpenEntry{gap.key, gap.intent});
    gap.is_open = true;
}

void begin_gap(Step& step, const Running& running, Frames first, WallTime since, const Message& cause) {
    Gap& gap = step.state.gap.emplace();
    gap.first = first;
    gap.intent = gap_row(running.transmission, since);
    gap.key = key_of(gap.intent);
    gap.cause = cause;
    gap.until = since;
}

EntryCount count_of(const Step& step, const Gap& gap) {
    EntryCount count;
    count.started = gap.intent.planned_start;
    count.ended = gap.until;
    count.epoch = step.state.epoch;
    count.first = gap.first;
    count.frames = gap.frames;
    return count;
}

void end_gap(Step& step) {
    const auto& gap = step.state.gap;
    if (gap && gap->is_open) {
        const Outcome outcome = is_asked_for(gap->cause) ? Outcome::Cancelled : Outcome::Failed;
        step.issue(CloseEntry{gap->key, std::nullopt, count_of(step, *gap), outcome, gap->cause});
    }
    step.state.gap.reset();
}

void extend(Step& step, Span stretch, Frames silent) {
    const Frames first = stretch.end - silent;
    if (const Running* running = running_at(step, stretch.end)) {
        const Message cause = asked_for(step, *running, stretch).value_or(cause_of(*running, Span{first, stretch.end}));
        const auto& gap = step.state.gap;
        if (gap && is_asked_for(gap->cause) != is_asked_for(cause)) end_gap(step);
        if (!step.state.gap) begin_gap(step, *running, first, step.wall_of(first), cause);
    }
    if (!step.state.gap) return;
    step.state.gap->frames += silent;
    step.state.gap->until = step.wall_of(stretch.end);
    open_row(step, *step.state.gap);
}

// While the output is lost nothing is emitted: a hole in the time of the wall alone.
void span_lost_output(Step& step) {
    const AirStatus& air = step.world.air;
    const bool is_ours = air.is_reachable && step.state.is_entered && air.epoch == step.state.epoch;
    if (!is_ours || air.output != OutputState::Lost) return;
    const Running* running = running_at(step, air.emitted);
    if (!step.state.gap) {
        const bool is_on = running && running->span.begin <= air.emitted && air.emitted < running->end_of_sound();
        if (!is_on) return;
        const Message cause{"asrun.output_lost", {{"device", air.device}}};
        begin_gap(step, *running, air.emitted, step.world.now.wall_at(air.emitted_at), cause);
    }
    step.state.gap->until = std::max(step.state.gap->until, step.world.now.wall);
    open_row(step, *step.state.gap);
}

}  // namespace

void account_silence(Step& step) {
    span_lost_output(step);
    if (!step.has_line()) return;
    const Span stretch{step.state.emitted, step.world.air.emitted};
    step.state.emitted = std::max(stretch.begin, stretch.end);
    auto& gap = step.state.gap;
    if (gap && gap->cause.key == "asrun.output_lost" && !stretch.is_empty())
        gap->until = std::max(gap->until, step.wall_of(stretch.begin));  // the output is back
    std::vector<Span> planned;
    for (const Running& running : step.state.running) add_planned(running, stretch, planned);
    const Frames silent = length_of_union(planned) - owned_since(step);
    if (!stretch.is_empty() && silent.count > 0) extend(step, stretch, silent);
    if (!stretch.is_empty() && silent.count <= 0) end_gap(step);
    step.state.was_stopped = step.stopped(Rank::Programme);
    if (!stretch.is_empty() && gap) step.wake(step.world.now.steady + kReadyLead);
}

// A row's counts are those of the frames emitted when the chain was looked at, which may be a while after `now` was.
void refresh_entries(Step& step) {
    if (step.world.now.steady - step.state.refreshed < std::chrono::seconds{1}) return;
    const WallTime reached = step.has_line() ? step.wall_of(step.world.air.emitted) : step.world.now.wall;
    RefreshEntries refresh;
    for (const Running& running : step.state.running) {
        for (const Part& part : running.parts) {
            if (!part.is_open || part.is_over || !part.started) continue;
            EntryCount count = truyenthanh::count_of(part);
            count.ended = reached;
            refresh.counts.emplace_back(part.key, count);
        }
    }
    if (step.state.gap && step.state.gap->is_open)
        refresh.counts.emplace_back(step.state.gap->key, count_of(step, *step.state.gap));
    step.state.refreshed = step.world.now.steady;
    if (!refresh.counts.empty()) step.issue(std::move(refresh));
}

}  // namespace truyenthanh

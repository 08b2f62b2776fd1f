// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Silence nobody asked for, counted: the frames emitted where something was planned, less those that takes owned.
#include <algorithm>
#include <vector>

#include "scheduler/step.h"

namespace truyenthanh {
namespace {

// Where `running` should have been heard within `stretch`.
void add_planned(const Running& running, Span stretch, std::vector<Span>& planned) {
    const bool is_shifted = running.origin == running.span.begin;  // whole, and late
    const Span before = intersection(Span{running.due, running.span.begin}, stretch);
    if (is_shifted && !before.is_empty()) planned.push_back(before);
    for (const Part& part : running.parts) {
        if (part.rank == Rank::Bed || (part.rank == Rank::Sustainer && !part.is_wanted)) continue;
        const Span due{std::max(part.span.begin, running.due), running.end_of(part)};
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
        if (running.due <= at && at <= running.span.end && !step.stopped(running.rank)) return &running;
    }
    return nullptr;
}

// The nearest thing that went wrong there.
Message cause_of(const Running& running, Span stretch) {
    if (stretch.begin < running.span.begin) return Message{"asrun.station_off", {}};
    for (const Part& part : running.parts) {
        const bool is_there = part.span.begin <= stretch.end && stretch.begin <= part.span.end;
        if (part.cause && is_there) return *part.cause;
    }
    return Message{"asrun.unexplained", {}};
}

void open_row(Step& step, Gap& gap) {
    if (gap.is_open || gap.frames < to_frames(kBlink)) return;
    step.issue(OpenEntry{gap.key, gap.intent});
    gap.is_open = true;
}

void extend(Step& step, Span stretch, Frames silent) {
    auto& gap = step.state.gap;
    if (!gap) {
        const Running* running = running_at(step, stretch.end);
        if (!running) return;
        gap.emplace();
        gap->first = stretch.end - silent;
        gap->intent = gap_row(running->transmission, step.wall_of(gap->first));
        gap->key = key_of(gap->intent);
        gap->cause = cause_of(*running, Span{gap->first, stretch.end});
    }
    gap->frames += silent;
    gap->until = step.wall_of(stretch.end);
    open_row(step, *gap);
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
    if (gap && gap->is_open)
        step.issue(CloseEntry{gap->key, std::nullopt, count_of(step, *gap), Outcome::Failed, gap->cause});
    step.state.gap.reset();
}

}  // namespace

void account_silence(Step& step) {
    if (!step.has_line()) return;
    const Span stretch{step.state.emitted, step.world.air.emitted};
    step.state.emitted = std::max(stretch.begin, stretch.end);
    std::vector<Span> planned;
    for (const Running& running : step.state.running) {
        const bool was_stopped = step.state.was_killed || (step.state.was_held && !running.is_over_others());
        if (!step.stopped(running.rank) && !was_stopped) add_planned(running, stretch, planned);
    }
    const Frames silent = length_of_union(planned) - owned_since(step);
    step.state.was_killed = step.world.air.is_killed;
    step.state.was_held = step.world.operators.held_by.has_value();
    if (stretch.is_empty()) return;
    if (silent.count > 0)
        extend(step, stretch, silent);
    else
        end_gap(step);
    if (step.state.gap) step.wake(step.world.now.steady + kReadyLead);
}

void refresh_entries(Step& step) {
    if (step.world.now.steady - step.state.refreshed < std::chrono::seconds{1}) return;
    RefreshEntries refresh;
    for (const Running& running : step.state.running) {
        for (const Part& part : running.parts) {
            if (!part.is_open || part.is_over || !part.started) continue;
            EntryCount count = truyenthanh::count_of(part);
            count.ended = step.world.now.wall;
            refresh.counts.emplace_back(part.key, count);
        }
    }
    if (step.state.gap && step.state.gap->is_open)
        refresh.counts.emplace_back(step.state.gap->key, count_of(step, *step.state.gap));
    step.state.refreshed = step.world.now.steady;
    if (!refresh.counts.empty()) step.issue(std::move(refresh));
}

}  // namespace truyenthanh

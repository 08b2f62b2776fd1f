// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is heard instead of an item that was refused or failed: what follows moves up, the filler, or nothing.
#include <algorithm>
#include <utility>
#include <vector>

#include "scheduler/step.h"

namespace truyenthanh {
namespace {

bool is_on_line(const Part& part) { return part.rank >= Rank::Programme; }

bool has_failed(const Part& part) {
    const bool is_refusal = part.verdict == Outcome::Refused || part.verdict == Outcome::Failed;
    return part.is_cut_short && !part.is_substituted && is_refusal && is_on_line(part);
}

// What follows without a pause, and is not yet sounding, begins `by` earlier.
void move_up(Step& step, Running& running, Frames behind, Frames by) {
    Frames edge = behind;
    const Frames soonest = step.soonest(kReadyLead);
    for (Part& part : running.parts) {
        if (!is_on_line(part) || part.span.begin < behind) continue;
        if (part.span.begin > edge || part.at - by < soonest) return;
        edge = part.span.end - part.overlap;
        part.shift(Frames{} - by);
    }
}

void close_up(Step& step, Running& running, Part& failed, Frames from) {
    const Frames edge = failed.span.end;
    const Frames begin = std::max(from, failed.span.begin);
    failed.span.end = std::max(begin, failed.span.begin);
    if (edge > begin) move_up(step, running, edge, edge - begin);
}

// Keeps the place of what failed. Where there is no filler the place stays, and is a gap.
void fill(Step& step, Running& running, Part& failed, Frames from, std::vector<Part>& fillers) {
    const Span hole{std::max(from, failed.span.begin), std::min(failed.span.end, running.span.end)};
    if (hole.is_empty() || !running.transmission.sustainer) return;
    Part filler = make_filler(running, hole, step.wall_of(hole.begin));
    filler.is_wanted = true;
    filler.epoch = step.state.epoch;
    failed.span.end = hole.begin;
    fillers.push_back(std::move(filler));
}

void substitute(Step& step, Running& running, Part& failed, std::vector<Part>& fillers) {
    failed.is_substituted = true;
    const bool has_begun = step.here() >= failed.span.begin;
    switch (running.is_over_others() ? SubstituteRule::Close : running.transmission.slot.substitute) {
        case SubstituteRule::Close:
            close_up(step, running, failed, has_begun ? step.soonest(kReadyLead) : failed.span.begin);
            break;
        case SubstituteRule::Sustainer:
            fill(step, running, failed, has_begun ? step.soonest(kLead) : failed.span.begin, fillers);
            break;
        case SubstituteRule::Silence:
            failed.span.end = has_begun ? std::min(failed.span.end, step.here()) : failed.span.begin;
            break;
    }
}

}  // namespace

void substitute_failed(Step& step) {
    for (Running& running : step.state.running) {
        if (step.here() >= running.limit) continue;
        std::vector<Part> fillers;
        for (Part& part : running.parts) {
            if (!has_failed(part)) continue;
            if (part.rank == Rank::Insert)
                part.is_substituted = true;  // the relay under it goes on
            else
                substitute(step, running, part, fillers);
        }
        for (Part& filler : fillers) running.parts.push_back(std::move(filler));
    }
}

}  // namespace truyenthanh

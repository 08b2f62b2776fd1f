// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A transmission that has been ordered and has not begun follows the clock: its first frame is moved when the frame
// clock has drifted or the wall clock was stepped. One that has begun never is.
#include "scheduler/begin.h"
#include "scheduler/step.h"

namespace truyenthanh {
namespace {

void renew_all(Running& running) {
    for (Part& part : running.parts) part.renew();
}

void never(Running& running) {
    const Message why{"asrun.too_late", {{"slot", running.transmission.slot.name}}};
    for (Part& part : running.parts) {
        part.blame(why, Outcome::Missed);
        part.is_cut_short = true;
    }
}

// The clock was set forward past its start: it is late now, and its late rule holds.
void start_late(Step& step, Running& running, Frames planned) {
    const Frames begin = step.soonest(kLead);
    const Frames lateness = begin - planned;
    const LateRule rule = running.transmission.slot.late;
    running.is_anchored = false;
    const bool restarts = rule == LateRule::Restart && fits_late(step, running.transmission, lateness);
    if (lateness <= to_frames(kLate) || restarts) {
        running.shift(begin - running.span.begin);
        return;
    }
    if (rule != LateRule::Join) {
        never(running);
        return;
    }
    running.shift(planned - running.origin);
    running.span.begin = running.due = begin;
    renew_all(running);
    for (Part& part : running.parts) join_late(running, part);
}

void follow(Step& step, Running& running) {
    const Frames planned = step.frame_of(running.transmission.start);
    const Frames moved = planned - running.origin;
    const Frames slack = to_frames(kAnchorSlack);
    if (moved <= slack && moved >= Frames{} - slack) return;
    if (planned >= step.soonest(kReadyLead)) {
        running.shift(moved);
        return;
    }
    // Too near to be moved: where it was ordered is sooner than where it could be ordered anew.
    const bool is_soon = running.span.begin <= step.soonest(kLead) && running.origin - planned <= to_frames(kLate);
    if (!is_soon) start_late(step, running, planned);
}

}  // namespace

void follow_clock(Step& step) {
    if (!step.has_line()) return;
    for (Running& running : step.state.running) {
        if (running.is_begun) continue;
        running.wall_minus_steady = step.world.now.wall.time_since_epoch() - step.world.now.steady.since_boot;
        if (running.is_anchored) follow(step, running);
    }
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A transmission is queued whole, up to hours before its last item. What has begun is a frozen snapshot; what has not
// is asked for again each time rows have changed or its beginning has moved: an approval may have been revoked
// meanwhile, or be over by then.
#include "scheduler/step.h"

namespace truyenthanh {
namespace {

bool may_still_be_refused(const Step& step, const Part& part) {
    const bool is_settled = !part.is_live() || !part.intent.recording || part.started;
    const TakeMeter* meter = step.meter(part.take());
    const bool is_on_air = meter && meter->state >= TakeState::OnAir;
    return !is_settled && !is_on_air && part.at >= step.soonest(kReadyLead);
}

void judge(Step& step, Part& part) {
    if (part.judged_version == step.world.plan_version && part.judged_at == part.at) return;
    part.judged_version = step.world.plan_version;
    part.judged_at = part.at;
    const auto why = step.world.why_not(*part.intent.recording, step.wall_of(part.at));
    if (!why) return;
    part.cause.reset();
    part.blame(*why, Outcome::Refused);
    part.is_cut_short = true;
    step.issue(Note{Severity::Warning, *why});
}

}  // namespace

void judge_approvals(Step& step) {
    if (!step.has_line()) return;
    for (Running& running : step.state.running) {
        for (Part& part : running.parts) {
            if (may_still_be_refused(step, part)) judge(step, part);
        }
    }
}

}  // namespace truyenthanh

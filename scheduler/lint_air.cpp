// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The linter's look at transmissions against each other and against the clock; see lint_report.h.
#include <algorithm>
#include <map>
#include <utility>

#include "scheduler/calendar.h"
#include "scheduler/lint_report.h"

namespace truyenthanh {
namespace {

using namespace std::chrono_literals;

// Where the sound of `one` ends by the plan.
WallTime planned_end(const Transmission& one) { return std::min(one.start + one.slot.length, one.allowed_until); }

// `first` starts no later than `second` and is still on when that starts. Says who gives way:
// - a following start waits up to its grace, then cuts;
// - a hard one cuts, unless what is on has the higher priority: then it comes in late, by its late rule.
void lint_collision(LintReport& report, const Transmission& first, const Transmission& second, const Zone& zone) {
    const WallTime end = planned_end(first);
    const auto overlap = end - second.start;
    const bool follows = second.slot.start_rule == StartRule::Follow;
    const auto say = [&](const char* key, const Transmission& loser, const Transmission& winner, WallTime at,
                         std::chrono::nanoseconds lost) {
        return Message{key,
                       {{"slot", loser.slot.name},
                        {"other", winner.slot.name},
                        {"at", local_time_text(zone, at)},
                        {"seconds", seconds_text(lost)}}};
    };
    if (follows && overlap <= second.slot.grace) {
        report.warn(blame(second.key), say("lint.follow_waits", second, first, end, overlap), second.key.date);
    } else if (follows) {
        const WallTime at = second.start + second.slot.grace;
        report.error(blame(first.key), say("lint.cut_after_grace", first, second, at, end - at), first.key.date);
    } else if (second.slot.priority >= first.slot.priority) {
        report.error(blame(first.key), say("lint.cut_by_other", first, second, second.start, overlap), first.key.date);
    } else {
        report.error(blame(second.key), say("lint.held_by_other", second, first, end, overlap), second.key.date);
    }
}

}  // namespace

void lint_collisions(LintReport& report, const Plan& plan, const Zone& zone) {
    std::vector<const Transmission*> on;  // may still be heard where the next one starts
    for (const Transmission& one : plan.transmissions) {
        if (one.refused) continue;
        std::erase_if(on, [&one](const Transmission* before) { return planned_end(*before) <= one.start; });
        for (const Transmission* before : on) {
            if ((before->slot.zones & one.slot.zones) != 0) lint_collision(report, *before, one, zone);
        }
        on.push_back(&one);
    }
}

void lint_repeats(LintReport& report, const Plan& plan) {
    std::map<std::pair<ProgrammeId, LocalDate>, int> times;
    for (const Transmission& one : plan.transmissions) {
        if (!one.programme || one.relay || one.refused) continue;
        if (++times[{*one.programme, one.key.date}] != kMostRepeatsADay + 1) continue;
        report.warn({LintRow::Programme, one.programme->value},
                    {"lint.too_often", {{"programme", one.programme_name}, {"most", std::to_string(kMostRepeatsADay)}}},
                    one.key.date);
    }
}

void lint_clock_change(LintReport& report, const Transmission& one, const Zone& zone) {
    const LocalTime wanted = std::chrono::local_days{one.key.date} + one.slot.start;
    if (zone.to_local(one.start) == wanted) return;
    report.warn(blame(one.key),
                {"lint.clock_change",
                 {{"slot", one.slot.name},
                  {"date", to_string(one.key.date)},
                  {"wanted", to_string_time_of_day(one.slot.start)},
                  {"start", local_time_text(zone, one.start)}}},
                one.key.date);
}

}  // namespace truyenthanh

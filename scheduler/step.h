// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Inside of playout: one step under way. Its stages are the functions below, one file each, in the order in which
// step() calls them; they read the world and the state, change the state, and issue commands.
// Thread: any.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "scheduler/playout.h"

namespace truyenthanh {

class Step {
public:
    Step(PlayoutState remembered, const Situation& situation);

    PlayoutState state;
    const Situation& world;
    std::vector<PlayoutCommand> commands;
    SteadyTime next;

    void issue(PlayoutCommand command) { commands.push_back(std::move(command)); }
    // Something is due then; the past is ignored.
    void wake(SteadyTime at);
    void wake(Frames at) { wake(steady_of(at)); }
    void wake(WallTime at) { wake(world.now.steady_at(at)); }

    // The chain is there, its frames have a time, and they are those of the state.
    bool has_line() const;
    Frames frame_of(SteadyTime at) const { return state.clock->frame_at(at); }
    SteadyTime steady_of(Frames at) const { return state.clock->steady_at(at); }
    Frames frame_of(WallTime at) const { return frame_of(world.now.steady_at(at)); }
    WallTime wall_of(Frames at) const { return world.now.wall_at(steady_of(at)); }
    Frames here() const;  // heard now; reckoned on where the chain is gone
    Frames soonest(std::chrono::nanoseconds lead) const { return here() + to_frames(lead); }
    const TakeMeter* meter(TakeId take) const;

    // Why nothing of a transmission of that rank may sound at this moment; empty: it may.
    std::optional<Message> stopped(Rank rank) const;
    // A fault that begins or ends to stand is noted once.
    void stand(const std::string& name, bool stands, Severity severity, const Message& message);
};

// Of a transmission whose limits are still to be asked for.
inline constexpr Frames kNoLimit{INT64_MAX / 4};

// The end of a transmission by the plan.
WallTime end_of(const Transmission& transmission);

// observe.cpp – what the chain tells: its life, the takes' counts, how they ended.
void enter_epoch(Step& step);
void observe_takes(Step& step);
void observe_faults(Step& step);
// anchor.cpp – a transmission that has not begun follows the clock.
void follow_clock(Step& step);
// begin.cpp – what is due is given the line, or waits, or its late rule says never.
void begin_due(Step& step);
// limit.cpp – where a transmission must end: the gate, a stronger one; what may not sound at this moment.
void limit_all(Step& step);
void suspend_all(Step& step);
// pause.cpp – inserts that wait for a pause of their relay.
void take_pauses(Step& step);
// approval.cpp – what has not begun is asked for again when something has changed.
void judge_approvals(Step& step);
// substitute.cpp – a part that failed: close up, fill, or be silent.
void substitute_failed(Step& step);
// relay_line.cpp – relays: made ready, taken, lost, rejoined; the filler meanwhile.
void want_relays(Step& step);
void tend_relays(Step& step);
// orders.cpp – the difference between the takes that should be and those that are.
void order_lease(Step& step);
void order_takes(Step& step);
void order_rest(Step& step);
// gains.cpp – what is ducked or muted under what.
void order_gains(Step& step);
// close.cpp – outcomes.
void close_parts(Step& step);
void settle_past(Step& step);
// gap.cpp – silence nobody asked for.
void account_silence(Step& step);
// progress, once a second
void refresh_entries(Step& step);

// intent.cpp – the rows a transmission must end in: its relay, its items, or itself where it has neither or is refused.
std::vector<EntryIntent> planned_rows(const Transmission& transmission, Rank rank);
EntryIntent filler_row(const Transmission& transmission, WallTime since);
EntryIntent gap_row(const Transmission& transmission, WallTime since);
// lay.cpp – a transmission laid on the line.
struct Placement {
    Frames begin;   // first frame
    Frames origin;  // of offset 0
    Frames end;     // of the slot
    bool is_anchored = false;
};
Running lay(const Step& step, const Transmission& transmission, Rank rank, const Placement& place);
// What is over before the first frame is missed; the rest of an item under way is joined.
void join_late(const Running& running, Part& part);
// A filler over `span`, ready but not yet wanted.
Part make_filler(const Running& running, Span span, WallTime since);
// close.cpp
EntryCount count_of(const Part& part);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Transmissions laid on the chain's frame line: what playout remembers from one step to the next. All of it can be
// found again after a restart from the open rows of the ledger and the takes the chain holds (adopt.h).
// Thread: the station's control thread.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "core/air.h"
#include "core/as_run.h"
#include "core/clock.h"
#include "core/transmission.h"
#include "scheduler/occurrence.h"

namespace truyenthanh {

// A stretch of the frame line; `end` is exclusive.
struct Span {
    Frames begin;
    Frames end;

    constexpr bool operator==(const Span&) const = default;
    constexpr bool is_empty() const noexcept { return end <= begin; }
    constexpr Frames length() const noexcept { return is_empty() ? Frames{} : end - begin; }
};
constexpr Span intersection(Span a, Span b) noexcept {
    return Span{a.begin < b.begin ? b.begin : a.begin, a.end < b.end ? a.end : b.end};
}

// What the takes of a part have counted so far in this life of the chain and in earlier ones.
struct Tally {
    Frames line;
    Frames starved;
    Frames silenced;

    Frames heard() const noexcept { return line - starved - silenced; }
    friend Tally operator+(Tally a, Tally b) noexcept {
        return {a.line + b.line, a.starved + b.starved, a.silenced + b.silenced};
    }
    friend Tally operator-(Tally a, Tally b) noexcept {
        return {a.line - b.line, a.starved - b.starved, a.silenced - b.silenced};
    }
};

// One row of the ledger on the frame line.
struct Part {
    PartKey key;
    EntryIntent intent;  // frozen
    Span span;           // where it should sound
    Frames skip;         // into the master at span.begin
    Rank rank = Rank::Programme;
    Mix mix = Mix::Replace;
    Frames fade_in;
    bool loops = false;

    int attempt = 0;                 // of the take that is meant now
    Frames at;                       // where that take begins; after an interruption later than span.begin
    std::optional<Frames> until;     // ordered to end there, before span.end
    bool is_wanted = true;           // a standby filler and a relay not flowing are made ready, not taken
    bool is_open = false;            // its row is
    bool is_over = false;            // its row is closed
    bool is_cut_short = false;       // no further take of it is wanted
    bool is_estimated = false;       // counted partly from the last refresh
    std::optional<Message> cause;    // why it will not have been whole; the first one counts
    std::optional<Outcome> verdict;  // where the cause alone decides (Refused)
    Tally before;                    // takes no longer in the chain
    Tally now;                       // takes in the chain
    Frames covered;                  // of the span, owned by parts that are meant to lie over it
    std::optional<WallTime> started;
    std::optional<WallTime> ended;
    std::optional<Frames> first;  // on the line of the present epoch

    Tally total() const noexcept { return before + now; }
};

// A transmission that has been given the line: a frozen snapshot.
struct Running {
    Transmission transmission;
    Rank rank = Rank::Programme;  // above Programme: over what else is on
    Span span;                    // its time on the line: to the slot's end, or what cuts it
    std::optional<Message> cut;   // why span.end is before its planned end
    std::vector<Part> parts;
    std::chrono::nanoseconds wall_minus_steady{0};  // the wall clock as it was when it began
    bool is_begun = false;                          // its first frame has passed: from then on never re-anchored
    bool is_anchored = false;  // begins exactly at its planned instant, and follows the frame clock there
    bool is_ended = false;     // by a person, the latch or the gate: nothing more of it is wanted

    SteadyTime steady_of(WallTime wall) const noexcept {
        return SteadyTime{wall.time_since_epoch() - wall_minus_steady};
    }
    WallTime wall_of(SteadyTime steady) const noexcept {
        return WallTime{std::chrono::floor<std::chrono::microseconds>(steady.since_boot + wall_minus_steady)};
    }
};

// Silence nobody asked for, while it lasts.
struct Gap {
    TransmissionKey transmission;
    WallTime since;
    Frames first;
    Frames frames;
    Message cause;
    bool is_open = false;
};

struct GainOrder {
    double gain_db = 0.0;
    Frames at;
    Frames ramp;

    bool operator==(const GainOrder&) const = default;
};

struct PlayoutState {
    std::uint64_t epoch = 0;  // of the chain everything below is laid for; 0: none yet
    std::optional<FrameClock> clock;
    Frames emitted;  // accounted for up to here
    std::map<TakeId, Tally> counted;
    std::vector<Running> running;
    std::set<TransmissionKey> settled;               // every planned part has its outcome
    std::map<TransmissionKey, Message> waiting;      // due and not on the line: why
    std::set<TakeId> cued;                           // in this epoch
    std::map<TakeId, TakeOrder> taken;               // as last ordered
    std::set<TakeId> ended;                          // released or dropped by us
    std::map<TakeId, std::vector<GainOrder>> gains;  // as ordered
    std::optional<SteadyTime> lease;
    std::map<RelayId, SteadyTime> relays;  // wanted until
    std::optional<Gap> gap;
    std::optional<SteadyTime> refreshed;  // progress was last written
    std::set<std::string> noted;          // faults that stand, noted once
};

}  // namespace truyenthanh

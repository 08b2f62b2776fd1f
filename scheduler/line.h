// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Transmissions laid on the chain's frame line: what playout remembers from one step to the next. All of it can be
// found again after a restart from the open rows of the ledger and the takes the chain holds (see adopt.h).
// Thread: the station's control thread.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
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

// What takes have counted.
struct Tally {
    Frames line;
    Frames starved;
    Frames silenced;

    constexpr Frames heard() const noexcept { return line - starved - silenced; }
    friend constexpr Tally operator+(Tally a, Tally b) noexcept {
        return {a.line + b.line, a.starved + b.starved, a.silenced + b.silenced};
    }
    friend constexpr Tally operator-(Tally a, Tally b) noexcept {
        return {a.line - b.line, a.starved - b.starved, a.silenced - b.silenced};
    }
};

// One row of the ledger on the frame line.
struct Part {
    PartKey key;
    EntryIntent intent;                 // frozen
    Span span;                          // where all of it should sound
    std::optional<Frames> stopped_end;  // where it ended before a person stopped it
    Rank rank = Rank::Programme;
    Mix mix = Mix::Replace;
    Frames fade_in;
    bool loops = false;

    // The take that is meant now.
    int attempt = 0;
    Frames at;                          // where it begins: span.begin, or later after an interruption
    std::optional<Frames> until;        // its end is ordered, before span.end
    bool is_wanted = true;              // else made ready only: a standby filler, a relay that does not flow yet
    bool is_suspended = false;          // nothing of it may sound now: latch or hold
    bool is_cut_short = false;          // nothing of it will sound any more
    std::optional<SteadyTime> awaited;  // a relay that flows and is not ready yet: since when

    std::optional<std::uint64_t> judged_version;  // of the plan, when its approval was last asked for
    Frames judged_at;                             // and the beginning for which it was

    bool is_substituted = false;  // it failed, and what is heard instead is decided

    bool is_open = false;            // its row is
    bool is_over = false;            // its row is closed
    std::optional<Message> cause;    // why it will not have been whole; the first one counts
    std::optional<Outcome> verdict;  // where nothing was heard: what that is; absent: Missed
    Frames overlap;                  // of its planned frames, shared in the crossfade with the next part

    std::uint64_t epoch = 0;  // of the chain's life that `now` and `first` speak of
    Tally before;             // counted by takes the chain no longer knows
    Tally now;                // by those it knows
    bool is_estimated = false;
    std::optional<WallTime> started;
    std::optional<WallTime> last_heard;  // in an earlier life of the chain
    std::optional<Frames> first;

    Frames accounted;  // of total().line, when silence was last accounted for

    Tally total() const noexcept { return before + now; }
    TakeId take() const { return take_id(key, attempt); }
    bool is_live() const noexcept { return !is_over && !is_cut_short; }
    // Fails: the reason stands, unless there is one already.
    void blame(const Message& reason, std::optional<Outcome> if_unheard = std::nullopt);
    // The present take is given up; the next one has another number.
    void renew() { ++attempt; }
    void shift(Frames by);
};

// Earlier by more than two looks at the clocks may differ. An end that is not is the same end: nothing fades for it.
bool is_before(Frames end, Frames other) noexcept;

// A transmission that has been given the line: a frozen snapshot.
struct Running {
    Transmission transmission;
    Rank rank = Rank::Programme;  // Bulletin and above: over what else is on
    Span span;                    // from its first frame to the slot's end
    Frames origin;                // where its offset 0 lies: before span.begin when it was joined late
    Frames limit;                 // nothing of it sounds from here on: the gate's edge, or a stronger transmission
    std::optional<Message> limit_cause;
    Outcome limit_outcome = Outcome::Refused;  // of what the limit leaves unheard
    bool limit_passes = false;                 // by a stronger one after which it goes on
    std::vector<Part> parts;
    std::chrono::nanoseconds wall_minus_steady{0};  // as the clocks stood when it began: a later step means nothing
    bool is_anchored = false;  // begins exactly at its planned instant, and follows the frame clock until it has
    bool is_begun = false;     // its first frame has passed
    SteadyTime placed;         // where offset 0 lay when it had: the line slips later, and a new chain goes by this
    Frames due;                // silence from here on is a gap
    Frames rival_end;          // of the stronger one that interrupted it
    Frames resumed;            // after a stop it could be heard again from here on: until then silence was asked for

    bool is_over_others() const noexcept { return rank > Rank::Insert; }
    // Its first frame has passed, with offset 0 at that instant.
    void begin(SteadyTime origin_at) noexcept {
        is_begun = true;
        placed = origin_at;
    }
    SteadyTime steady_of(WallTime wall) const noexcept {
        return SteadyTime{wall.time_since_epoch() - wall_minus_steady};
    }
    WallTime wall_of(SteadyTime steady) const noexcept {
        return WallTime{std::chrono::floor<std::chrono::microseconds>(steady.since_boot + wall_minus_steady)};
    }
    void shift(Frames by);
    // At the slot's end under OverrunRule::Finish.
    bool may_finish(const Part& part) const;
    // Where the part's sound ends by all that limits it.
    Frames end_of(const Part& part) const;
    // Where what is planned of it ends: when a following transmission may begin.
    Frames end_of_sound() const;
};

// Silence within what was planned, while it lasts.
struct Gap {
    PartKey key;
    EntryIntent intent;
    Message cause;
    Frames first;
    Frames frames;
    WallTime until;
    bool is_open = false;  // its row is; a blink shorter than kBlink never gets one of its own
};

struct GainOrder {
    double gain_db = 0.0;
    Frames at;
    Frames ramp;

    bool operator==(const GainOrder&) const = default;
};

struct WantedRelay {
    SteadyTime until;
    RelayReturn returns = RelayReturn::AtOnce;
};

struct PlayoutState {
    std::uint64_t epoch = 0;          // of the chain's life that the frames below belong to
    bool is_entered = false;          // false: just restarted, what the chain plays is still to be recognised
    std::optional<FrameClock> clock;  // the last one known
    Frames emitted;                   // every frame before it is accounted for
    std::vector<Running> running;
    std::set<TransmissionKey> settled;           // every planned part of it has its outcome
    std::map<TransmissionKey, Message> waiting;  // due and not on the line: why
    std::map<TransmissionKey, Message> never;    // its late rule has said no: why
    std::set<TakeId> cued;                       // ordered in this epoch, as are those below
    std::map<TakeId, TakeOrder> taken;           // as last ordered
    std::set<TakeId> released;
    std::set<TakeId> dropped;  // counted in Part::before, where they counted
    std::map<TakeId, std::vector<GainOrder>> gains;
    std::optional<SteadyTime> lease;
    std::map<RelayId, WantedRelay> relays;
    std::optional<Gap> gap;
    std::optional<Message> was_stopped;     // at the last step: silence until now was asked for
    std::optional<SteadyTime> looked;       // first, at the chain
    SteadyTime refreshed;                   // when progress was last written
    std::map<std::string, Message> faults;  // that stand, noted once
};

}  // namespace truyenthanh

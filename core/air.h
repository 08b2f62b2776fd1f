// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The door to the on-air chain: what the station may order of it and what it tells back. Three things stand behind it:
// the real air process (daemon/air_client.h), the offline mixer (audio/offline_air.h) and a counting one without sound
// (scheduler/virtual_air.h). Nothing here blocks.
//
// A *take* is one playing of one source. It is cued (made ready on a deck), taken at a frame, and ends at its last
// frame, at a release, at the end of the lease or under the kill latch. The chain plays what it holds without the
// station: everything ordered goes on when the station dies.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/descriptor.h"
#include "core/library.h"
#include "core/message.h"
#include "core/units.h"

namespace truyenthanh {

// Chosen by the station, never used twice within one life of the chain.
struct TakeId {
    std::uint64_t value = 0;
    constexpr auto operator<=>(const TakeId&) const = default;
};

// Who owns a frame of the line where several takes sound at once: the highest rank, then the later start.
// The order is the priority table of the station.
enum class Rank : std::uint8_t { Bed, Sustainer, Relay, Programme, Insert, Bulletin, Voice, Emergency };

inline constexpr std::size_t kMaxTakes = 256;  // held by the chain at once, ended ones not yet forgotten included

// What to play. A ring's take starts to drain the ring at once when cued, unheard, so that it stays live.
struct CueOrder {
    TakeId take;
    Rank rank = Rank::Programme;
    double gain_db = 0.0;
    std::uint32_t zones = 1;
    Frames skip;                   // master: begin here
    Frames frames;                 // master: play at most so many
    bool loops = false;            // master: again from its beginning until released (sustainer)
    std::array<char, 96> label{};  // for people who ask the chain itself; UTF-8, NUL-terminated
};

// When to play. Frames are positions on the chain's frame line. `until` is exclusive.
struct TakeOrder {
    TakeId take;
    Frames at;
    Frames until;
    Frames fade_in;
    Frames fade_out;
};

enum class TakeState : std::uint8_t { None, Cueing, Ready, Taken, OnAir, Ended };

// Why a take is over.
enum class EndCause : std::uint8_t {
    None,
    Completed,    // its last frame, or `until`
    Released,     // by order
    LeaseEnded,   // sound was no longer allowed
    Killed,       // the latch
    Unreadable,   // the source could not be read or decoded
    Tampered,     // a block of the master was not the approved one
    SourceEnded,  // a ring whose writer is gone
    Dropped       // forgotten before it sounded
};

// One row of the meter page. Line frames are those this take owned; of these, `starved` had no sample in time and
// `silenced` fell under the latch. Frames emitted as its sound: line − starved − silenced.
struct TakeMeter {
    TakeId take;
    TakeState state = TakeState::None;
    EndCause cause = EndCause::None;
    Frames at;                    // as ordered, from Taken on
    Frames until;                 // as ordered, or where a release will have ended it
    std::optional<Frames> first;  // first frame on the line
    Frames end;                   // one past the last, once Ended
    Frames line;
    Frames starved;
    Frames silenced;
    Frames buffered;  // ready in its ring now
};

// Maps the chain's frame line to steady time *at the loudspeaker*: the output's own latency is in it.
struct FrameClock {
    Frames frame;
    SteadyTime steady;
    double ppm = 0.0;  // the output's rate against nominal, measured

    Frames frame_at(SteadyTime at) const noexcept;
    SteadyTime steady_at(Frames at) const noexcept;
};

enum class OutputState : std::uint8_t { Closed, Opening, Running, Lost };

// One look at the chain. `epoch` names one life of the chain: takes and frames of another epoch mean nothing now.
struct AirStatus {
    std::uint64_t epoch = 0;
    bool is_reachable = false;
    OutputState output = OutputState::Closed;
    std::optional<FrameClock> clock;  // absent until the output has run for a moment
    Frames emitted;                   // frames given to the output in this epoch
    SteadyTime emitted_at;            // when that was last so
    bool is_killed = false;
    SteadyTime lease_until;
    std::vector<TakeMeter> takes;  // every take the chain knows, Ended ones until forgotten
    std::array<float, 2> peak_dbfs{-120.0F, -120.0F};
    std::string device;             // name of the output in use
    std::vector<Message> warnings;  // what the chain could not have of the system; empty: all is well
};

class Air {
public:
    virtual ~Air() = default;

    virtual AirStatus status() = 0;
    // The last page of an earlier epoch, kept after the chain died so that the ledger can be closed from it.
    virtual std::optional<AirStatus> last_words(std::uint64_t epoch) = 0;

    virtual void cue(const CueOrder& order, OpenMaster master) = 0;
    virtual void cue(const CueOrder& order, Descriptor ring) = 0;
    virtual void take(const TakeOrder& order) = 0;  // again for a take not yet on air: moves it
    // Ends a take at `at` (or now, if that is past), `fade` frames long, the fade ending at `at` + `fade`.
    virtual void release(TakeId take, Frames at, Frames fade) = 0;
    // Moves a take's gain to `gain_db` (on top of its cue gain; −120 is mute) from `at` on, over `ramp` frames.
    virtual void gain(TakeId take, double gain_db, Frames at, Frames ramp) = 0;
    // Forgets a take: a Cueing, Ready or Taken one never sounds, an Ended one frees its row. Not for OnAir ones.
    virtual void drop(TakeId take) = 0;
    // Sound may leave until then and not one frame later. A later call replaces an earlier one.
    virtual void lease(SteadyTime until) = 0;
};

}  // namespace truyenthanh

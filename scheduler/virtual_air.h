// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A chain without sound: it counts the frames the real one would emit, take by take, as fast as the caller advances
// it. Together with VirtualClock the whole station runs in no time; faults can be put in by hand.
// Thread: one.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/air.h"
#include "core/clock.h"

namespace truyenthanh {

// Time that moves when told to.
class VirtualClock final : public Clock {
public:
    explicit VirtualClock(WallTime start) : start_(start), now_{start, kBoot, ClockTrust::Trusted} {}

    Now now() const override { return now_; }
    // The wall clock goes along; both stay exact over any number of calls.
    void advance(Frames by);
    void step_wall(std::chrono::microseconds by) {
        start_ += by;
        advance(Frames{});
    }
    void trust(ClockTrust trust) { now_.trust = trust; }

private:
    static constexpr SteadyTime kBoot{std::chrono::hours{1}};

    WallTime start_;
    Frames gone_;
    Now now_;
};

// A ring of the virtual world: a descriptor that carries the number of its relay.
Descriptor ring_of(RelayId relay);
std::optional<RelayId> relay_of(const Descriptor& ring);

// What the chain finds in a relay's ring. Asked at the beginning of each advance.
struct RingLevel {
    bool is_flowing = true;
    bool is_gone = false;  // its writer has died
    Frames buffered;       // left while it does not flow
};
using RingGauge = std::function<RingLevel(RelayId)>;

class VirtualAir final : public Air {
public:
    // Runs in step with `clock`: whoever advances the clock calls advance() with as many frames.
    explicit VirtualAir(const Clock& clock);

    AirStatus status() override;
    std::optional<AirStatus> last_words(std::uint64_t epoch) override;
    void cue(const CueOrder& order, OpenMaster master) override;
    void cue(const CueOrder& order, Descriptor ring) override;
    void take(const TakeOrder& order) override;
    void release(TakeId take, Frames at, Frames fade) override;
    void gain(TakeId take, double gain_db, Frames at, Frames ramp) override;
    void drop(TakeId take) override;
    void lease(SteadyTime until) override;

    void advance(Frames frames);
    void set_gauge(RingGauge gauge) { gauge_ = std::move(gauge); }

    // Mishaps.
    void kill(bool is_killed);
    void crash();                            // the process is gone with all it held; frames stop
    void restart();                          // a new epoch, empty
    void lose_output(bool is_lost);          // frames stop, takes stay
    void slip(std::chrono::nanoseconds by);  // the output's time line jumps, as after an xrun
    // A take with this label cannot be read further than `after` its beginning.
    void spoil(const std::string& label, Frames after, EndCause cause);

    Frames emitted_in_all() const noexcept { return emitted_before_ + emitted_; }  // over every epoch

    // Everything that has sounded, over every epoch, in the order in which it was forgotten.
    struct Sounded {
        std::uint64_t epoch;
        CueOrder order;
        TakeMeter meter;
        SteadyTime from;
    };
    std::vector<Sounded> sounded() const;

private:
    struct Deck {
        CueOrder order;
        TakeMeter meter;
        Frames until;
        Frames length;  // from its first frame; how much there is to play
        EndCause at_length = EndCause::Completed;
        EndCause at_until = EndCause::Completed;
        std::optional<RelayId> relay;
        RingLevel level;
    };

    Deck* find(TakeId take);
    void add(const CueOrder& order, Frames length, std::optional<RelayId> relay);
    Frames end_of(const Deck& deck) const;
    Frames lease_end() const;
    void start_due();
    void end_due();
    Frames next_edge(Frames limit) const;
    Sounded sound_of(const Deck& deck) const;
    Deck* owner();
    void emit(Frames frames);

    const Clock& clock_;
    std::uint64_t epoch_ = 1;
    bool is_dead_ = false;
    bool is_lost_ = false;
    SteadyTime lost_at_;
    bool is_killed_ = false;
    SteadyTime zero_;  // when frame 0 is heard
    Frames emitted_;
    Frames emitted_before_;
    SteadyTime lease_;
    std::vector<Deck> decks_;
    std::vector<Sounded> sounded_;
    std::map<std::uint64_t, AirStatus> last_words_;
    std::map<std::string, std::pair<Frames, EndCause>> spoiled_;
    RingGauge gauge_;
};

}  // namespace truyenthanh

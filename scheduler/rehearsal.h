// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rehearsal: the same plan, playout and runner on a virtual clock. Without sound (VirtualAir) a week takes seconds;
// with the offline mixer behind the same door it is `render`. Mishaps may be put in at given instants. Thread: one.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "core/air.h"
#include "core/relay_desk.h"
#include "scheduler/runner.h"
#include "scheduler/virtual_air.h"

namespace truyenthanh {

// Relays that flow unless told otherwise.
class VirtualRelays final : public RelayDesk {
public:
    explicit VirtualRelays(const Clock& clock) : clock_(clock) {}

    void want(const Relay& relay, SteadyTime until) override;
    void unwant(RelayId relay) override;
    RelayHealth health(RelayId relay) override;
    Descriptor ring(RelayId relay) override;

    void flow(RelayId relay, bool is_flowing);  // the stream stalls; its buffer runs out
    void end_job(RelayId relay);                // the job dies; a later want() opens another
    RingLevel level(RelayId relay) const;

private:
    struct Job {
        SteadyTime wanted_until;
        std::optional<SteadyTime> stalled_at;
        bool is_gone = false;
    };
    const Clock& clock_;
    std::map<RelayId, Job> jobs_;
    std::map<RelayId, bool> is_stalled_;
};

// The world a rehearsal runs in. `advance` makes the air emit so many frames; the clock has just moved along.
struct Stage {
    VirtualClock& clock;
    Doors doors;
    std::function<void(Frames)> advance;
};

// Something that happens at an instant of the steady clock, counted from the rehearsal's beginning.
struct Mishap {
    std::chrono::nanoseconds after;
    std::function<void()> happen;
};

class Rehearsal {
public:
    // `last_seen` as for Runner.
    Rehearsal(Stage stage, std::optional<WallTime> last_seen);

    // Walks on until the wall clock shows `until` (or the mishaps' steps have carried it there).
    void walk(WallTime until);
    // Walks for so long, whatever the wall clock does.
    void walk(std::chrono::nanoseconds length);

    void add(Mishap mishap);
    // The station is gone: time and the chain go on without it, until start() finds what they left.
    void stop();
    void start(std::optional<WallTime> last_seen);

    Runner* runner() noexcept { return runner_ ? &*runner_ : nullptr; }
    void set_observer(std::function<void(const Now&, const std::vector<Command>&)> observer);

private:
    void tick();
    void jump(SteadyTime limit);

    Stage stage_;
    std::optional<Runner> runner_;
    std::vector<Mishap> mishaps_;  // soonest first
    SteadyTime begin_;
    std::function<void(const Now&, const std::vector<Command>&)> observer_;
};

}  // namespace truyenthanh

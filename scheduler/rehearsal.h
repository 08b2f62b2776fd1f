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

// Relays that flow unless told otherwise, each with three seconds in its ring.
class VirtualRelays final : public RelayDesk {
public:
    explicit VirtualRelays(const Clock& clock) : clock_(clock) {}

    void want(const Relay& relay, SteadyTime until, RelayReturn returns) override;
    void unwant(RelayId relay) override;
    RelayHealth health(RelayId relay) override;
    Descriptor ring(RelayId relay) override;
    // What VirtualAir finds in the ring.
    RingLevel level(RelayId relay) const;

    // Mishaps.
    void flow(RelayId relay, bool is_flowing);                     // the stream stalls: the ring runs dry; or is back
    void end_job(RelayId relay, std::chrono::nanoseconds outage);  // the job dies, another one comes after so long
    void pause(RelayId relay);                                     // comes into the ring now: heard 3 s later
    void end_all();                                                // none is left, as after a power cut

private:
    struct Job {
        SteadyTime opened;
        SteadyTime wanted_until;
        SteadyTime gone_at;
        SteadyTime gone_until;
    };
    const Job* job(RelayId relay) const;
    bool is_gone(const Job& job) const { return clock_.now().steady < job.gone_until; }

    const Clock& clock_;
    std::map<RelayId, Job> jobs_;
    std::map<RelayId, SteadyTime> stalled_;
    std::map<RelayId, SteadyTime> paused_;  // when that is heard
};

// Judges recordings as `real` does, and reads none: for rehearsals, where nothing is heard.
class UnreadLibrary final : public Library {
public:
    explicit UnreadLibrary(Library& real) : real_(real) {}
    std::variant<OpenMaster, Message> open(RecordingId recording, WallTime at) override;
    std::optional<Message> why_not(RecordingId recording, WallTime at) override { return real_.why_not(recording, at); }

private:
    Library& real_;
};

// The world a rehearsal runs in. `advance` makes the air emit so many frames; the clock has just moved along.
struct Stage {
    VirtualClock& clock;
    Doors doors;
    std::function<void(Frames)> advance;
};

class Rehearsal {
public:
    using Observer = std::function<void(const Now&, const std::vector<PlayoutCommand>&)>;

    // `last_seen` as for Runner.
    Rehearsal(const Stage& stage, std::optional<WallTime> last_seen);

    // Walks for so long, whatever the wall clock does.
    void walk(std::chrono::nanoseconds length);
    // Something happens so long after the rehearsal's beginning.
    void at(std::chrono::nanoseconds after, std::function<void()> happen);
    // The station looks at least so often: a second and less as in life, where faults come unannounced. Without it,
    // it looks when the step function says that something may be due, which is enough where nothing else can happen.
    void keep_pace(std::chrono::nanoseconds pace) { pace_ = pace; }
    // Sees every tick's commands.
    void observe(Observer observer) { observer_ = std::move(observer); }

    // The station is gone: time and the chain go on without it, until start() finds what they left.
    void stop() { runner_.reset(); }
    void start();
    Runner* runner() noexcept { return runner_ ? &*runner_ : nullptr; }

private:
    void tick();
    bool is_busy() const;
    SteadyTime next_instant() const;
    void advance_to(SteadyTime instant);
    void happen();

    Stage stage_;
    std::optional<Runner> runner_;
    std::multimap<SteadyTime, std::function<void()>> mishaps_;
    SteadyTime begin_;
    SteadyTime alert_until_;  // after a mishap the station looks often, as in life
    std::chrono::nanoseconds pace_ = std::chrono::hours{1};
    std::optional<WallTime> last_seen_;
    Observer observer_;
};

}  // namespace truyenthanh

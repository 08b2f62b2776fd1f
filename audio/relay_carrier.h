// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The relay job itself: keeps a ring filled from the sources its conductor chooses, until it is told to stop. Twenty
// times a second it looks at its sources, asks, obeys, and moves sound on: from the carried source to what is held,
// from there to the ring, whose last seconds stay out of it for as long as they may still have to be changed. Thread:
// one, the job's; each open source has one of its own.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "audio/drift.h"
#include "audio/held_sound.h"
#include "audio/relay_conductor.h"
#include "audio/relay_gauges.h"
#include "audio/relay_source.h"
#include "audio/relay_wire.h"
#include "audio/ring.h"

namespace truyenthanh {

class RelayCarrier {
public:
    // Told in one line of each change of source, with its cause.
    using Log = std::function<void(const std::string&)>;

    RelayCarrier(Ring& ring, const wire::RelayOrder& order, const ConductorLaw& law, Log log);
    RelayCarrier(const RelayCarrier&) = delete;
    // Waits for the sources to let go of their connections.
    ~RelayCarrier();

    // Returns when the station says stop or its time is over.
    void run();

private:
    struct Open {
        std::unique_ptr<RelaySource> source;  // nullptr: closed
        DriftControl drift;
        std::uint64_t counted = 0;                 // of its decoded frames
        int errors = 0;                            // of its own, already told
        double loudness = wire::kUnknownLoudness;  // LUFS, as last heard of it
    };
    using Decision = RelayConductor::Decision;

    bool is_told_to_stop() const;
    bool is_drained() const;
    void turn(double seconds);
    Look look() const;
    void obey(const Decision& decision);
    void open_and_close(const Decision& decision);
    std::unique_ptr<LoudnessRider> rider_of(std::size_t source) const;
    void tell(const Decision& before, const Decision& now);
    bool returns_in_pause() const;
    void leave_for_better(RelaySource& better);
    void gather(const Decision& decision);
    void shed_waiting(const Look& look);
    void age(double seconds, const Look& look);
    void feed();
    void mind_drift(double seconds);
    void publish(const Look& look, const Decision& decision, double seconds);
    void publish_source(Open& open, double held, double seconds);
    std::size_t ahead_frames(const SourceFacts& facts) const;

    Ring& ring_;
    wire::RelayOrder order_;
    Log log_;
    DoorRules rules_;
    RelayConductor conductor_;
    Decision decision_;
    std::vector<Open> sources_;
    std::vector<std::unique_ptr<RelaySource>> closing_;
    HeldSound held_;
    RelayGauges gauges_;
    std::vector<float> piece_;
    double buffer_;  // s
    bool is_joining_ = true;
    bool is_cut_ = false;
    bool is_buffering_ = true;
    double since_drift_ = 0.0;
};

// The relay job: descriptors 3, 4 and 5 of audio/relay_wire.h in. Confines itself; returns the exit status.
int run_relay();

}  // namespace truyenthanh

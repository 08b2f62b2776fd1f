// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The relay job itself: keeps a ring filled from the best address that gives sound, until it is told to stop. What
// counts as alive is decoded sound: five seconds without, and the next address is tried.
// Thread: one, the whole process's.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include "audio/converter.h"
#include "audio/drift.h"
#include "audio/http_door.h"
#include "audio/relay_stream.h"
#include "audio/relay_wire.h"
#include "audio/ring.h"

namespace truyenthanh {

struct CarrierTimes {
    std::chrono::milliseconds first_sound{10'000};  // from opening an address
    std::chrono::milliseconds stall{5'000};         // between two pieces of decoded sound
    std::chrono::milliseconds first_pause{500};     // after every address failed; doubled each round
    std::chrono::milliseconds longest_pause{15'000};
    std::chrono::milliseconds try_better{300'000};  // on a lower address for so long: the better ones are tried again
};

class RelayCarrier {
public:
    RelayCarrier(Ring& ring, const wire::RelayOrder& order, const CarrierTimes& times);
    RelayCarrier(const RelayCarrier&) = delete;

    // Returns when the station says stop or its time is over.
    void run();

private:
    using Steady = std::chrono::steady_clock;

    // Heartbeat, and whether to go on: false when told to stop or when sound is overdue.
    bool is_patient();
    bool is_told_to_stop() const;
    wire::RelayFault carry(std::size_t url);
    void take(RelayStream& stream, const AVFrame& frame);
    void deliver();
    bool is_drained() const;
    void wait_for_room(bool is_paced);
    void mind_drift();
    void pause();
    std::size_t after(std::size_t failed);
    static std::int64_t now_ns();

    Ring& ring_;
    wire::RelayOrder order_;
    CarrierTimes times_;
    HttpDoor door_;
    DriftControl drift_;
    std::uint32_t target_;  // frames
    std::vector<float> piece_;
    bool is_buffering_ = true;
    bool is_paced_ = false;
    Steady::time_point due_{};  // by when there must be sound
    Steady::time_point shed_at_{};
    Steady::time_point drift_at_{};
    Steady::time_point carried_since_{};
    std::optional<Steady::time_point> lower_since_;  // on an address that is not the best
    std::chrono::milliseconds pause_;
    std::minstd_rand jitter_{std::random_device{}()};
};

// The relay job: descriptors 3, 4 and 5 of audio/relay_wire.h in. Confines itself; returns the exit status.
int run_relay();

}  // namespace truyenthanh

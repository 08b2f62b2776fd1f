// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The air clock: from the instants at which the callback was entered it learns when a frame of the line is heard. A
// delay-locked loop: single late entries hardly move it, and where the whole timeline jumps (an xrun of the sound
// server) it begins anew from there. A device whose period is several buffers long calls several times in a row: of
// those only the first tells the time. Thread: note() by the callback (RT-safe); the rest by control.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "audio/call_row.h"
#include "audio/spsc_queue.h"
#include "core/air.h"

namespace truyenthanh {

class AirClock {
public:
    // The callback entered at `entry` will render `frames` from frame `frame` of the line on.
    void note(std::int64_t frame, SteadyTime entry, std::int64_t frames) noexcept {
        if (row_.begins(entry, frames)) stamps_.push({frame, entry.since_boot.count()});
    }

    // Takes in what was noted. Often enough that 1,024 callbacks do not pass between.
    void update();
    // When frames enter the output; the latency from there to the loudspeaker is the caller's to add. Empty until the
    // output has run for about a second.
    std::optional<FrameClock> reading() const;
    // Times the timeline jumped.
    std::uint32_t jumps() const noexcept { return jumps_; }
    // Another output: what was learned is void.
    void restart();

private:
    struct Stamp {
        std::int64_t frame;
        std::int64_t ns;
    };

    void take_in(const Stamp& stamp);
    void begin();
    void follow(const Stamp& stamp, double error);
    bool has_jumped(const Stamp& stamp, double error);
    bool is_off_for_long(const Stamp& stamp, double error);
    void jump(double by);

    CallRow row_;  // the callback's
    SpscQueue<Stamp, 1024> stamps_;
    std::vector<Stamp> first_;  // until it is enough to begin with
    bool is_known_ = false;
    std::int64_t frame_ = 0;
    std::int64_t base_ns_ = 0;  // whole nanoseconds of the fit at frame_
    double offset_ns_ = 0.0;    // and the rest
    double ns_per_frame_ = 0.0;
    double known_for_s_ = 0.0;
    double since_jump_s_ = 0.0;
    std::array<double, 8> strange_{};  // errors too large for jitter, in a row
    std::size_t strange_count_ = 0;
    std::int64_t off_since_ = 0;  // the frame since which every error is off to the same side,
    double least_off_ = 0.0;      // and the least of them; 0: they are not
    std::uint32_t jumps_ = 0;
};

}  // namespace truyenthanh

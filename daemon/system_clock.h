// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real clocks of the machine, and how far the wall clock may be believed.
// Thread: one, the station's.
#pragma once

#include <optional>

#include "core/clock.h"

namespace truyenthanh {

// Trusted where the kernel says it is synchronised. Else plausible, unless it shows a time before `last_seen` (2 s
// forgiven), before this program was written or after 2100: a machine that woke up without its battery.
ClockTrust judge_clock(bool is_synchronised, WallTime wall, std::optional<WallTime> last_seen) noexcept;

// The wall clock alone, whatever it is worth: for names of files and first rows, before there is a station.
WallTime wall_now() noexcept;

class SystemClock final : public Clock {
public:
    // `last_seen`: the latest wall time a station here has written down.
    explicit SystemClock(std::optional<WallTime> last_seen) : last_seen_(last_seen) {}

    // Both clocks within 50 µs of one another where the system lets us.
    Now now() const override;
    // The station has written `wall` down as seen: the clock is not believed before it any more.
    void seen(WallTime wall) noexcept { last_seen_ = wall; }

private:
    std::optional<WallTime> last_seen_;
};

// What the kernel's time keeping says of itself (adjtimex).
bool is_kernel_synchronised() noexcept;

}  // namespace truyenthanh

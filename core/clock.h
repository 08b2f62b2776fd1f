// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The only door to time. Wall time decides what should play; steady time carries it to a frame.
#pragma once

#include "core/units.h"

namespace truyenthanh {

// Trusted: the kernel says it is synchronised. Plausible: not before the last time the station saw, not absurd.
// Untrusted: nothing scheduled plays until it is better.
enum class ClockTrust { Trusted, Plausible, Untrusted };

// One look at both clocks, taken together.
struct Now {
    WallTime wall;
    SteadyTime steady;
    ClockTrust trust = ClockTrust::Trusted;

    // The steady instant at which the wall clock will show `at`, if it is not stepped until then.
    SteadyTime steady_at(WallTime at) const noexcept {
        return steady + std::chrono::duration_cast<std::chrono::nanoseconds>(at - wall);
    }
    WallTime wall_at(SteadyTime at) const noexcept {
        return wall + std::chrono::floor<std::chrono::microseconds>(at - steady);
    }
};

class Clock {
public:
    virtual ~Clock() = default;
    virtual Now now() const = 0;
};

}  // namespace truyenthanh

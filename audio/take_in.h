// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The take-in job itself: descriptors 3, 4 and 5 of audio/intake_wire.h in, a master and a report out. Two threads –
// one decodes, resamples and quantises, one measures and writes – both made before the sandbox closes.
#pragma once

#include <cstdint>

namespace truyenthanh {

// Ways a test makes the confined job misbehave, to see it die of it. Never used by the station.
enum class Misdeed { None, OpenFile, Socket, Execute, Fork, Memory, Spin, Hang, Crash };

struct TakeInOrder {
    std::int64_t longest_minutes = 240;
    std::uint64_t processor_seconds = 900;
    std::uint64_t memory_bytes = 512U << 20;
    Misdeed misdeed = Misdeed::None;
};

// Returns the exit status. Ends the process itself once confined, for nothing may run after it.
int run_take_in(const TakeInOrder& order);

}  // namespace truyenthanh

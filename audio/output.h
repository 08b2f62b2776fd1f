// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where sound goes: a device (portaudio_output.h) or nowhere, paced by the steady clock (virtual_output.h). An output
// calls its source from a thread of its own until it is destroyed.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "core/units.h"

namespace truyenthanh {

// What fills the output's buffers.
// Thread: the output's callback. No allocation, lock, system call, log or exception.
class OutputSource {
public:
    virtual ~OutputSource() = default;
    // `frames` > 0 of any number; interleaved. `entry`: CLOCK_MONOTONIC when the callback was entered.
    virtual void render(float* out, std::uint32_t frames, SteadyTime entry) noexcept = 0;
};

struct OutputRequest {
    std::string device;  // a stable name, see device_names()
    std::uint32_t channels = 2;
    std::uint32_t frames_per_buffer = 512;
};

// Thread: made, asked and destroyed by one thread; each of these may hang where the sound system does.
class Output {
public:
    virtual ~Output() = default;
    virtual std::string name() const = 0;
    // From the callback's entry to the loudspeaker.
    virtual std::chrono::nanoseconds latency() const = 0;
    // False once the device is known to be gone. A hung one may still say true: watch the frames.
    virtual bool is_alive() const = 0;
    // Whether its callback runs under a real-time priority, as far as the system tells.
    virtual bool is_realtime() const = 0;
};

// CLOCK_MONOTONIC; the one reading a callback makes.
SteadyTime steady_now() noexcept;
// Puts the calling thread under a real-time priority; false where the system refuses.
bool ask_for_realtime() noexcept;
// Whether the system would let a thread of this process have one.
bool may_be_realtime();

}  // namespace truyenthanh

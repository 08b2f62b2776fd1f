// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an output's callback runs: the mixer, the clock's stamp, the copy. Put together by the program.
// Thread: render() by the callback (RT-safe); made and destroyed with no output running.
#pragma once

#include "audio/air_clock.h"
#include "audio/capture.h"
#include "audio/mixer.h"
#include "audio/output.h"
#include "audio/tape.h"

namespace truyenthanh {

class Chain final : public OutputSource {
public:
    // `capture` and `tape` may be absent.
    Chain(Mixer& mixer, AirClock& clock, Capture* capture, Tape* tape = nullptr) noexcept
        : mixer_(mixer), clock_(clock), capture_(capture), tape_(tape) {}

    void render(float* out, std::uint32_t frames, SteadyTime entry) noexcept override;

private:
    Mixer& mixer_;
    AirClock& clock_;
    Capture* capture_;
    Tape* tape_;
    std::int64_t frame_ = 0;
};

}  // namespace truyenthanh

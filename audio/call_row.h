// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls of an output's callback in a row: a device whose period is several buffers long asks several times at once, and
// so does one that catches up. Only the first call of a row says when its frames are due. RT-safe. Thread: one.
#pragma once

#include <cstdint>

#include "core/units.h"

namespace truyenthanh {

class CallRow {
public:
    // Whether a call begins a row: not one that came long before what was asked for just before it can have been heard.
    bool begins(SteadyTime entry, std::int64_t frames) noexcept {
        const bool is_first = asked_ == 0 || entry - last_ >= to_duration(Frames{asked_}) / 4;
        last_ = entry;
        asked_ = frames;
        return is_first;
    }

private:
    SteadyTime last_{};
    std::int64_t asked_ = 0;  // by the call before
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How many may do the same slow thing at once, so that workers are left for everybody else. Thread: any.
#pragma once

#include <atomic>

#include "core/error.h"

namespace truyenthanh {

class Turns {
public:
    explicit Turns(int most) : most_(most) {}

    int taken() const noexcept { return taken_.load(); }

private:
    friend class Turn;

    const int most_;
    std::atomic<int> taken_{0};
};

// One of them, for as long as it lives.
class Turn {
public:
    // Throws RequestError `refusal` where all are taken.
    Turn(Turns& turns, const Message& refusal) : turns_(turns) {
        if (++turns_.taken_ <= turns_.most_) return;
        --turns_.taken_;
        throw RequestError(refusal);
    }
    ~Turn() { --turns_.taken_; }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

private:
    Turns& turns_;
};

}  // namespace truyenthanh

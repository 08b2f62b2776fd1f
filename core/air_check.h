// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A piece of the air-check: one file of what was heard, and where it lies on the chain's frame line.
#pragma once

#include <cstdint>
#include <string>

#include "core/transmission.h"
#include "core/units.h"

namespace truyenthanh {

struct AirCheckSubject {
    TransmissionKey transmission;
    std::string slot_name;

    bool operator==(const AirCheckSubject&) const = default;
};

struct AirCheckPiece {
    std::string file;  // within the folder of air-checks
    AirCheckSubject subject;
    std::uint64_t epoch = 0;
    Frames first;  // on that epoch's line
    Frames frames;
    WallTime started;
    std::int64_t bytes = 0;

    WallTime ended() const {
        return started + std::chrono::duration_cast<std::chrono::microseconds>(to_duration(frames));
    }
};

// A stretch of a piece.
struct AirCheckCut {
    std::string file;
    Frames skip;
    Frames frames;
};

}  // namespace truyenthanh

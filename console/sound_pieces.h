// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What leaves the mixer, cut from the chain's tape into pieces that a browser can play: a head of 32 bytes, then 16-bit
// samples. docs/console.md describes them for whoever writes another player. Pure but for the tape; one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audio/tape.h"
#include "core/units.h"

namespace truyenthanh {

inline constexpr std::uint32_t kPieceFrames = 4'800;  // 100 ms

class SoundPieces {
public:
    // The next piece where all of it is on the tape. Begins with the newest sound, also on another tape and where it
    // has fallen behind; `now` is written into the head.
    std::optional<std::string> next(const TapeView& tape, WallTime now);
    // A piece that says: no sound at present.
    static std::string none(WallTime now);

private:
    std::uint64_t epoch_ = 0;
    std::int64_t at_ = -1;  // frame of the tape; negative: to be chosen
    std::vector<float> samples_;
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finds the pauses a relay makes between two things it says: at least 0.4 s below −50 dBFS. What it sends has been
// brought to one loudness, so that a pause of speech lies well below that; under music or hiss there is none. A pure
// class: time is counted in the samples it is given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/units.h"

namespace truyenthanh {

class PauseWatch {
public:
    // `count` interleaved stereo frames at the station's rate, after those before.
    void listen(const float* samples, std::size_t count);
    // The newest `count` frames are no longer there.
    void rewind(std::size_t count);

    // Frames that are there, from the first on.
    std::uint64_t frames() const noexcept { return frames_; }
    // The place in the newest pause where something else may begin, as a number of frames from the first on: 0.2 s
    // after the pause has begun, and in a long one 0.2 s before what was heard last. Of those at `limit` or before.
    // Empty: there was none, or it is longer ago than the sixteen newest.
    std::optional<std::uint64_t> newest(std::uint64_t limit = UINT64_MAX) const noexcept;

private:
    void judge();

    std::uint64_t frames_ = 0;
    std::uint64_t quiet_ = 0;  // of these, at the end and below the level
    std::size_t in_block_ = 0;
    double power_ = 0.0;                 // of the block
    bool is_in_pause_ = false;           // the newest place still moves
    std::vector<std::uint64_t> places_;  // of the newest pauses, one each
};

}  // namespace truyenthanh

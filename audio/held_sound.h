// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sound on its way to the ring that may still be changed: cut off where it turned out to be silence, joined with that
// of another source by a short crossfade. Interleaved stereo at the station's rate. A pure class.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "audio/pause_watch.h"

namespace truyenthanh {

inline constexpr std::size_t kJoinFrames = 2400;  // 50 ms

class HeldSound {
public:
    std::size_t frames() const noexcept { return (samples_.size() - begin_) / 2; }
    const float* oldest() const noexcept { return samples_.data() + begin_; }

    void append(const std::vector<float>& samples);
    // Appends the sound of another source: what is held fades into it at equal power.
    void join(const std::vector<float>& samples);
    void drop_oldest(std::size_t frames);
    void drop_newest(std::size_t frames);
    // Drops what is below −60 dBFS at its end, half a second at most.
    void drop_quiet_end();

    // Frames from the place in a pause where something else may begin to the end of what is held: in the newest pause
    // that is held, and in the newest that has been let go. Empty: there is none.
    std::optional<std::size_t> since_held_pause() const noexcept;
    std::optional<std::uint64_t> since_gone_pause() const noexcept;

private:
    std::vector<float> samples_;
    std::size_t begin_ = 0;
    PauseWatch pauses_;
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The last seconds that left the mixer, in shared memory: written by the callback as it goes round, read by whoever was
// given the descriptor, who can do the writer no harm. Positions are frames given to the output in this epoch; a frame
// of the line is found kLimiterDelay later.
// Thread: write() by the callback (RT-safe); a view by any thread or process.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

#include "audio/shared_memory.h"
#include "core/descriptor.h"

namespace truyenthanh {

inline constexpr std::uint32_t kTapeFrames = 1U << 19;  // 11 s

struct TapeHeader;

class Tape {
public:
    // `capacity`: a power of two. Throws DeviceError.
    explicit Tape(std::uint64_t epoch, std::uint32_t capacity = kTapeFrames);
    Tape(const Tape&) = delete;
    Tape& operator=(const Tape&) = delete;

    // Interleaved frames of `channels`; the first two are kept.
    void write(const float* samples, std::uint32_t frames, std::uint32_t channels) noexcept;
    const Descriptor& descriptor() const noexcept { return memory_; }

private:
    Mapping mapping_;
    Descriptor memory_;
    TapeHeader* header_;
    std::uint32_t mask_;
    std::int64_t end_ = 0;
};

class TapeView {
public:
    // Empty where it is no tape.
    static std::optional<TapeView> attach(const Descriptor& memory);

    std::uint64_t epoch() const noexcept;
    // One past the newest frame.
    std::int64_t end() const noexcept;
    // The oldest frame that will stay for a while yet.
    std::int64_t begin() const noexcept;
    // Copies stereo frames from `at` on. False where some are not there, or no longer.
    bool read(std::int64_t at, float* out, std::uint32_t frames) const noexcept;

private:
    explicit TapeView(Mapping mapping) noexcept;

    Mapping mapping_;
    const TapeHeader* header_;
    std::uint32_t capacity_;
};

}  // namespace truyenthanh

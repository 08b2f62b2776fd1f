// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What control tells the callback: plain values through a queue, at most 16 a block. Memory they point to is made by
// control before and taken back only after the callback has reported the deck Retired.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <variant>

#include "audio/meter_page.h"
#include "audio/ring.h"
#include "core/air.h"

namespace truyenthanh {

inline constexpr std::uint32_t kMaxBlock = 4096;  // frames the mixer renders at once
inline constexpr std::size_t kDecks = 16;
inline constexpr std::size_t kZones = 32;     // bits of a take's zone mask that mean something
inline constexpr std::size_t kChannels = 64;  // of the output, at most
inline constexpr int kCommandsPerBlock = 16;
inline constexpr std::int64_t kForEver = std::numeric_limits<std::int64_t>::max() / 4;  // frames

// Where a deck's frames come from: the ring a reader thread or a relay job fills. `fault` before its end is told with
// the number of frames that are still good.
struct Source {
    explicit Source(Ring frames) noexcept : ring(std::move(frames)) {}

    // By the reader: nothing will come after `frames`, for this reason.
    void end_at(std::int64_t frames, EndCause cause) noexcept {
        good_frames.store(frames, std::memory_order_relaxed);
        fault.store(cause, std::memory_order_release);
    }

    // To be used again, with neither side at work.
    void reset() noexcept {
        ring.clear();
        fault.store(EndCause::None, std::memory_order_relaxed);
        good_frames.store(0, std::memory_order_relaxed);
    }

    Ring ring;
    std::atomic<EndCause> fault{EndCause::None};
    std::atomic<std::int64_t> good_frames{0};
};

struct LoadDeck {
    std::uint8_t deck;
    bool is_live;
    Rank rank;
    TakeId take;
    float gain;
    std::uint32_t zones;
    std::int64_t playable;  // frames the source has at most
    Source* source;
    MeterRow* row;
};
struct TakeDeck {
    std::uint8_t deck;
    std::int64_t at, until, fade_in, fade_out;
};
struct ReleaseDeck {
    std::uint8_t deck;
    std::int64_t at, fade;
};
struct MoveGain {
    std::uint8_t deck;
    std::int64_t at;
    float gain;
    std::int64_t ramp;
};
struct UnloadDeck {
    std::uint8_t deck;
};
struct SetLease {
    std::int64_t until;  // steady ns
};
using ChainCommand = std::variant<LoadDeck, TakeDeck, ReleaseDeck, MoveGain, UnloadDeck, SetLease>;

// The callback will not touch the deck's source and row any more. The deck's last state stands in the row.
struct Retired {
    std::uint8_t deck;
};

}  // namespace truyenthanh

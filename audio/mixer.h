// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The mixer: sums what is on air into zones, keeps the count of every frame, and lets nothing out beyond the lease or
// under the kill latch. One call renders one block. Thread: render() by the callback alone; it allocates nothing, locks
// nothing, enters no kernel and throws nothing. The queues and set_latency() by control.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <vector>

#include "audio/command.h"
#include "audio/deck.h"
#include "audio/limiter.h"
#include "audio/meter_page.h"
#include "audio/ramp.h"
#include "audio/spsc_queue.h"

namespace truyenthanh {

class KillLatch;

// A cluster of loudspeakers on some channels of the output, from 0: one carries both sides, of several every other one
// is left, the rest right.
struct ZoneOutput {
    float gain = 1.0F;
    std::vector<std::uint32_t> channels{0, 1};
};

class Mixer {
public:
    // Zone i answers to bit i of a take's mask. `ceiling`: see Limiter. `latch` may be absent (offline); both must
    // outlive the mixer.
    Mixer(MeterPage& page, const KillLatch* latch, const std::vector<ZoneOutput>& zones,
          float ceiling = kLimiterCeiling);

    // Writes `frames` (≤ kMaxBlock) frames of channels() interleaved floats. `entry` is CLOCK_MONOTONIC at the
    // callback's entry: its only reading.
    void render(float* out, std::uint32_t frames, SteadyTime entry) noexcept;
    std::uint32_t channels() const noexcept { return channels_; }

    bool order(const ChainCommand& command) noexcept { return commands_.push(command); }
    bool has_orders() const noexcept { return !commands_.is_empty(); }
    std::optional<Retired> retired() noexcept { return retired_.pop(); }
    // From the callback's entry to the loudspeaker, the limiter's delay not included.
    void set_latency(std::chrono::nanoseconds latency) noexcept { latency_.store(latency.count()); }

private:
    struct Zone {
        ZoneOutput output;
        Limiter limiter;
        bool is_plain;  // the only zone, on the output's two channels: copied as it is
        std::array<float, 2 * kMaxBlock> bus;
    };

    void obey() noexcept;
    void execute(const ChainCommand& command) noexcept;
    void look(SteadyTime entry) noexcept;
    std::int64_t frames_to_lease(SteadyTime entry) const noexcept;
    void mix(std::uint32_t frames) noexcept;
    void mix_segment(std::uint32_t offset, std::uint32_t count) noexcept;
    void add(const Deck& deck, std::uint32_t offset, std::uint32_t count) noexcept;
    void shape_output(std::uint32_t frames) noexcept;
    void write_zone(Zone& zone, float* out, std::uint32_t frames) noexcept;
    void publish(SteadyTime entry) noexcept;
    void meter(const float* bus, std::uint32_t frames) noexcept;

    MeterPage& page_;
    const KillLatch* latch_;
    std::vector<Zone> zones_;
    std::uint32_t channels_ = 0;
    SpscQueue<ChainCommand, 256> commands_;
    SpscQueue<Retired, 64> retired_;
    std::atomic<std::int64_t> latency_{0};

    std::array<Deck, kDecks> decks_;
    std::int64_t frame_ = 0;  // of the line, next to be mixed
    std::int64_t unclaimed_ = 0;
    std::int64_t lease_ = 0;           // steady ns
    std::int64_t lease_in_block_ = 0;  // first frame of this block's output that may not leave
    Bounds bounds_;
    Ramp gate_{0.0F};
    Ramp latch_gain_{1.0F};
    bool is_shaped_ = false;
    std::array<float, kMaxBlock> shape_{};
    std::array<float, 2 * kMaxBlock> scratch_{};
    std::array<float, 2> peak_{};
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A deck holds one take and turns it into samples, frame by frame where the mixer asks. It knows when it begins and
// ends, how loud it is, and what it owed the line. Thread: audio (RT-safe); everything else reaches it as a
// ChainCommand.
#pragma once

#include <array>
#include <cstdint>

#include "audio/command.h"
#include "audio/ramp.h"
#include "core/air.h"

namespace truyenthanh {

inline constexpr std::int64_t kClickFrames = 240;  // 5 ms: the way into and out of silence nobody asked for

// What no deck may overstep in this block.
struct Bounds {
    std::int64_t lease_end = 0;  // first frame that may not sound
    bool is_killed = false;
};

class Deck {
public:
    bool is_loaded() const noexcept { return source_ != nullptr; }
    bool is_on_air() const noexcept { return state_ == TakeState::OnAir; }
    bool is_over() const noexcept { return state_ == TakeState::Ended; }
    Rank rank() const noexcept { return rank_; }
    std::int64_t first() const noexcept { return first_; }
    std::uint32_t zones() const noexcept { return zones_; }

    void load(const LoadDeck& order) noexcept;
    void take(const TakeDeck& order, std::int64_t now) noexcept;
    void release(const ReleaseDeck& order, std::int64_t now) noexcept;
    void move_gain(const MoveGain& order) noexcept;
    void unload() noexcept;  // no effect on air
    void forget() noexcept { source_ = nullptr; }

    // Once a block: the state of a live source, `now` in steady ns.
    void look(std::int64_t frame, std::int64_t now) noexcept;
    // Starts, ends and moves what is due at exactly this frame.
    void arrive(std::int64_t frame, const Bounds& bounds) noexcept;
    // Ends what was complete before this frame; so the page does not wait for the next block.
    void settle(std::int64_t frame) noexcept;
    // The next frame after `frame` at which arrive() has work; kForEver if none.
    std::int64_t next_event(std::int64_t frame) const noexcept;
    // Adds nothing: writes the `count` frames from `frame` on to `out` (stereo). Returns how many were missing.
    std::uint32_t render(float* out, std::int64_t frame, std::uint32_t count) noexcept;
    // Off air: a live source drains all the same, so that it stays live.
    void drain(std::uint32_t count) noexcept;
    void own(std::uint32_t frames, std::uint32_t missing) noexcept;
    void publish() noexcept;

private:
    bool is_ready() const noexcept;
    std::int64_t end() const noexcept;
    void begin(std::int64_t frame, const Bounds& bounds) noexcept;
    void finish(std::int64_t frame, EndCause cause) noexcept;
    void end_if_due(std::int64_t frame, const Bounds& bounds) noexcept;
    EndCause natural_cause() const noexcept;
    void apply_moves(std::int64_t frame) noexcept;
    std::uint32_t fetch(float* out, std::uint32_t count) noexcept;
    void smooth(float* out, std::uint32_t got, std::uint32_t count) noexcept;
    void shape(float* out, std::int64_t frame, std::uint32_t count) noexcept;
    float envelope(std::int64_t frame) const noexcept;
    bool is_shaped(std::int64_t frame, std::uint32_t count) const noexcept;

    Source* source_ = nullptr;
    MeterRow* row_ = nullptr;
    TakeId take_;
    TakeState state_ = TakeState::None;
    EndCause cause_ = EndCause::None;
    Rank rank_ = Rank::Bed;
    bool is_live_ = false;
    bool waits_ = false;  // ordered too late: begins as soon as it is ready
    std::uint32_t zones_ = 0;
    float gain_ = 1.0F;
    std::int64_t playable_ = 0;
    std::int64_t at_ = 0;
    std::int64_t until_ = 0;
    std::int64_t ordered_until_ = 0;  // before a release
    std::int64_t fade_in_ = 0;
    std::int64_t fade_out_ = 0;
    EndCause until_cause_ = EndCause::Completed;
    std::int64_t release_at_ = kForEver;
    std::int64_t release_fade_ = 0;
    std::int64_t first_ = kForEver;
    std::int64_t ended_at_ = 0;
    std::int64_t good_until_ = kForEver;  // where a faulty source ends
    std::array<MoveGain, 32> moves_{};    // by frame
    std::size_t move_count_ = 0;
    Ramp move_{1.0F};
    std::int64_t line_ = 0;
    std::int64_t starved_ = 0;
    std::int64_t silenced_ = 0;
    // A gap in the source: what was missed is skipped when it comes (masters), silence is entered and left by a ramp.
    std::int64_t debt_ = 0;
    bool is_dry_ = false;
    float presence_ = 1.0F;
    std::array<float, 2> last_{};  // the frame last rendered, before gain
    std::array<float, 2> held_{};  // the one that sinks
    std::int64_t tail_ = 0;
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A ring of interleaved stereo frames at the station's rate, one writer and one reader: between a reader thread and the
// callback, or, as a shared memfd, between a relay job and the chain. Two counters that only grow; each side releases
// its own and acquires the other's. No call of read, write or their like allocates, locks or enters the kernel.
//
// Neither side believes the other: the capacity is checked once and copied, indices are masked, each side keeps its own
// counter to itself and only publishes it.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "audio/shared_memory.h"
#include "audio/snapshot.h"
#include "core/descriptor.h"
#include "core/units.h"

namespace truyenthanh {

inline constexpr std::uint32_t kMinRingFrames = 1U << 8;
inline constexpr std::uint32_t kMaxRingFrames = 1U << 22;  // 87 s
inline constexpr int kRingChannels = 2;

// What a relay job tells about itself, and what it is told. Each field has one writer; all may be read at any time.
// Steady times are nanoseconds of CLOCK_MONOTONIC, 0 where never.
class JobLine {
public:
    // The job's side.
    std::atomic<std::int32_t> writer_pid{0};
    std::atomic<std::int64_t> writer_heartbeat{0};  // at least four times a second, stalled stream or not
    std::atomic<std::uint64_t> decoded_frames{0};   // of audio carried, since the job began
    std::atomic<std::int64_t> decoded_at{0};        // when the source that is carried was last seen well
    std::atomic<std::int32_t> url_index{0};
    std::atomic<double> ppm{0.0};         // of the source that is carried, its clock against ours
    std::atomic<double> ppm_error{0.0};   // either way; 0: not known yet
    std::atomic<std::uint32_t> fault{0};  // 0: none; the job's own numbers
    std::atomic<std::uint32_t> ended{0};  // 1: nothing more will be written

    // The station's side.
    std::atomic<std::uint32_t> stop{0};
    std::atomic<std::int64_t> run_until{0};
    std::atomic<std::uint32_t> returns_in_pause{0};  // to a better source: 1 in a pause, 0 at once

    // The chain's side.
    std::atomic<std::int64_t> reader_heartbeat{0};

    // The job's side again.
    std::atomic<std::uint64_t> held_frames{0};  // behind those in the ring
    std::atomic<double> level{-120.0};          // dBFS, of what is decoded now
    std::atomic<std::uint32_t> switches{0};     // from one source to another
    std::atomic<std::uint32_t> drops{0};        // of the carried source
    std::atomic<std::uint32_t> errors{0};       // pieces that could not be decoded, of carried sources
    std::atomic<double> bytes_per_second{0.0};  // of the carried source, as are all below
    std::atomic<double> frames_per_second{0.0};
    std::atomic<double> trend{0.0};          // s of buffer a minute
    std::atomic<double> silent_for{0.0};     // s
    std::atomic<double> tone_for{0.0};       // s
    std::atomic<std::int32_t> repeated{0};   // segments sent before, in a row
    std::atomic<std::int64_t> newest{-1};    // segment's number; −1: no playlist
    std::atomic<double> newest_for{0.0};     // s since there was a newer one
    std::atomic<double> loudness{-120.0};    // LUFS, of what it sends; −120: not known yet
    std::atomic<double> ride{0.0};           // dB, what is done about it
    std::atomic<std::uint64_t> pause_at{0};  // frames written before the place for a voice in its newest pause; 0: none

    // At most 63 bytes of UTF-8, more is cut. Written by the job alone.
    void set_codec(std::string_view text) noexcept;
    // Empty where it was never set.
    std::string codec() const;
    // What the stream says is being played: at most 127 bytes, as the codec.
    void set_title(std::string_view text) noexcept;
    std::string title() const;

private:
    Snapshot<8> codec_;
    Snapshot<16> title_;
};

// The head of the memory; frames follow at kRingDataOffset.
struct RingHeader {
    std::array<char, 8> magic;
    std::uint32_t version;
    std::uint32_t capacity;  // frames, a power of two
    alignas(64) std::atomic<std::uint64_t> written;
    alignas(64) std::atomic<std::uint64_t> read;
    alignas(64) JobLine job;
};
inline constexpr std::size_t kRingDataOffset = 4096;
static_assert(sizeof(RingHeader) <= kRingDataOffset);
static_assert(std::atomic<std::uint64_t>::is_always_lock_free && std::atomic<double>::is_always_lock_free);

// Thread: write(), space(), make_room() by the writer; read(), skip(), available(), follow() by the reader; all else by
// whoever owns it, before or after. Both sides of one process may use the same Ring.
class Ring {
public:
    // In this process alone. `capacity` frames: a power of two within kMin/kMaxRingFrames. Throws DeviceError.
    explicit Ring(std::uint32_t capacity);
    // To be handed to another process with share(). Throws DeviceError.
    static Ring create_shared(std::uint32_t capacity);
    // The ring another process made; empty where it is none (size, magic, version, capacity, seals). Both counters go
    // on where they stand.
    static std::optional<Ring> attach(const Descriptor& memory);

    Ring(Ring&& other) noexcept;
    Ring& operator=(Ring&& other) noexcept;

    // Frames in it now, for those who only look on. Any thread or process.
    std::uint32_t fill() const noexcept;
    // From the frame that is read next to that before which `position` frames were written; below zero once it was
    // read.
    std::int64_t ahead(std::uint64_t position) const noexcept;

    // A further descriptor of the shared memory; empty for a private ring. Throws DeviceError.
    Descriptor share() const;
    std::uint32_t capacity() const noexcept { return capacity_; }
    JobLine& job() noexcept { return header_->job; }
    const JobLine& job() const noexcept { return header_->job; }

    // --- the writer ---
    // Takes up to `frames` frames of `samples` (2 × frames floats); returns how many fitted.
    std::uint32_t write(const float* samples, std::uint32_t frames) noexcept;
    std::uint32_t space() const noexcept;
    // Frames written so far.
    std::uint64_t written() const noexcept { return written_; }
    // Sheds the oldest frames until `frames` fit. Only while no reader drains (its heartbeat is stale): a reader that
    // attaches begins near the newest frame with follow(), away from what is shed.
    void make_room(std::uint32_t frames) noexcept;

    // --- the reader ---
    // Copies up to `frames` frames to `samples`; returns how many there were.
    std::uint32_t read(float* samples, std::uint32_t frames) noexcept;
    // Drops up to `frames`; returns how many there were.
    std::uint32_t skip(std::uint32_t frames) noexcept;
    std::uint32_t available() const noexcept;
    // Begins where the writer's shedding has come to.
    void resume() noexcept;
    // Begins anew with at most `behind` frames before the newest.
    void follow(std::uint32_t behind) noexcept;
    // Empties the ring and sets both counters to 0. With neither side at work.
    void clear() noexcept;

private:
    Ring(Mapping memory, Descriptor shared, std::uint32_t capacity) noexcept;
    static RingHeader* make_header(const Mapping& memory, std::uint32_t capacity);
    float* at(std::uint64_t position) const noexcept;

    Mapping memory_;
    Descriptor shared_;
    RingHeader* header_ = nullptr;
    std::uint32_t capacity_ = 0;
    alignas(64) std::uint64_t written_ = 0;  // the writer's own
    alignas(64) std::uint64_t read_ = 0;     // the reader's own
};

}  // namespace truyenthanh

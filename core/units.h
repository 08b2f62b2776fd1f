// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The units everything else is measured in. A number without a unit does not cross a folder.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace truyenthanh {

// Sound is counted in frames of the station's one rate; masters, rings and the mixer all run at it.
inline constexpr int kSampleRate = 48'000;

// A count of frames or a position on the output's frame line (never negative there).
struct Frames {
    std::int64_t count = 0;

    constexpr auto operator<=>(const Frames&) const = default;
    constexpr Frames& operator+=(Frames other) noexcept {
        count += other.count;
        return *this;
    }
    constexpr Frames& operator-=(Frames other) noexcept {
        count -= other.count;
        return *this;
    }
    friend constexpr Frames operator+(Frames a, Frames b) noexcept { return Frames{a.count + b.count}; }
    friend constexpr Frames operator-(Frames a, Frames b) noexcept { return Frames{a.count - b.count}; }
};

// Wall time: microseconds since 1970-01-01T00:00:00Z, as the store keeps it.
using WallTime = std::chrono::sys_time<std::chrono::microseconds>;
// Steady time: nanoseconds of CLOCK_MONOTONIC, shared by all processes of one boot.
struct SteadyTime {
    std::chrono::nanoseconds since_boot{0};

    constexpr auto operator<=>(const SteadyTime&) const = default;
    friend constexpr SteadyTime operator+(SteadyTime t, std::chrono::nanoseconds d) noexcept {
        return SteadyTime{t.since_boot + d};
    }
    friend constexpr SteadyTime operator-(SteadyTime t, std::chrono::nanoseconds d) noexcept {
        return SteadyTime{t.since_boot - d};
    }
    friend constexpr std::chrono::nanoseconds operator-(SteadyTime a, SteadyTime b) noexcept {
        return a.since_boot - b.since_boot;
    }
};

// A day on the station's wall calendar and a time of day on it; UTC only through a Zone.
using LocalDate = std::chrono::year_month_day;
using LocalTime = std::chrono::local_time<std::chrono::microseconds>;

// Exact for durations below 2,200 years; rounds to the nearest frame.
constexpr Frames to_frames(std::chrono::nanoseconds duration) noexcept {
    const std::int64_t ns = duration.count();
    const std::int64_t seconds = ns / 1'000'000'000;
    const std::int64_t rest = ns % 1'000'000'000;
    const std::int64_t half = rest < 0 ? -500'000'000 : 500'000'000;
    return Frames{seconds * kSampleRate + (rest * kSampleRate + half) / 1'000'000'000};
}

// Rounds to the nearest nanosecond.
constexpr std::chrono::nanoseconds to_duration(Frames frames) noexcept {
    const std::int64_t seconds = frames.count / kSampleRate;
    const std::int64_t rest = frames.count % kSampleRate;
    const std::int64_t half = rest < 0 ? -kSampleRate / 2 : kSampleRate / 2;
    return std::chrono::nanoseconds{seconds * 1'000'000'000 + (rest * 1'000'000'000 + half) / kSampleRate};
}

// Row numbers as types, so that a slot's number is never taken for an item's.
template <class Tag>
struct Id {
    std::int64_t value = 0;

    constexpr auto operator<=>(const Id&) const = default;
    constexpr explicit operator bool() const noexcept { return value != 0; }
};
using SlotId = Id<struct SlotTag>;
using ProgrammeId = Id<struct ProgrammeTag>;
using ItemId = Id<struct ItemTag>;
using RecordingId = Id<struct RecordingTag>;
using RelayId = Id<struct RelayTag>;
using ExceptionId = Id<struct ExceptionTag>;
using OverrideId = Id<struct OverrideTag>;
using PersonId = Id<struct PersonTag>;
using EntryId = Id<struct EntryTag>;

}  // namespace truyenthanh

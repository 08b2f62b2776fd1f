// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See system_clock.h.
#include "daemon/system_clock.h"

#include <sys/timex.h>

#include <ctime>

namespace truyenthanh {

namespace {

using namespace std::chrono_literals;

constexpr WallTime kEarliest = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
constexpr WallTime kLatest = std::chrono::sys_days{std::chrono::year{2100} / 1 / 1};

std::chrono::nanoseconds read(clockid_t clock) noexcept {
    timespec time{};
    ::clock_gettime(clock, &time);
    return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

}  // namespace

WallTime wall_now() noexcept { return WallTime{std::chrono::floor<std::chrono::microseconds>(read(CLOCK_REALTIME))}; }

ClockTrust judge_clock(bool is_synchronised, WallTime wall, std::optional<WallTime> last_seen) noexcept {
    if (wall < kEarliest || wall >= kLatest) return ClockTrust::Untrusted;
    if (is_synchronised) return ClockTrust::Trusted;
    return last_seen && wall < *last_seen - 2s ? ClockTrust::Untrusted : ClockTrust::Plausible;
}

bool is_kernel_synchronised() noexcept {
    timex state{};
    const int result = ::adjtimex(&state);
    return result >= 0 && result != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
}

Now SystemClock::now() const {
    Now now;
    for (int attempt = 0; attempt < 3; ++attempt) {
        const auto before = read(CLOCK_MONOTONIC);
        const auto wall = read(CLOCK_REALTIME);
        const auto after = read(CLOCK_MONOTONIC);
        now.wall = WallTime{std::chrono::floor<std::chrono::microseconds>(wall)};
        now.steady = SteadyTime{before + (after - before) / 2};
        if (after - before < 50us) break;
    }
    now.trust = judge_clock(is_kernel_synchronised(), now.wall, last_seen_);
    return now;
}

}  // namespace truyenthanh

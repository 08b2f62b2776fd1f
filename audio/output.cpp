// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See output.h.
#include "audio/output.h"

#include <pthread.h>
#include <sched.h>
#include <time.h>

#include <thread>

namespace truyenthanh {
namespace {

constexpr int kPriority = 70;

}  // namespace

SteadyTime steady_now() noexcept {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return SteadyTime{std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec}};
}

bool ask_for_realtime() noexcept {
    const sched_param priority{kPriority};
    return ::pthread_setschedparam(::pthread_self(), SCHED_FIFO, &priority) == 0;
}

bool may_be_realtime() {
    bool is_granted = false;
    std::jthread{[&is_granted] { is_granted = ask_for_realtime(); }}.join();
    return is_granted;
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See virtual_output.h.
#include "audio/virtual_output.h"

#include <time.h>

namespace truyenthanh {
namespace {

// Later than that the machine slept: the timeline begins anew instead of being caught up with.
constexpr std::chrono::milliseconds kLost{250};

void sleep_until(SteadyTime at) noexcept {
    const auto ns = at.since_boot.count();
    const timespec due{ns / 1'000'000'000, ns % 1'000'000'000};
    ::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, nullptr);
}

}  // namespace

VirtualOutput::VirtualOutput(OutputSource& source, std::uint32_t channels, std::uint32_t frames_per_buffer)
    : source_(source),
      frames_(frames_per_buffer),
      buffer_(std::size_t{frames_per_buffer} * channels),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

VirtualOutput::~VirtualOutput() { thread_.request_stop(); }

void VirtualOutput::run(const std::stop_token& stop) {
    is_realtime_ = ask_for_realtime();
    SteadyTime origin = steady_now();
    Frames asked;
    while (!stop.stop_requested()) {
        const SteadyTime due = origin + to_duration(asked);
        sleep_until(due);
        const SteadyTime entry = steady_now();
        source_.render(buffer_.data(), frames_, entry);
        asked += Frames{frames_};
        if (entry - due <= kLost) continue;
        origin = entry;
        asked = Frames{frames_};
    }
}

}  // namespace truyenthanh

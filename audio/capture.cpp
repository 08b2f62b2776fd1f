// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See capture.h.
#include "audio/capture.h"

#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <span>
#include <vector>

#include "audio/sound_file.h"

namespace truyenthanh {
namespace {

constexpr std::uint32_t kRingFrames = 1U << 18;  // 5 s
constexpr std::uint32_t kPortion = 4096;
constexpr std::chrono::milliseconds kRest{200};

}  // namespace

struct Capture::File {
    explicit File(const std::filesystem::path& file) : sound(file) {}

    SoundFile sound;
    std::vector<float> block = std::vector<float>(2 * std::size_t{kPortion});
};

Capture::Capture(const std::filesystem::path& file) : ring_(kRingFrames), file_(std::make_unique<File>(file)) {
    thread_ = std::jthread{[this](const std::stop_token& stop) { run(stop); }};
}

Capture::~Capture() {
    thread_.request_stop();
    thread_.join();
    write_all();
}

void Capture::note(const float* samples, std::uint32_t frames, std::uint32_t channels) noexcept {
    if (channels == 2) {
        if (ring_.write(samples, frames) < frames) has_failed_.store(true, std::memory_order_relaxed);
        return;
    }
    for (std::uint32_t i = 0; i < frames; ++i) {
        const float* frame = samples + std::size_t{i} * channels;
        const std::array<float, 2> pair{frame[0], frame[channels > 1 ? 1 : 0]};
        if (ring_.write(pair.data(), 1) == 0) has_failed_.store(true, std::memory_order_relaxed);
    }
}

void Capture::write_all() {
    while (const std::uint32_t got = ring_.read(file_->block.data(), kPortion))
        if (!file_->sound.write(std::span(file_->block).first(std::size_t{2} * got))) has_failed_.store(true);
}

void Capture::run(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any rested;
    while (!stop.stop_requested()) {
        write_all();
        std::unique_lock lock{mutex};
        rested.wait_for(lock, stop, kRest, [] { return false; });
    }
}

}  // namespace truyenthanh

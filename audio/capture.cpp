// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See capture.h.
#include "audio/capture.h"

#include <sndfile.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

#include "core/error.h"

namespace truyenthanh {
namespace {

constexpr std::uint32_t kRingFrames = 1U << 18;  // 5 s
constexpr std::uint32_t kPortion = 4096;
constexpr std::chrono::milliseconds kRest{200};

}  // namespace

struct Capture::File {
    std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> sound{nullptr, sf_close};
    std::vector<float> block = std::vector<float>(2 * std::size_t{kPortion});
};

Capture::Capture(const std::filesystem::path& file) : ring_(kRingFrames), file_(std::make_unique<File>()) {
    SF_INFO format{};
    format.samplerate = kSampleRate;
    format.channels = 2;
    format.format = SF_FORMAT_PCM_16 | (file.extension() == ".flac" ? SF_FORMAT_FLAC : SF_FORMAT_WAV);
    file_->sound.reset(sf_open(file.c_str(), SFM_WRITE, &format));
    if (!file_->sound)
        throw DeviceError(Message{"air.no_capture", {{"file", file.string()}, {"reason", sf_strerror(nullptr)}}});
    sf_command(file_->sound.get(), SFC_SET_CLIPPING, nullptr, SF_TRUE);
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
        if (sf_writef_float(file_->sound.get(), file_->block.data(), got) != static_cast<sf_count_t>(got))
            has_failed_.store(true);
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

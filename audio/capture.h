// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A copy of what leaves, written to a file by a thread of its own: the callback only drops frames into a ring.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <thread>

#include "audio/ring.h"

namespace truyenthanh {

class Capture {
public:
    // .wav or .flac by the name's ending, 48 kHz stereo. Replaces the file. Throws DeviceError.
    explicit Capture(const std::filesystem::path& file);
    ~Capture();

    // Interleaved frames of `channels`; the first two are kept. Thread: the callback (RT-safe).
    void note(const float* samples, std::uint32_t frames, std::uint32_t channels) noexcept;
    // The disk refused or was too slow: the copy has a hole.
    bool has_failed() const noexcept { return has_failed_.load(); }

private:
    struct File;
    void run(const std::stop_token& stop);
    void write_all();

    Ring ring_;
    std::unique_ptr<File> file_;
    std::atomic<bool> has_failed_{false};
    std::jthread thread_;
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A sound file that is encoded by a thread of its own, some seconds behind: whoever makes the sound waits for the
// encoder only when it is far behind. What needs no encoder, a WAV, is written at once: that is less work than to hand
// it over. Thread: one; the one that encodes is its own.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "audio/sound_file.h"

namespace truyenthanh {

class SoundBelt {
public:
    // As SoundFile. Throws DeviceError.
    explicit SoundBelt(const std::filesystem::path& file);
    // What was not closed may be missing its end.
    ~SoundBelt();
    SoundBelt(const SoundBelt&) = delete;
    SoundBelt& operator=(const SoundBelt&) = delete;

    // Interleaved stereo. False: the disk refused, now or before.
    bool write(std::span<const float> samples);
    // All that was written is in the file. False: the disk refused.
    bool close();

private:
    struct Batch {
        std::vector<std::int16_t> samples;
        std::size_t count = 0;
    };

    bool write_out(Batch& batch);
    bool hand_over();
    bool end();
    void run();

    SoundFile file_;
    Batch filling_;

    std::mutex mutex_;  // of the five below
    std::condition_variable moved_;
    std::deque<Batch> full_;
    std::vector<Batch> empty_;
    bool has_ended_ = false;
    bool has_failed_ = false;

    std::thread thread_;  // none for a WAV
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A sound file being written: .flac, .wav or .opus by the name's ending, 48 kHz, stereo, 16 bit but for Opus. Replaces
// what is there. Thread: one; blocks on the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "core/units.h"

namespace truyenthanh {

class SoundFile {
public:
    // Throws DeviceError (air.no_capture).
    // `is_hurried`: a FLAC somewhat larger, for half the work; where both channels are alike, half the size.
    explicit SoundFile(const std::filesystem::path& file, bool is_hurried = false);
    ~SoundFile();
    SoundFile(const SoundFile&) = delete;
    SoundFile& operator=(const SoundFile&) = delete;

    // Interleaved stereo. False: the disk refused.
    bool write(std::span<const float> samples);
    bool write(std::span<const std::int16_t> samples);
    // Nothing can be written afterwards. False: the disk refused.
    bool close();

private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
};

// The samples as the files hold them: to the nearest step; what is beyond full scale is full scale.
void to_sixteen_bits(std::span<const float> samples, std::int16_t* out) noexcept;

// Appends `frames` of a file of our own making, from `skip` on. False: it is not there, is shorter, or the disk
// refused.
bool copy_sound(const std::filesystem::path& from, Frames skip, Frames frames, SoundFile& to);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A sound file being written: .flac or .wav by the name's ending, 48 kHz, 16 bit, stereo. Replaces what is there.
// Thread: one; blocks on the disk.
#pragma once

#include <filesystem>
#include <memory>
#include <span>

namespace truyenthanh {

class SoundFile {
public:
    // Throws DeviceError (air.no_capture).
    explicit SoundFile(const std::filesystem::path& file);
    ~SoundFile();
    SoundFile(const SoundFile&) = delete;
    SoundFile& operator=(const SoundFile&) = delete;

    // Interleaved stereo. False: the disk refused.
    bool write(std::span<const float> samples);
    // Nothing can be written afterwards. False: the disk refused.
    bool close();

private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes a master: FLAC, 48 kHz, 16 bits, one or two channels, the same bytes for the same sound (decision 0020).
// Thread: one.
#pragma once

#include <sndfile.h>

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace truyenthanh {

// From float to 16 bits. Sound that was 16-bit integers comes out as it was; any other is given triangular dither from
// a fixed sequence, digital silence excepted. Beyond full scale: full scale.
class Quantiser {
public:
    // One channel or two.
    Quantiser(int channels, bool is_exact) : channels_(channels), is_exact_(is_exact) {}
    // Whole frames, interleaved.
    void run(const std::vector<float>& in, std::vector<std::int16_t>& out);

private:
    template <int channels>
    void quantise(const float* from, std::int16_t* to, std::uint32_t frames) const;

    int channels_;
    bool is_exact_;
    std::uint32_t number_ = 1;  // of the next frame
};

class MasterWriter {
public:
    // Writes to `fd`, an empty file open for reading and writing, which stays the caller's. Throws DecodeError
    // (intake.no_writer).
    MasterWriter(int fd, int channels);

    // Throws std::system_error where the disk is full.
    void write(const std::int16_t* samples, std::int64_t frames);
    // Completes the file; returns its SHA-256.
    std::array<std::uint8_t, 32> close();

private:
    struct FileDeleter {
        void operator()(SNDFILE* file) const noexcept { sf_close(file); }
    };

    int fd_;
    std::unique_ptr<SNDFILE, FileDeleter> file_;
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a take-in job tells the program that started it: fixed-size messages over a seqpacket socket, never parsed text,
// because the sender has just read a stranger's file. The receiver checks every number (audio/intake.cpp).
#pragma once

#include <array>
#include <cstdint>

namespace truyenthanh::wire {

// The descriptors a take-in job is born with; all others are closed.
inline constexpr int kInputFd = 3;   // the upload, read only
inline constexpr int kMasterFd = 4;  // an empty file, read and write
inline constexpr int kReportFd = 5;  // seqpacket socket

inline constexpr int kPeakFrames = 1024;     // frames under one pair of waveform peaks
inline constexpr int kPeaksAMessage = 4096;  // pairs

enum class Kind : std::uint32_t { Progress, Peaks, Measured, Refused };

struct Progress {
    std::int64_t frames;  // of the master, so far
    std::int64_t bytes;   // of the upload, so far
};

// Lowest and highest sample of 1,024 frames over all channels, in 1/127 of full scale.
struct Peaks {
    std::uint32_t count;
    std::array<std::array<std::int8_t, 2>, kPeaksAMessage> pairs;
};

struct Measured {
    std::int64_t frames;
    std::int32_t channels;
    std::int32_t clipped;  // runs of at least three samples at full scale
    double loudness_lufs;
    double true_peak_dbtp;
    std::int64_t head_silence;
    std::int64_t tail_silence;
    std::array<std::uint8_t, 32> sha256;
    std::array<char, 96> format;  // NUL-terminated UTF-8
};

enum class Refusal : std::uint32_t { Empty, NotAudio, Truncated, Damaged, Silent, TooLong, DiskFull, TooMuchMemory };

// `number` and `other` mean: Truncated – seconds read, seconds promised; Damaged – faults, seconds of the first;
// TooLong – minutes allowed; else nothing.
struct Refused {
    Refusal refusal;
    double number;
    double other;
};

struct Message {
    Kind kind;
    union {
        Progress progress;
        Peaks peaks;
        Measured measured;
        Refused refused;
    };
};

}  // namespace truyenthanh::wire

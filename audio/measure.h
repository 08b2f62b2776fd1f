// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measures a master while it is written: EBU R128 integrated loudness, true peak, silence at both ends, clipping and
// the waveform to draw. Thread: one.
#pragma once

#include <ebur128.h>

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "audio/true_peak.h"

namespace truyenthanh {

// Below −60 dBFS nothing is heard over a horn loudspeaker, nor over the hiss of a cassette.
inline constexpr int kSilenceLevel = 32;  // of 32768
inline constexpr int kClipLevel = 32766;
inline constexpr int kClipRun = 3;  // samples in a row at full scale that make one clipped place

class Measure {
public:
    explicit Measure(int channels);

    // `frames` frames, interleaved, as the master holds them.
    void add(const std::int16_t* samples, int frames);

    std::int64_t frames() const noexcept { return frames_; }
    bool is_silent() const noexcept { return first_loud_ < 0; }
    std::int64_t head_silence() const noexcept { return is_silent() ? frames_ : first_loud_; }
    std::int64_t tail_silence() const noexcept { return is_silent() ? 0 : frames_ - 1 - last_loud_; }
    int clipped() const noexcept { return clipped_; }
    // LUFS, −70 where it is too short or too quiet to say; dBTP, not below −120.
    double loudness_lufs() const;
    double true_peak_dbtp() const;
    // Lowest and highest of each 1,024 frames in 1/127 of full scale, rounded away from zero.
    const std::vector<std::array<std::int8_t, 2>>& peaks();

private:
    struct LoudnessDeleter {
        void operator()(ebur128_state* state) const noexcept { ebur128_destroy(&state); }
    };

    void find_sound(const std::int16_t* samples, int frames);
    void find_clips(const std::int16_t* samples, int frames);
    void draw(const std::int16_t* samples, int frames);
    void end_pair();

    int channels_;
    std::unique_ptr<ebur128_state, LoudnessDeleter> loudness_;
    TruePeak true_peak_;
    std::int64_t frames_ = 0;
    std::int64_t first_loud_ = -1;
    std::int64_t last_loud_ = -1;
    int clipped_ = 0;
    std::array<int, 2> run_{};  // samples at full scale so far, a channel
    std::vector<std::array<std::int8_t, 2>> peaks_;
    int in_pair_ = 0;  // frames
    int lowest_ = 0;
    int highest_ = 0;
};

}  // namespace truyenthanh

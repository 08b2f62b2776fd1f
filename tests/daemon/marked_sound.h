// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sound that tells of each of its frames whose it is: noise on the left, and on the right the same noise times a
// number of the sound's own. Whatever the gain and wherever in a fade, right ÷ left names the master.
// Thread: one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/library.h"
#include "core/units.h"

namespace truyenthanh::testing {

inline constexpr int kMarks = 12;
inline constexpr int kSilence = -1;
inline constexpr int kUnknown = -2;  // neither silence nor one of ours alone

struct MarkedSound {
    int mark = 0;
    Frames frames;
    std::string bytes;  // a master: FLAC, 48 kHz, two channels, several blocks of hashes long
    Sha256 sha256;
};

// All of them, made once: of 1 to 5 seconds.
const std::vector<MarkedSound>& marked_sounds();

// right ÷ left of a mark's frames.
double ratio_of(int mark);
// The mark of one frame of output.
int mark_of(float left, float right);

// What was heard, as stretches of one mark each.
struct Heard {
    struct Run {
        int mark;
        std::int64_t begin;
        std::int64_t end;
        double lowest = 0.0;  // right ÷ left within it
        double highest = 0.0;
        std::int64_t length() const { return end - begin; }
    };
    std::vector<Run> runs;
    std::int64_t frames = 0;

    void add(std::span<const float> samples);
    std::int64_t frames_of(int mark) const;
    // The marks that run number `index` is of: one, or, where one sound fades out while the next begins, both; a third
    // where the ratios lie beyond those of the neighbours, as of a sound that is over before the fade is. Empty if no
    // marks could give such ratios.
    std::vector<int> marks_of(std::size_t index) const;

private:
    // Nobody's, or a frame or two at which a fade happens to pass the ratio of a third mark.
    bool is_of_a_mix(std::size_t index) const;
    std::vector<int> mix_at(std::size_t index) const;
    // The mark heard for longer than a ramp at one side of a run; kUnknown: none.
    int steady_beside(const Run& run, bool is_before) const;
};

}  // namespace truyenthanh::testing

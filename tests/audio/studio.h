// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the chain's tests are made with: masters of known samples with their block hashes, and an offline chain whose
// output is kept.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "audio/offline_air.h"
#include "core/library.h"

namespace truyenthanh::test {

// Writes a FLAC (48 kHz, 24 bit) whose frame i holds `sample(i)` on each of `channels`; the file has no name.
OpenMaster make_master(std::int64_t frames, int channels, const std::function<float(std::int64_t)>& sample);
// Its blocks' hashes are those of what its file holds now.
void hash_blocks(const OpenMaster& master);
// The same open file once more.
OpenMaster again(const OpenMaster& master);
// The bytes of the file, to be tampered with.
std::vector<unsigned char> bytes_of(const OpenMaster& master);
void write_at(const OpenMaster& master, std::int64_t offset, const std::vector<unsigned char>& bytes);

// Frame i is i + 1 in units of 2^-20: exact in 24 bits, never 0, far below the limiter, told apart for 100,000 frames.
float counted(std::int64_t frame);

struct Studio {
    explicit Studio(SteadyTime start = SteadyTime{std::chrono::hours{1}});

    // Cues `master` as take `id` at full level.
    void cue(std::uint64_t id, const OpenMaster& master, Rank rank = Rank::Programme);
    void take(std::uint64_t id, std::int64_t at, std::int64_t until = INT64_MAX / 8);
    TakeMeter meter(std::uint64_t id);
    float left(std::int64_t frame) const { return out.at(static_cast<std::size_t>(2 * frame)); }
    float right(std::int64_t frame) const { return out.at(static_cast<std::size_t>(2 * frame + 1)); }

    std::vector<float> out;  // what was heard, interleaved stereo
    OfflineAir air;
};

}  // namespace truyenthanh::test

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The hand at the amplifier: brings what a relay sends to the loudness of local items, so slowly that nobody hears it
// move. What it goes by is EBU R128's loudness, gated: in a pause, in silence and under hiss it holds still.
// A pure class: time is counted in the samples it is given.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>

namespace truyenthanh {

// Loudness in LUFS, gains in dB, times in seconds of programme.
struct RideLaw {
    double target = -16.0;
    double most_cut = -24.0;  // as for local items
    double most_boost = 12.0;
    double gate = -50.0;   // what is quieter is no programme
    double pause = 10.0;   // so far below what is usual: a pause
    double accept = 20.0;  // a pause that lasts longer is the new level
    double first = 3.0;    // heard before anything is believed
    double settle = 10.0;  // in which a source that nobody remembers is brought near quickly
    double memory = 30.0;  // over which loudness is averaged
    double near = 1.0;     // dB: close enough to leave alone
    double up = 0.3;       // dB a second
    double down = 0.6;
    double quick = 3.0;  // either way, while it settles
};

class LoudnessRider {
public:
    // `remembered`: what this source was like before.
    explicit LoudnessRider(const RideLaw& law, std::optional<double> remembered = std::nullopt);
    ~LoudnessRider();
    LoudnessRider(const LoudnessRider&) = delete;
    LoudnessRider& operator=(const LoudnessRider&) = delete;

    // Changes `frames` interleaved stereo frames at the station's rate in place.
    void ride(float* samples, std::size_t frames);

    // Of what comes, before the gain; empty as long as nobody knows.
    std::optional<double> loudness() const noexcept;
    double gain_db() const noexcept { return gain_db_; }

private:
    struct Ear;

    void judge();
    void learn(double block);
    void move();
    void apply(float* samples, std::size_t frames);

    RideLaw law_;
    std::unique_ptr<Ear> ear_;
    std::size_t in_step_ = 0;  // frames since the last judgement
    double energy_ = 0.0;      // what is usual, as a power
    double heard_ = 0.0;       // of programme, so far
    double settled_ = 0.0;     // of it, since nobody knew
    double quiet_for_ = 0.0;   // far below what is usual
    bool is_moving_ = false;
    double gain_db_ = 0.0;
    float gain_ = 1.0F;  // now; on its way by step_ a frame
    float step_ = 0.0F;
};

}  // namespace truyenthanh

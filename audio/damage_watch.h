// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Counts what of a relay could not be decoded, and tells a mishap from a line that loses pieces again and again. A pure
// class: time is counted in the sound it is told of.
#pragma once

namespace truyenthanh {

class DamageWatch {
public:
    // So much was decoded.
    void hear(double seconds) { now_ += seconds; }
    // So much is missing here.
    void miss(double seconds);

    // Seconds of sound, missing ones included.
    double passed() const noexcept { return now_; }
    int pieces() const noexcept { return pieces_; }
    double lost() const noexcept { return lost_; }  // seconds
    // Since the first of three pieces or more, none of them further from the next than a listener's patience; 0 where
    // it is whole again.
    double damaged_for() const noexcept;

private:
    double now_ = 0.0;
    double lost_ = 0.0;
    double first_ = 0.0;  // of the stretch under way
    double last_ = -1e9;
    int in_stretch_ = 0;
    int pieces_ = 0;
};

}  // namespace truyenthanh

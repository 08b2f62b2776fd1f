// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Covers small holes in a relay's sound, so that time goes on as it does at the sender: without it each lost piece
// would bring the buffer nearer to its end. A pure class: samples in, samples out; interleaved stereo.
#pragma once

#include <cstddef>
#include <vector>

namespace truyenthanh {

class SoundPatch {
public:
    // `piece` follows a hole of so many frames (0: none) and is given what covers it in front: the sound before, run
    // backwards and fading, then silence; the piece itself rises. Nothing steps.
    void mend(std::size_t hole, std::vector<float>& piece);

private:
    std::vector<float> last_;  // the newest of what passed
};

}  // namespace truyenthanh

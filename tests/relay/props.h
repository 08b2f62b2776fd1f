// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the plays of the fault theatre are played with: streams and segments of a real encoder, made once.
#pragma once

#include <string>
#include <vector>

namespace truyenthanh::test {

struct Props {
    std::string mp3;  // ten seconds of pink noise each, unless said otherwise
    std::string aac;
    std::string slow;                   // AAC at 22,050 Hz
    std::string ogg;                    // Vorbis
    std::string silence;                // MP3, as is the tone
    std::string tone;                   // long: at its beginning an encoder is not steady
    std::vector<std::string> segments;  // of an HLS stream, a second each

    Props();
};

const Props& props();

}  // namespace truyenthanh::test

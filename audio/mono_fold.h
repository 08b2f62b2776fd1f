// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Speech mostly comes in two channels that are alike, bit for bit: one of them is then the whole sound, and nothing is
// spent on the other – not at intake, and not at any airing. Thread: one.
#pragma once

#include <cstdint>
#include <vector>

#include "audio/ffmpeg.h"

namespace truyenthanh {

class MonoFold {
public:
    // The one channel of `frame`, or the left one of two that are alike; valid until the next call and as long as
    // `frame` is. nullptr where one channel is not the whole sound.
    const AVFrame* fold(const AVFrame& frame);

private:
    const AVFrame* view(const AVFrame& frame, std::uint8_t* samples);

    av::Frame view_ = av::make_frame();
    std::vector<std::uint8_t> left_;
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Brings decoded sound of any rate, layout and sample format to the station's: 48 kHz, interleaved float, one or two
// channels. The resampler's own delay is compensated: n frames in give round(n × 48000 / rate) out.
// Thread: one.
#pragma once

#include <cstdint>
#include <vector>

#include "audio/ffmpeg.h"

namespace truyenthanh {

class Converter {
public:
    // Fine: the best resampler FFmpeg has (soxr), for masters. Elastic: one whose rate may be bent while it runs.
    enum class Kind { Fine, Elastic };

    Converter(Kind kind, int channels) : kind_(kind), channels_(channels) {}

    // Appends what `frame` gives to `out`. A change of rate, layout or format on the way is followed without a gap.
    void convert(const AVFrame& frame, std::vector<float>& out);
    // The end: appends what the resampler still holds.
    void flush(std::vector<float>& out);
    // Elastic: from now on gives `ppm` millionths more frames (fewer, if negative) than nominal. |ppm| ≤ 1000.
    void bend(double ppm);

private:
    bool fits(const AVFrame& frame) const;
    void open(const AVFrame& frame);
    void run(const AVFrame* frame, std::vector<float>& out);

    Kind kind_;
    int channels_;
    av::Resampler resampler_;
    int rate_ = 0;
    int format_ = -1;
    AVChannelLayout layout_{};
    std::int64_t frames_in_ = 0;
    std::int64_t frames_out_ = 0;
    double ppm_ = 0.0;
};

}  // namespace truyenthanh

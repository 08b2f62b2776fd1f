// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See mono_fold.h.
#include "audio/mono_fold.h"

#include <algorithm>
#include <cstring>

namespace truyenthanh {
namespace {

bool is_stereo(const AVChannelLayout& layout) {
    if (layout.nb_channels != 2) return false;
    return layout.order == AV_CHANNEL_ORDER_UNSPEC ||
           (layout.order == AV_CHANNEL_ORDER_NATIVE && layout.u.mask == AV_CH_LAYOUT_STEREO);
}

// Every second sample of `from`; false where its neighbour is another.
template <class Sample>
bool split(const std::uint8_t* from, std::uint8_t* to, int frames) {
    const auto* pairs = reinterpret_cast<const Sample*>(from);
    auto* left = reinterpret_cast<Sample*>(to);
    Sample difference = 0;
    for (int i = 0; i < frames; ++i) {
        left[i] = pairs[2 * i];
        difference = static_cast<Sample>(difference | (pairs[2 * i] ^ pairs[2 * i + 1]));
    }
    return difference == 0;
}

bool split(const std::uint8_t* from, std::uint8_t* to, int frames, int bytes) {
    switch (bytes) {
        case 1:
            return split<std::uint8_t>(from, to, frames);
        case 2:
            return split<std::uint16_t>(from, to, frames);
        case 4:
            return split<std::uint32_t>(from, to, frames);
        case 8:
            return split<std::uint64_t>(from, to, frames);
        default:
            return false;
    }
}

}  // namespace

const AVFrame* MonoFold::view(const AVFrame& frame, std::uint8_t* samples) {
    view_->format = frame.format;
    view_->sample_rate = frame.sample_rate;
    view_->nb_samples = frame.nb_samples;
    av_channel_layout_default(&view_->ch_layout, 1);
    view_->data[0] = samples;
    view_->extended_data = view_->data;
    return view_.get();
}

const AVFrame* MonoFold::fold(const AVFrame& frame) {
    if (frame.ch_layout.nb_channels == 1) return &frame;
    if (!is_stereo(frame.ch_layout)) return nullptr;
    const auto format = static_cast<AVSampleFormat>(frame.format);
    const int bytes = av_get_bytes_per_sample(format);
    const auto length = static_cast<std::size_t>(frame.nb_samples) * static_cast<std::size_t>(bytes);
    if (av_sample_fmt_is_planar(format) != 0) {
        const bool is_alike = std::memcmp(frame.extended_data[0], frame.extended_data[1], length) == 0;
        return is_alike ? view(frame, frame.extended_data[0]) : nullptr;
    }
    left_.resize(std::max(left_.size(), length));
    return split(frame.extended_data[0], left_.data(), frame.nb_samples, bytes) ? view(frame, left_.data()) : nullptr;
}

}  // namespace truyenthanh

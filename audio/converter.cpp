// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See converter.h.
#include "audio/converter.h"

#include <algorithm>
#include <cmath>
#include <new>

#include "core/units.h"

namespace truyenthanh {
namespace {

// The bend is renewed with each piece; it spans longer than any piece.
constexpr int kBendFrames = kSampleRate * 20;

}  // namespace

bool Converter::fits(const AVFrame& frame) const {
    return resampler_ && frame.sample_rate == rate_ && frame.format == format_ &&
           av_channel_layout_compare(&frame.ch_layout, &layout_) == 0;
}

void Converter::open(const AVFrame& frame) {
    AVChannelLayout out{};
    av_channel_layout_default(&out, channels_);
    AVChannelLayout in{};
    if (frame.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC)
        av_channel_layout_default(&in, frame.ch_layout.nb_channels);
    else
        av_channel_layout_copy(&in, &frame.ch_layout);
    SwrContext* raw = nullptr;
    const int made = swr_alloc_set_opts2(&raw, &out, AV_SAMPLE_FMT_FLT, kSampleRate, &in,
                                         static_cast<AVSampleFormat>(frame.format), frame.sample_rate, 0, nullptr);
    av_channel_layout_uninit(&in);
    resampler_.reset(raw);
    if (made < 0) throw std::bad_alloc();
    av_opt_set_double(raw, "rematrix_maxval", 1.0, 0);
    if (kind_ == Kind::Fine) av_opt_set(raw, "resampler", "soxr", 0);
    if (kind_ == Kind::Elastic) av_opt_set_int(raw, "flags", SWR_FLAG_RESAMPLE, 0);
    if (swr_init(raw) < 0) {
        av_opt_set(raw, "resampler", "swr", 0);
        if (swr_init(raw) < 0) throw std::bad_alloc();
    }
    rate_ = frame.sample_rate;
    format_ = frame.format;
    av_channel_layout_copy(&layout_, &frame.ch_layout);
    frames_in_ = frames_out_ = 0;
}

void Converter::run(const AVFrame* frame, std::vector<float>& out) {
    const int in = frame != nullptr ? frame->nb_samples : 0;
    const int most = swr_get_out_samples(resampler_.get(), in) + 64;
    const std::size_t before = out.size();
    out.resize(before + static_cast<std::size_t>(most) * static_cast<std::size_t>(channels_));
    auto* place = reinterpret_cast<std::uint8_t*>(out.data() + before);
    const auto** data = frame != nullptr ? const_cast<const std::uint8_t**>(frame->extended_data) : nullptr;
    const int got = std::max(0, swr_convert(resampler_.get(), &place, most, data, in));
    frames_in_ += in;
    frames_out_ += got;
    out.resize(before + static_cast<std::size_t>(got) * static_cast<std::size_t>(channels_));
}

void Converter::convert(const AVFrame& frame, std::vector<float>& out) {
    if (!fits(frame)) {
        flush(out);
        open(frame);
    }
    if (kind_ == Kind::Elastic)
        swr_set_compensation(resampler_.get(), static_cast<int>(std::lround(ppm_ * 1e-6 * kBendFrames)), kBendFrames);
    run(&frame, out);
}

void Converter::flush(std::vector<float>& out) {
    if (!resampler_) return;
    const std::int64_t before = frames_out_;
    for (std::int64_t last = -1; last != frames_out_;) {
        last = frames_out_;
        run(nullptr, out);
    }
    if (kind_ == Kind::Fine) {
        const std::int64_t exact = av_rescale(frames_in_, kSampleRate, rate_);
        const std::int64_t excess = std::min(frames_out_ - exact, frames_out_ - before);
        if (excess > 0) out.resize(out.size() - static_cast<std::size_t>(excess * channels_));
    }
    resampler_.reset();
}

void Converter::bend(double ppm) { ppm_ = std::clamp(ppm, -1000.0, 1000.0); }

}  // namespace truyenthanh

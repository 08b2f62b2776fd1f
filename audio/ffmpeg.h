// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FFmpeg's handles with an owner each. For the decode files of audio/ alone.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
}

#include <memory>
#include <string>

namespace truyenthanh::av {

struct FrameDeleter {
    void operator()(AVFrame* frame) const noexcept { av_frame_free(&frame); }
};
struct PacketDeleter {
    void operator()(AVPacket* packet) const noexcept { av_packet_free(&packet); }
};
struct CodecDeleter {
    void operator()(AVCodecContext* codec) const noexcept { avcodec_free_context(&codec); }
};
struct FormatDeleter {
    void operator()(AVFormatContext* format) const noexcept { avformat_close_input(&format); }
};
struct ResamplerDeleter {
    void operator()(SwrContext* resampler) const noexcept { swr_free(&resampler); }
};
struct IoDeleter {
    void operator()(AVIOContext* io) const noexcept {
        av_freep(&io->buffer);
        avio_context_free(&io);
    }
};

using Frame = std::unique_ptr<AVFrame, FrameDeleter>;
using Packet = std::unique_ptr<AVPacket, PacketDeleter>;
using Codec = std::unique_ptr<AVCodecContext, CodecDeleter>;
using Format = std::unique_ptr<AVFormatContext, FormatDeleter>;
using Resampler = std::unique_ptr<SwrContext, ResamplerDeleter>;
using Io = std::unique_ptr<AVIOContext, IoDeleter>;

inline Frame make_frame() { return Frame{av_frame_alloc()}; }
inline Packet make_packet() { return Packet{av_packet_alloc()}; }

// "mp3 44100 Hz stereo", with the bit rate where it is known: "mp3 128 kbit/s 44100 Hz stereo".
std::string describe(const AVCodecParameters& codec);

}  // namespace truyenthanh::av

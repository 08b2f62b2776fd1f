// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One address of a relay, opened and decoded: Icecast and Shoutcast streams (MP3, AAC, Ogg Vorbis and Opus) and HLS
// with AAC. FFmpeg parses; every byte comes through the HttpDoor, also those of a playlist and its segments. Thread:
// one, the door's.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "audio/ffmpeg.h"
#include "audio/http_door.h"
#include "audio/playlist_watch.h"

namespace truyenthanh {

class RelayStream {
public:
    // `patience` is asked wherever FFmpeg waits by itself; false ends the wait.
    RelayStream(HttpDoor& door, HttpDoor::Patience patience) : door_(door), patience_(std::move(patience)) {}
    RelayStream(const RelayStream&) = delete;
    ~RelayStream();

    // Up to the first decoded sound. False: see fault().
    bool open(const std::string& url);
    // The next piece of sound, valid until the next call; nullptr when the stream ended or failed, see fault().
    const AVFrame* next();

    wire::RelayFault fault() const noexcept { return fault_; }
    // "aac 44100 Hz stereo", of what is decoded now.
    const std::string& format() const noexcept { return description_; }
    const PlaylistWatch& playlist() const noexcept { return playlist_; }
    // Seconds that should have been heard before the last piece and could not be decoded; asking forgets them.
    double take_missing() noexcept { return std::exchange(missing_, 0.0); }
    // What the stream last said is being played, clean; empty where it never did.
    const std::string& title() const noexcept { return title_; }

private:
    static int open_io(AVFormatContext* format, AVIOContext** io, const char* url, int flags, AVDictionary** options);
    static int close_io(AVFormatContext* format, AVIOContext* io);
    static int is_over(void* self);
    AVIOContext* make_io(const std::string& url);
    void free_io(AVIOContext* io);
    bool open_demuxer(const AVInputFormat* named);
    bool open_decoder();
    bool fail(wire::RelayFault otherwise);
    void note_frame();
    void note_undecoded();
    void note_title();

    HttpDoor& door_;
    HttpDoor::Patience patience_;
    AVIOContext* main_io_ = nullptr;
    av::Format format_;
    av::Codec codec_;
    av::Packet packet_ = av::make_packet();
    av::Frame frame_ = av::make_frame();
    int stream_ = -1;
    std::string url_;
    std::string description_;
    PlaylistWatch playlist_;
    std::string title_;
    int described_rate_ = 0;
    int described_channels_ = 0;
    std::optional<double> due_;  // of the next piece by its time stamp, s; empty before the first
    double undecoded_ = 0.0;     // s since the last piece
    double missing_ = 0.0;       // s, not yet asked for
    wire::RelayFault fault_ = wire::RelayFault::None;
};

}  // namespace truyenthanh

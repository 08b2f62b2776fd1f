// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads one upload from an open descriptor through FFmpeg and gives its sound without what the encoder put around it:
// delay before the first sample and padding after the last are gone for every format (decision 0021).
// Thread: one. Inside the sandbox: opens nothing, no FFmpeg protocol is ever reached.
#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include "audio/ffmpeg.h"
#include "audio/intake_wire.h"

namespace truyenthanh {

// Why the file is no recording; thrown inside the job, told to the parent as it is.
struct Refusal {
    wire::Refused why;
};
[[noreturn]] void refuse(wire::Refusal refusal, double number = 0.0, double other = 0.0);

class MediaReader {
public:
    // `bytes` is the size of the file behind `fd`, which is read from its beginning. Throws Refusal.
    MediaReader(int fd, std::int64_t bytes);
    MediaReader(const MediaReader&) = delete;

    // The next piece of sound in the decoder's own sample format, valid until the next call; nullptr at the end.
    // Throws Refusal at the end where pieces were missing (Truncated) or could not be decoded (Damaged).
    const AVFrame* next();

    const std::string& format() const noexcept { return description_; }
    // Every sample of the source is an integer of at most 16 bits.
    bool is_sixteen_bit() const noexcept { return is_sixteen_bit_; }
    std::int64_t bytes_read() const noexcept { return position_; }

private:
    enum class Delay { Known, Mp3Rule, AacRule };

    static int read_some(void* self, std::uint8_t* buffer, int size);
    static std::int64_t seek_to(void* self, std::int64_t offset, int whence);
    static int refuse_to_open(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**);
    av::Format open_format(bool follows_edits);
    void open_container();
    void open_mp4();
    void open_decoder();
    void learn_promise();
    bool feed_decoder();
    void note_packet(const AVPacket& packet);
    void note_fault();
    bool take_frame();
    void drop_front(AVFrame& frame);
    void finish();
    void trim_to_declared_length();
    void trim_quiet_tail();
    void drop_back(std::int64_t samples);
    void check_whole() const;
    double seconds(std::int64_t samples) const;

    int fd_;
    std::int64_t bytes_;
    std::int64_t position_ = 0;
    bool ogg_is_whole_ = true;
    av::Io io_;
    av::Format format_;
    av::Codec codec_;
    AVStream* stream_ = nullptr;
    av::Packet packet_ = av::make_packet();
    std::deque<av::Frame> held_;  // the last of what was decoded, until the end shows how much of it is padding
    std::int64_t held_samples_ = 0;
    av::Frame current_;
    std::string description_;
    bool is_sixteen_bit_ = false;
    Delay delay_ = Delay::Known;
    bool saw_packet_ = false;
    bool is_draining_ = false;
    bool is_finished_ = false;
    std::int64_t to_drop_ = 0;    // samples of a delay nobody wrote down
    std::int64_t decoded_ = 0;    // samples kept, delay already gone
    std::int64_t declared_ = -1;  // samples without delay and padding, where the container tells
    std::int64_t promised_ = -1;  // samples the container declares in a way that counts
    std::int64_t promise_slack_ = 0;
    int faults_ = 0;
    int faults_before_sound_ = 0;  // since the last piece of sound: junk after the end is none of ours
    double first_fault_at_ = 0.0;
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See media_reader.h.
#include "audio/media_reader.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <new>
#include <string_view>
#include <utility>
#include <vector>

namespace truyenthanh {
namespace {

// Containers and codecs a station is sent. Everything else of FFmpeg stays out of reach.
constexpr const char* kContainers = "aac,aiff,asf,caf,flac,matroska,webm,mov,mp4,m4a,mp3,ogg,w64,wav";
constexpr const char* kCodecs =
    "aac,aac_latm,alac,flac,mp2,mp2float,mp3,mp3float,opus,libopus,vorbis,libvorbis,wmav1,wmav2,wmapro,wmalossless,"
    "pcm_u8,pcm_s8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,pcm_f64le,"
    "pcm_f64be,pcm_alaw,pcm_mulaw,adpcm_ms,adpcm_ima_wav";

constexpr int kIoBytes = 64 * 1024;
constexpr int kMostChannels = 8;
constexpr std::int64_t kHeldSamples = 8192;  // longer than any codec's padding

// LAME's and every common encoder's 576 before, and the 529 of a decoder's own filter bank.
constexpr std::int64_t kMp3Delay = 576 + 529;
// At most one frame and the filter bank's tail are padding.
constexpr std::int64_t kMp3LongestTail = 1152 + 576;
constexpr std::int64_t kOneFrame = -1;  // to drop: AAC's first frame, as long as it turns out to be
constexpr double kQuiet = 0.001;        // −60 dBFS
constexpr double kRinging = 0.0316;     // −30 dB

bool is_any(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_mp4(std::string_view name) { return name.starts_with("mov,"); }

bool is_pcm_of_sixteen_bits(const AVCodecParameters& codec) {
    if (codec.codec_id == AV_CODEC_ID_FLAC || codec.codec_id == AV_CODEC_ID_ALAC)
        return codec.bits_per_raw_sample > 0 && codec.bits_per_raw_sample <= 16;
    switch (codec.codec_id) {
        case AV_CODEC_ID_PCM_U8:
        case AV_CODEC_ID_PCM_S8:
        case AV_CODEC_ID_PCM_S16LE:
        case AV_CODEC_ID_PCM_S16BE:
        case AV_CODEC_ID_PCM_ALAW:
        case AV_CODEC_ID_PCM_MULAW:
            return true;
        default:
            return false;
    }
}

AVStream* best_stream(AVFormatContext& format) {
    const int best = av_find_best_stream(&format, AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
    if (best < 0 || format.streams[best]->codecpar->sample_rate <= 0) refuse(wire::Refusal::NotAudio);
    return format.streams[best];
}

// The last page of an Ogg file says that it is the last, and ends with the file.
bool is_whole_ogg(int fd, std::int64_t bytes) {
    std::vector<std::uint8_t> tail(static_cast<std::size_t>(std::min<std::int64_t>(bytes, 2 * 65307)));
    const auto size = static_cast<std::int64_t>(tail.size());
    if (pread(fd, tail.data(), tail.size(), bytes - size) != size) return true;
    for (std::int64_t at = size - 27; at >= 0; --at) {
        const std::uint8_t* page = tail.data() + at;
        if (std::memcmp(page, "OggS", 4) != 0 || at + 27 + page[26] > size) continue;
        std::int64_t length = 27 + page[26];
        for (int i = 0; i < page[26]; ++i) length += page[27 + i];
        return (page[5] & 4U) != 0 && at + length <= size;
    }
    return false;
}

// The loudest sample at `index` over all channels; only for the float formats of the codecs whose tail is judged.
double level_at(const AVFrame& frame, int index) {
    const int channels = frame.ch_layout.nb_channels;
    double loudest = 0.0;
    for (int c = 0; c < channels; ++c) {
        double value = 1.0;
        if (frame.format == AV_SAMPLE_FMT_FLTP)
            value = reinterpret_cast<const float*>(frame.extended_data[c])[index];
        else if (frame.format == AV_SAMPLE_FMT_FLT)
            value = reinterpret_cast<const float*>(frame.extended_data[0])[index * channels + c];
        loudest = std::max(loudest, std::fabs(value));
    }
    return loudest;
}

}  // namespace

namespace av {

std::string describe(const AVCodecParameters& codec) {
    std::string text = avcodec_get_name(codec.codec_id);
    if (codec.bit_rate >= 1000 && av_get_bits_per_sample(codec.codec_id) == 0)
        text += " " + std::to_string((codec.bit_rate + 500) / 1000) + " kbit/s";
    text += " " + std::to_string(codec.sample_rate) + " Hz ";
    std::array<char, 64> layout{};
    if (av_channel_layout_describe(&codec.ch_layout, layout.data(), layout.size()) > 0) text += layout.data();
    return text;
}

}  // namespace av

void refuse(wire::Refusal refusal, double number, double other) { throw Refusal{{refusal, number, other}}; }

MediaReader::MediaReader(int fd, std::int64_t bytes) : fd_(fd), bytes_(bytes) {
    if (bytes <= 0) refuse(wire::Refusal::Empty);
    open_container();
    open_decoder();
    learn_promise();
}

int MediaReader::read_some(void* self, std::uint8_t* buffer, int size) {
    auto& reader = *static_cast<MediaReader*>(self);
    for (;;) {
        const ssize_t got = pread(reader.fd_, buffer, static_cast<std::size_t>(size), reader.position_);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return AVERROR(errno);
        reader.position_ += got;
        return got == 0 ? AVERROR_EOF : static_cast<int>(got);
    }
}

std::int64_t MediaReader::seek_to(void* self, std::int64_t offset, int whence) {
    auto& reader = *static_cast<MediaReader*>(self);
    switch (whence & ~AVSEEK_FORCE) {
        case AVSEEK_SIZE:
            return reader.bytes_;
        case SEEK_SET:
            break;
        case SEEK_CUR:
            offset += reader.position_;
            break;
        case SEEK_END:
            offset += reader.bytes_;
            break;
        default:
            return AVERROR(EINVAL);
    }
    if (offset < 0) return AVERROR(EINVAL);
    return reader.position_ = offset;
}

int MediaReader::refuse_to_open(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**) {
    return AVERROR(EPERM);
}

// `follows_edits` false: MP4 as its packets lie, its edit list unread.
av::Format MediaReader::open_format(bool follows_edits) {
    position_ = 0;
    io_.reset(avio_alloc_context(static_cast<std::uint8_t*>(av_malloc(kIoBytes)), kIoBytes, 0, this, read_some, nullptr,
                                 seek_to));
    AVFormatContext* raw = avformat_alloc_context();
    if (!io_ || raw == nullptr) throw std::bad_alloc();
    raw->pb = io_.get();
    raw->io_open = refuse_to_open;
    raw->flags |= AVFMT_FLAG_CUSTOM_IO;
    raw->error_recognition |= AV_EF_CRCCHECK;
    raw->format_whitelist = av_strdup(kContainers);
    raw->codec_whitelist = av_strdup(kCodecs);
    raw->protocol_whitelist = av_strdup("");
    AVDictionary* options = nullptr;
    if (!follows_edits) av_dict_set(&options, "ignore_editlist", "1", 0);
    const int opened = avformat_open_input(&raw, "", nullptr, &options);
    av_dict_free(&options);
    if (opened < 0) refuse(wire::Refusal::NotAudio);
    return av::Format{raw};
}

// An MP4 tells the length of its sound three times: in an iTunes comment, by its packets, and in an edit list that is
// often rounded to milliseconds. Where the edit list only means the packets' delay and end, the packets are exact: the
// delay is then ours to drop, and their sum tells the end. A list that truly cuts is left to FFmpeg.
void MediaReader::open_mp4() {
    const AVStream* stream = best_stream(*format_);
    const int rate = stream->codecpar->sample_rate;
    const std::int64_t by_edit = av_rescale_q(stream->duration, stream->time_base, {1, rate});
    std::int64_t start = 0;
    if (av_read_frame(format_.get(), packet_.get()) >= 0 && packet_->pts != AV_NOPTS_VALUE)
        start = av_rescale_q(std::min<std::int64_t>(packet_->pts, 0), stream->time_base, {1, rate});
    av_packet_unref(packet_.get());
    format_ = open_format(false);
    stream = best_stream(*format_);
    const std::int64_t by_packets = av_rescale_q(stream->duration, stream->time_base, {1, rate}) + start;
    if (by_packets <= 0 || std::abs(by_packets - by_edit) > rate / 500) {
        format_ = open_format(true);
        return;
    }
    declared_ = by_packets;
    to_drop_ = -start;
    const AVDictionaryEntry* comment = av_dict_get(format_->metadata, "iTunSMPB", nullptr, 0);
    unsigned long long length = 0;
    if (comment != nullptr && std::sscanf(comment->value, "%*x %*x %*x %llx", &length) == 1 && length > 0 &&
        length < 1ULL << 40)
        declared_ = static_cast<std::int64_t>(length);
}

void MediaReader::open_container() {
    format_ = open_format(true);
    if (is_mp4(format_->iformat->name)) open_mp4();
    if (avformat_find_stream_info(format_.get(), nullptr) < 0) refuse(wire::Refusal::NotAudio);
    stream_ = best_stream(*format_);
    for (unsigned i = 0; i < format_->nb_streams; ++i) {
        if (format_->streams[i] != stream_) format_->streams[i]->discard = AVDISCARD_ALL;
    }
}

void MediaReader::open_decoder() {
    const AVCodecParameters& parameters = *stream_->codecpar;
    const AVCodec* decoder = avcodec_find_decoder(parameters.codec_id);
    if (decoder == nullptr || parameters.sample_rate < 4000 || parameters.sample_rate > 400000 ||
        parameters.ch_layout.nb_channels < 1 || parameters.ch_layout.nb_channels > kMostChannels)
        refuse(wire::Refusal::NotAudio);
    codec_.reset(avcodec_alloc_context3(decoder));
    if (!codec_) throw std::bad_alloc();
    codec_->codec_whitelist = av_strdup(kCodecs);
    codec_->thread_count = 1;
    codec_->err_recognition |= AV_EF_CRCCHECK;
    codec_->pkt_timebase = stream_->time_base;
    if (avcodec_parameters_to_context(codec_.get(), &parameters) < 0 ||
        avcodec_open2(codec_.get(), decoder, nullptr) < 0)
        refuse(wire::Refusal::NotAudio);
    description_ = av::describe(parameters);
    is_sixteen_bit_ = is_pcm_of_sixteen_bits(parameters);
}

// Only what a container must know to be read at all counts as a promise; estimates and comments do not.
void MediaReader::learn_promise() {
    const std::string_view name = format_->iformat->name;
    const int rate = stream_->codecpar->sample_rate;
    if (name == "ogg") ogg_is_whole_ = is_whole_ogg(fd_, bytes_);
    const bool has_index = format_->duration_estimation_method != AVFMT_DURATION_FROM_BITRATE;
    if (name == "aac") delay_ = Delay::AacRule;
    if (is_any(name, {"ogg", "aac", "matroska,webm"}) || !has_index || stream_->duration <= 0) return;
    promised_ = av_rescale_q(stream_->duration, stream_->time_base, {1, rate});
    if (name == "mp3") promise_slack_ = 3 * 1152;
    if (is_mp4(name)) promise_slack_ = 2 * 2048;
    if (name == "asf") promise_slack_ = rate / 2;
}

double MediaReader::seconds(std::int64_t samples) const {
    return static_cast<double>(samples) / stream_->codecpar->sample_rate;
}

// The demuxer marks on the first packet what it knows of the delay; the decoder then takes it off by itself.
void MediaReader::note_packet(const AVPacket& packet) {
    if (std::exchange(saw_packet_, true)) return;
    if (av_packet_get_side_data(&packet, AV_PKT_DATA_SKIP_SAMPLES, nullptr) != nullptr) {
        to_drop_ = 0;
        return;
    }
    const AVCodecID codec = stream_->codecpar->codec_id;
    const std::string_view name = format_->iformat->name;
    if (name == "mp3" && codec == AV_CODEC_ID_MP3) {
        delay_ = Delay::Mp3Rule;
        to_drop_ = kMp3Delay;
    }
    if (codec != AV_CODEC_ID_AAC || to_drop_ != 0) return;
    if (name == "aac" || is_mp4(name)) to_drop_ = kOneFrame;
    if (is_mp4(name) && declared_ > 0) declared_ -= std::max(stream_->codecpar->frame_size, 1024);
}

void MediaReader::note_fault() {
    if (decoded_ == 0 && held_.empty()) return;
    if (faults_ + faults_before_sound_ == 0) first_fault_at_ = seconds(decoded_);
    ++faults_before_sound_;
}

// False once nothing more can be fed.
bool MediaReader::feed_decoder() {
    if (is_draining_) return false;
    const int got = av_read_frame(format_.get(), packet_.get());
    if (got == AVERROR(EAGAIN)) return true;
    if (got < 0) {
        is_draining_ = true;
        avcodec_send_packet(codec_.get(), nullptr);
        return true;
    }
    if (packet_->stream_index == stream_->index) {
        note_packet(*packet_);
        const bool is_corrupt = (packet_->flags & AV_PKT_FLAG_CORRUPT) != 0;
        if (avcodec_send_packet(codec_.get(), packet_.get()) < 0 || is_corrupt) note_fault();
    }
    av_packet_unref(packet_.get());
    return true;
}

// Takes one decoded piece into what is held. False when the decoder wants more, or has no more.
bool MediaReader::take_frame() {
    av::Frame frame = av::make_frame();
    const int got = avcodec_receive_frame(codec_.get(), frame.get());
    if (got < 0) {
        if (got != AVERROR(EAGAIN) && got != AVERROR_EOF) note_fault();
        return got != AVERROR(EAGAIN) && got != AVERROR_EOF;
    }
    if (frame->nb_samples <= 0 || frame->ch_layout.nb_channels < 1 || frame->ch_layout.nb_channels > kMostChannels ||
        frame->sample_rate <= 0)
        return true;
    if (to_drop_ == kOneFrame) to_drop_ = frame->nb_samples;
    drop_front(*frame);
    if (frame->nb_samples == 0) return true;
    faults_ += std::exchange(faults_before_sound_, 0);
    decoded_ += frame->nb_samples;
    held_samples_ += frame->nb_samples;
    held_.push_back(std::move(frame));
    return true;
}

void MediaReader::drop_front(AVFrame& frame) {
    const int count = static_cast<int>(std::min<std::int64_t>(to_drop_, frame.nb_samples));
    if (count == 0) return;
    to_drop_ -= count;
    const auto format = static_cast<AVSampleFormat>(frame.format);
    const bool is_planar = av_sample_fmt_is_planar(format) != 0;
    const int planes = is_planar ? frame.ch_layout.nb_channels : 1;
    const int step = av_get_bytes_per_sample(format) * (is_planar ? 1 : frame.ch_layout.nb_channels);
    for (int plane = 0; plane < planes; ++plane) frame.data[plane] += static_cast<std::ptrdiff_t>(count) * step;
    frame.nb_samples -= count;
}

const AVFrame* MediaReader::next() {
    while (!is_finished_ && (held_.empty() || held_samples_ - held_.front()->nb_samples < kHeldSamples)) {
        if (!take_frame() && !feed_decoder()) finish();
    }
    if (held_.empty()) return nullptr;
    current_ = std::move(held_.front());
    held_.pop_front();
    held_samples_ -= current_->nb_samples;
    return current_.get();
}

void MediaReader::finish() {
    is_finished_ = true;
    check_whole();
    if (declared_ > 0) trim_to_declared_length();
    if (delay_ == Delay::Mp3Rule || delay_ == Delay::AacRule) trim_quiet_tail();
}

void MediaReader::check_whole() const {
    if (decoded_ == 0) refuse(wire::Refusal::NotAudio);
    if (promised_ > 0 && decoded_ + promise_slack_ < promised_)
        refuse(wire::Refusal::Truncated, seconds(decoded_), seconds(promised_));
    if (!ogg_is_whole_) refuse(wire::Refusal::Truncated, seconds(decoded_), 0.0);
    if (faults_ > 0) refuse(wire::Refusal::Damaged, faults_, first_fault_at_);
}

void MediaReader::trim_to_declared_length() {
    const int rate = stream_->codecpar->sample_rate;
    const int decoded_rate = held_.empty() ? rate : held_.back()->sample_rate;
    drop_back(decoded_ - av_rescale(declared_, decoded_rate, rate));
}

// A raw stream does not say where its sound ends; the encoder filled its last frame with silence, which rings on a
// little from what came before: quiet is what lies 30 dB below that.
void MediaReader::trim_quiet_tail() {
    double loudest = 0.0;
    for (const av::Frame& frame : held_) {
        for (int i = 0; i < frame->nb_samples; ++i) loudest = std::max(loudest, level_at(*frame, i));
    }
    const double threshold = std::max(kQuiet, loudest * kRinging);
    std::int64_t quiet = 0;
    const std::int64_t most = delay_ == Delay::AacRule ? codec_->frame_size : kMp3LongestTail;
    for (auto frame = held_.rbegin(); frame != held_.rend(); ++frame) {
        for (int i = (*frame)->nb_samples - 1; i >= 0; --i, ++quiet) {
            if (quiet == most || level_at(**frame, i) > threshold) return drop_back(quiet);
        }
    }
}

void MediaReader::drop_back(std::int64_t samples) {
    while (samples > 0 && !held_.empty()) {
        AVFrame& last = *held_.back();
        const int count = static_cast<int>(std::min<std::int64_t>(samples, last.nb_samples));
        last.nb_samples -= count;
        samples -= count;
        held_samples_ -= count;
        decoded_ -= count;
        if (last.nb_samples == 0) held_.pop_back();
    }
}

}  // namespace truyenthanh

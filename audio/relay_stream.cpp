// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See relay_stream.h.
#include "audio/relay_stream.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

#include "audio/icy_titles.h"
#include "audio/one_line.h"

namespace truyenthanh {
namespace {

constexpr int kIoBytes = 16 * 1024;
constexpr double kJitter = 0.01;       // s: time stamps are rounded
constexpr double kLeap = 10.0;         // s
constexpr double kUsualPiece = 0.024;  // s of a packet that does not say how long it is
constexpr const char* kContainers = "aac,mp3,ogg,hls,mpegts,mov,mp4,flac";
constexpr const char* kCodecs = "aac,aac_latm,mp3,mp3float,mp2,mp2float,vorbis,libvorbis,opus,libopus,flac";

struct Io {
    Io(HttpDoor& door, const std::string& url, std::string* title_line) : http(door, url), title(title_line) {}

    HttpStream http;
    PlaylistWatch::Answer answer;
    std::optional<IcyTitles> titles;  // from the first byte on: the interval comes with the answer
    std::string* title;               // the stream's
};

// Of raw streams' types as servers name them; nullptr where the bytes must tell.
const AVInputFormat* demuxer_of(const std::string& content_type) {
    constexpr std::array<std::pair<std::string_view, const char*>, 10> kNamed{{{"audio/mpeg", "mp3"},
                                                                               {"audio/mp3", "mp3"},
                                                                               {"audio/x-mpeg", "mp3"},
                                                                               {"audio/aac", "aac"},
                                                                               {"audio/aacp", "aac"},
                                                                               {"audio/x-aac", "aac"},
                                                                               {"application/ogg", "ogg"},
                                                                               {"audio/ogg", "ogg"},
                                                                               {"audio/flac", "flac"},
                                                                               {"audio/x-flac", "flac"}}};
    std::string type = content_type.substr(0, content_type.find_first_of("; "));
    std::transform(type.begin(), type.end(), type.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto* found = std::find_if(kNamed.begin(), kNamed.end(), [&](const auto& one) { return one.first == type; });
    return found == kNamed.end() ? nullptr : av_find_input_format(found->second);
}

std::string description_of(const AVCodecContext& codec) {
    const auto free_them = [](AVCodecParameters* raw) { avcodec_parameters_free(&raw); };
    const std::unique_ptr<AVCodecParameters, decltype(free_them)> parameters{avcodec_parameters_alloc(), free_them};
    if (!parameters || avcodec_parameters_from_context(parameters.get(), &codec) < 0) throw std::bad_alloc();
    return av::describe(*parameters);
}

int read_http(void* opaque, std::uint8_t* buffer, int size) {
    Io& io = *static_cast<Io*>(opaque);
    for (;;) {
        const int got = io.http.read(buffer, size);
        if (got == 0) return AVERROR_EOF;
        if (got < 0) return AVERROR_EXIT;
        if (!io.titles) io.titles.emplace(io.http.title_interval());
        const std::size_t sound = io.titles->strip(buffer, static_cast<std::size_t>(got));
        if (!io.titles->title().empty()) *io.title = io.titles->title();
        if (sound == 0) continue;
        io.answer.take(buffer, sound);
        return static_cast<int>(sound);
    }
}

}  // namespace

RelayStream::~RelayStream() {
    codec_.reset();
    format_.reset();
    if (main_io_ != nullptr) free_io(main_io_);
}

int RelayStream::is_over(void* self) { return static_cast<RelayStream*>(self)->patience_() ? 0 : 1; }

AVIOContext* RelayStream::make_io(const std::string& url) {
    auto stream = std::make_unique<Io>(door_, url, &title_);
    if (!stream->http.open()) return nullptr;
    auto* buffer = static_cast<std::uint8_t*>(av_malloc(kIoBytes));
    AVIOContext* io = avio_alloc_context(buffer, kIoBytes, 0, stream.get(), read_http, nullptr, nullptr);
    if (io == nullptr) throw std::bad_alloc();
    static_cast<void>(stream.release());  // the io's opaque now: free_io() deletes it
    io->seekable = 0;
    return io;
}

void RelayStream::free_io(AVIOContext* io) {
    const std::unique_ptr<Io> stream(static_cast<Io*>(io->opaque));
    playlist_.judge(stream->answer);
    av_freep(&io->buffer);
    avio_context_free(&io);
}

int RelayStream::open_io(AVFormatContext* format, AVIOContext** io, const char* url, int flags, AVDictionary**) {
    auto& self = *static_cast<RelayStream*>(format->opaque);
    if ((flags & AVIO_FLAG_WRITE) != 0) return AVERROR(EPERM);
    *io = self.make_io(url);
    return *io != nullptr ? 0 : AVERROR(EIO);
}

int RelayStream::close_io(AVFormatContext* format, AVIOContext* io) {
    if (io != nullptr) static_cast<RelayStream*>(format->opaque)->free_io(io);
    return 0;
}

// What the door forbade says more than that, because of it, no sound came.
bool RelayStream::fail(wire::RelayFault otherwise) {
    fault_ = door_.last_fault();
    if (wire::is_forbidden(fault_)) return false;
    if (!patience_())
        fault_ = wire::RelayFault::Stalled;
    else if (fault_ == wire::RelayFault::None)
        fault_ = otherwise;
    return false;
}

bool RelayStream::open(const std::string& url) {
    url_ = url;
    door_.forget_fault();
    main_io_ = make_io(url);
    if (main_io_ == nullptr) return fail(wire::RelayFault::NotReachable);
    // By the type the server names. Guessing from the middle of an MP3 stream takes FFmpeg 128 KiB, twice of what
    // Icecast hands to whoever comes: the rest would be waited for at the stream's own pace, for four seconds.
    const AVInputFormat* named = demuxer_of(static_cast<Io*>(main_io_->opaque)->http.content_type());
    if (open_demuxer(named)) return open_decoder();
    if (named == nullptr || fault_ != wire::RelayFault::NotAudio || !patience_()) return false;
    // A server may be wrong about what it sends.
    format_.reset();
    free_io(std::exchange(main_io_, nullptr));
    fault_ = wire::RelayFault::None;
    main_io_ = make_io(url);
    if (main_io_ == nullptr) return fail(wire::RelayFault::NotReachable);
    return open_demuxer(nullptr) && open_decoder();
}

bool RelayStream::open_demuxer(const AVInputFormat* named) {
    AVFormatContext* raw = avformat_alloc_context();
    if (raw == nullptr) throw std::bad_alloc();
    raw->pb = main_io_;
    raw->opaque = this;
    raw->io_open = open_io;
    raw->io_close2 = close_io;
    raw->interrupt_callback = {is_over, this};
    raw->flags |= AVFMT_FLAG_CUSTOM_IO;
    raw->format_whitelist = av_strdup(kContainers);
    raw->codec_whitelist = av_strdup(kCodecs);
    raw->probesize = 64 * 1024;
    raw->max_analyze_duration = AV_TIME_BASE;
    AVDictionary* options = nullptr;
    av_dict_set(&options, "http_persistent", "0", 0);
    av_dict_set(&options, "http_multiple", "0", 0);
    // How long a playlist may stand still is judged by whoever owns us, by the sound that comes.
    av_dict_set(&options, "m3u8_hold_counters", "1000", 0);
    av_dict_set(&options, "max_reload", "1000", 0);
    const int opened = avformat_open_input(&raw, url_.c_str(), named, &options);
    av_dict_free(&options);
    if (opened < 0) return fail(wire::RelayFault::NotAudio);
    format_.reset(raw);
    if (avformat_find_stream_info(raw, nullptr) < 0) return fail(wire::RelayFault::NotAudio);
    stream_ = av_find_best_stream(raw, AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
    if (stream_ < 0) return fail(wire::RelayFault::NotAudio);
    for (unsigned i = 0; i < raw->nb_streams; ++i)
        if (static_cast<int>(i) != stream_) raw->streams[i]->discard = AVDISCARD_ALL;
    return true;
}

bool RelayStream::open_decoder() {
    const AVCodecParameters& parameters = *format_->streams[stream_]->codecpar;
    const AVCodec* decoder = avcodec_find_decoder(parameters.codec_id);
    if (decoder == nullptr) return fail(wire::RelayFault::NotAudio);
    codec_.reset(avcodec_alloc_context3(decoder));
    if (!codec_) throw std::bad_alloc();
    codec_->thread_count = 1;
    codec_->codec_whitelist = av_strdup(kCodecs);
    codec_->pkt_timebase = format_->streams[stream_]->time_base;
    if (avcodec_parameters_to_context(codec_.get(), &parameters) < 0 ||
        avcodec_open2(codec_.get(), decoder, nullptr) < 0)
        return fail(wire::RelayFault::NotAudio);
    description_ = av::describe(parameters);
    described_rate_ = parameters.sample_rate;
    described_channels_ = parameters.ch_layout.nb_channels;
    return true;
}

// How much sound is missing before this piece: by the time stamps, or by what the decoder could make nothing of. A leap
// is none: a server that begins anew, or a playlist that says so.
void RelayStream::note_frame() {
    const double seconds = static_cast<double>(frame_->nb_samples) / frame_->sample_rate;
    const bool is_first = !due_;
    double missing = std::exchange(undecoded_, 0.0);
    if (frame_->pts != AV_NOPTS_VALUE) {
        const double at = static_cast<double>(frame_->pts) * av_q2d(format_->streams[stream_]->time_base);
        const double late = at - due_.value_or(at);
        if (late > kJitter && late < kLeap) missing = std::max(missing, late);
        due_ = at + seconds;
    } else {
        due_ = due_.value_or(0.0) + seconds;
    }
    if (!is_first) missing_ += std::min(missing, kLeap);
    if (frame_->sample_rate == described_rate_ && frame_->ch_layout.nb_channels == described_channels_) return;
    described_rate_ = frame_->sample_rate;
    described_channels_ = frame_->ch_layout.nb_channels;
    description_ = description_of(*codec_);
}

void RelayStream::note_undecoded() {
    const double ticks = static_cast<double>(packet_->duration);
    undecoded_ += packet_->duration > 0 ? ticks * av_q2d(format_->streams[stream_]->time_base) : kUsualPiece;
}

// Of an Ogg stream: each song is a chapter of its own.
void RelayStream::note_title() {
    AVStream& stream = *format_->streams[stream_];
    const bool is_new = (stream.event_flags & AVSTREAM_EVENT_FLAG_METADATA_UPDATED) != 0;
    if (!is_new && due_) return;
    stream.event_flags &= ~AVSTREAM_EVENT_FLAG_METADATA_UPDATED;
    const AVDictionaryEntry* title = av_dict_get(stream.metadata, "title", nullptr, 0);
    const AVDictionaryEntry* artist = av_dict_get(stream.metadata, "artist", nullptr, 0);
    if (title == nullptr) return;
    title_ = one_line((artist != nullptr ? std::string(artist->value) + " – " : "") + title->value, kMostTitle);
}

const AVFrame* RelayStream::next() {
    for (;;) {
        const int got = avcodec_receive_frame(codec_.get(), frame_.get());
        if (got >= 0 && frame_->nb_samples > 0 && frame_->sample_rate > 0) {
            note_frame();
            return frame_.get();
        }
        if (got >= 0) continue;
        if (got != AVERROR(EAGAIN)) note_undecoded();
        if (!patience_()) return fail(wire::RelayFault::Stalled), nullptr;
        const int read = av_read_frame(format_.get(), packet_.get());
        if (read == AVERROR(EAGAIN)) continue;
        if (read < 0) return fail(wire::RelayFault::Ended), nullptr;
        // A chained Ogg brings a new decoder's worth of headers: the old one is replaced.
        const AVCodecParameters& now = *format_->streams[stream_]->codecpar;
        if (packet_->stream_index == stream_) {
            if (now.codec_id != codec_->codec_id && !open_decoder()) return nullptr;
            note_title();
            if (avcodec_send_packet(codec_.get(), packet_.get()) < 0) note_undecoded();
        }
        av_packet_unref(packet_.get());
    }
}

}  // namespace truyenthanh

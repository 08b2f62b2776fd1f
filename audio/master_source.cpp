// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See master_source.h.
#include "audio/master_source.h"

#include <FLAC/stream_decoder.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace truyenthanh {
namespace {

using Hash = std::array<unsigned char, kBlockHashBytes>;

// Reads exactly `count` bytes, or says no.
bool read_all(const Descriptor& fd, unsigned char* out, std::size_t count, std::int64_t offset) {
    while (count > 0) {
        const ssize_t got = ::pread(fd.get(), out, count, offset);
        if (got <= 0) return false;
        out += got;
        count -= static_cast<std::size_t>(got);
        offset += got;
    }
    return true;
}

}  // namespace

VerifiedFile::VerifiedFile(OpenMaster master)
    : master_(std::move(master)), block_(static_cast<std::size_t>(kHashBlockBytes)) {}

bool VerifiedFile::load(std::int64_t block) {
    if (block == loaded_) return true;
    const std::int64_t offset = block * kHashBlockBytes;
    const auto count = static_cast<std::size_t>(std::min(kHashBlockBytes, master_.bytes - offset));
    loaded_ = -1;
    Hash approved{};
    Hash found{};
    fault_ = EndCause::Unreadable;
    if (!read_all(master_.block_hashes, approved.data(), approved.size(), block * kBlockHashBytes)) return false;
    if (!read_all(master_.file, block_.data(), count, offset)) return false;
    fault_ = EndCause::Tampered;
    crypto_generichash(found.data(), found.size(), block_.data(), count, nullptr, 0);
    if (sodium_memcmp(found.data(), approved.data(), found.size()) != 0) return false;
    fault_ = EndCause::None;
    loaded_ = block;
    return true;
}

std::int64_t VerifiedFile::read(void* out, std::int64_t offset, std::int64_t count) {
    auto* to = static_cast<unsigned char*>(out);
    std::int64_t done = 0;
    while (done < count && offset >= 0 && offset < master_.bytes && fault_ == EndCause::None) {
        if (!load(offset / kHashBlockBytes)) break;
        const std::int64_t within = offset % kHashBlockBytes;
        const std::int64_t held = std::min(kHashBlockBytes - within, master_.bytes - offset);
        const std::int64_t part = std::min(held, count - done);
        std::memcpy(to + done, block_.data() + within, static_cast<std::size_t>(part));
        done += part;
        offset += part;
    }
    return done;
}

// Decodes from the verified file straight to where the frames are wanted; what a FLAC frame has beyond that is kept.
struct MasterSource::Decoder {
    explicit Decoder(VerifiedFile& verified);

    // Reads what stands before the sound. False: this is no master of ours.
    bool begin();
    // To a frame, which may be the end. False: it is not there.
    bool seek(std::int64_t frame);
    std::uint32_t read(float* out, std::uint32_t frames);
    // The file is not what it says it is.
    bool is_broken() const noexcept { return is_broken_; }

private:
    static FLAC__StreamDecoderReadStatus on_read(const FLAC__StreamDecoder*, FLAC__byte* out, std::size_t* bytes,
                                                 void* self);
    static FLAC__StreamDecoderWriteStatus on_frame(const FLAC__StreamDecoder*, const FLAC__Frame* frame,
                                                   const FLAC__int32* const samples[], void* self);
    void keep(const FLAC__Frame& frame, const FLAC__int32* const samples[]);
    void put(const FLAC__int32* const samples[], std::size_t from, std::size_t count, float* out) const;

    VerifiedFile& file_;
    std::int64_t position_ = 0;
    std::uint32_t channels_ = 0;
    std::uint32_t bits_ = 0;  // of a sample
    float scale_ = 0.0F;      // of its least step
    float* out_ = nullptr;    // where the next frames are wanted,
    std::size_t wanted_ = 0;  // and how many
    std::vector<float> kept_;
    std::size_t first_kept_ = 0;  // frame
    bool is_at_end_ = false;
    bool is_broken_ = false;
    std::unique_ptr<FLAC__StreamDecoder, void (*)(FLAC__StreamDecoder*)> flac_;
};

MasterSource::Decoder::Decoder(VerifiedFile& verified)
    : file_(verified), flac_(FLAC__stream_decoder_new(), FLAC__stream_decoder_delete) {}

FLAC__StreamDecoderReadStatus MasterSource::Decoder::on_read(const FLAC__StreamDecoder*, FLAC__byte* out,
                                                             std::size_t* bytes, void* self) {
    auto& decoder = *static_cast<Decoder*>(self);
    const std::int64_t got = decoder.file_.read(out, decoder.position_, static_cast<std::int64_t>(*bytes));
    *bytes = static_cast<std::size_t>(got);
    decoder.position_ += got;
    return got > 0 ? FLAC__STREAM_DECODER_READ_STATUS_CONTINUE : FLAC__STREAM_DECODER_READ_STATUS_END_OF_STREAM;
}

FLAC__StreamDecoderWriteStatus MasterSource::Decoder::on_frame(const FLAC__StreamDecoder*, const FLAC__Frame* frame,
                                                               const FLAC__int32* const samples[], void* self) {
    static_cast<Decoder*>(self)->keep(*frame, samples);
    return FLAC__STREAM_DECODER_WRITE_STATUS_CONTINUE;
}

void MasterSource::Decoder::put(const FLAC__int32* const samples[], std::size_t from, std::size_t count,
                                float* out) const {
    const float scale = scale_;
    const FLAC__int32* const left = samples[0] + from;
    const FLAC__int32* const right = samples[channels_ - 1] + from;
    for (std::size_t i = 0; i < count; ++i) {
        out[2 * i] = scale * static_cast<float>(left[i]);
        out[2 * i + 1] = scale * static_cast<float>(right[i]);
    }
}

void MasterSource::Decoder::keep(const FLAC__Frame& frame, const FLAC__int32* const samples[]) {
    is_broken_ = is_broken_ || frame.header.channels != channels_ || frame.header.bits_per_sample != bits_;
    if (is_broken_) return;
    const std::size_t count = std::min<std::size_t>(wanted_, frame.header.blocksize);
    put(samples, 0, count, out_);
    out_ += 2 * count;
    wanted_ -= count;
    first_kept_ = 0;
    kept_.resize(2 * (frame.header.blocksize - count));
    put(samples, count, frame.header.blocksize - count, kept_.data());
}

bool MasterSource::Decoder::begin() {
    const auto seek_to = [](const FLAC__StreamDecoder*, FLAC__uint64 offset, void* self) {
        auto& decoder = *static_cast<Decoder*>(self);
        decoder.position_ = static_cast<std::int64_t>(offset);
        return offset <= static_cast<FLAC__uint64>(decoder.file_.bytes()) ? FLAC__STREAM_DECODER_SEEK_STATUS_OK
                                                                          : FLAC__STREAM_DECODER_SEEK_STATUS_ERROR;
    };
    const auto tell = [](const FLAC__StreamDecoder*, FLAC__uint64* offset, void* self) {
        *offset = static_cast<FLAC__uint64>(static_cast<Decoder*>(self)->position_);
        return FLAC__STREAM_DECODER_TELL_STATUS_OK;
    };
    const auto length = [](const FLAC__StreamDecoder*, FLAC__uint64* bytes, void* self) {
        *bytes = static_cast<FLAC__uint64>(static_cast<Decoder*>(self)->file_.bytes());
        return FLAC__STREAM_DECODER_LENGTH_STATUS_OK;
    };
    const auto is_at_end = [](const FLAC__StreamDecoder*, void* self) -> FLAC__bool {
        const auto& decoder = *static_cast<Decoder*>(self);
        return decoder.position_ >= decoder.file_.bytes();
    };
    const auto on_facts = [](const FLAC__StreamDecoder*, const FLAC__StreamMetadata* facts, void* self) {
        const FLAC__StreamMetadata_StreamInfo& sound = facts->data.stream_info;
        auto& decoder = *static_cast<Decoder*>(self);
        decoder.channels_ = sound.sample_rate == kSampleRate && sound.channels <= 2 ? sound.channels : 0;
        decoder.bits_ = sound.bits_per_sample;
        decoder.scale_ = std::ldexp(1.0F, 1 - static_cast<int>(sound.bits_per_sample));
    };
    const auto on_error = [](const FLAC__StreamDecoder*, FLAC__StreamDecoderErrorStatus, void* self) {
        static_cast<Decoder*>(self)->is_broken_ = true;
    };
    FLAC__StreamDecoder* flac = flac_.get();
    const bool is_open =
        flac != nullptr &&
        FLAC__stream_decoder_init_stream(flac, on_read, seek_to, tell, length, is_at_end, on_frame, on_facts, on_error,
                                         this) == FLAC__STREAM_DECODER_INIT_STATUS_OK &&
        FLAC__stream_decoder_process_until_end_of_metadata(flac) != 0;
    return is_open && !is_broken_ && channels_ > 0;
}

bool MasterSource::Decoder::seek(std::int64_t frame) {
    const auto all = static_cast<std::int64_t>(FLAC__stream_decoder_get_total_samples(flac_.get()));
    kept_.clear();
    first_kept_ = 0;
    is_at_end_ = frame == all;
    if (is_at_end_) return true;
    return frame < all && FLAC__stream_decoder_seek_absolute(flac_.get(), static_cast<FLAC__uint64>(frame)) != 0 &&
           !is_broken_;
}

std::uint32_t MasterSource::Decoder::read(float* out, std::uint32_t frames) {
    const std::size_t held = std::min<std::size_t>(kept_.size() / 2 - first_kept_, frames);
    std::copy_n(kept_.data() + 2 * first_kept_, 2 * held, out);
    first_kept_ += held;
    out_ = out + 2 * held;
    wanted_ = frames - held;
    while (wanted_ > 0 && !is_at_end_ && !is_broken_) {
        is_broken_ = FLAC__stream_decoder_process_single(flac_.get()) == 0 || is_broken_;
        is_at_end_ = FLAC__stream_decoder_get_state(flac_.get()) == FLAC__STREAM_DECODER_END_OF_STREAM;
    }
    return frames - static_cast<std::uint32_t>(std::exchange(wanted_, 0));
}

MasterSource::MasterSource(OpenMaster master, Frames skip, bool loops)
    : file_(std::move(master)), skip_(skip), loops_(loops) {}

MasterSource::~MasterSource() = default;

EndCause MasterSource::fault() const noexcept { return file_.fault() != EndCause::None ? file_.fault() : fault_; }

bool MasterSource::open() {
    decoder_ = std::make_unique<Decoder>(file_);
    const bool is_ours = decoder_->begin() && (skip_.count == 0 || decoder_->seek(skip_.count));
    if (!is_ours) fault_ = EndCause::Unreadable;
    return is_ours;
}

std::uint32_t MasterSource::read(float* out, std::uint32_t frames) {
    if (fault() != EndCause::None || (!decoder_ && !open())) return 0;
    std::uint32_t got = decoder_->read(out, frames);
    if (got == 0 && loops_ && fault() == EndCause::None && decoder_->seek(skip_.count))
        got = decoder_->read(out, frames);
    if (decoder_->is_broken()) fault_ = EndCause::Unreadable;
    return got;
}

}  // namespace truyenthanh

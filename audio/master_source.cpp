// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See master_source.h.
#include "audio/master_source.h"

#include <sndfile.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

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

// libsndfile's view of the file.
struct MasterSource::Decoder {
    explicit Decoder(VerifiedFile& verified) : file(verified) {}

    static sf_count_t length(void* self) { return static_cast<Decoder*>(self)->file.bytes(); }
    static sf_count_t tell(void* self) { return static_cast<Decoder*>(self)->position; }
    static sf_count_t write(const void*, sf_count_t, void*) { return 0; }
    static sf_count_t seek(sf_count_t offset, int whence, void* self) {
        auto& decoder = *static_cast<Decoder*>(self);
        const sf_count_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? decoder.position : decoder.file.bytes();
        decoder.position = std::clamp<sf_count_t>(base + offset, 0, decoder.file.bytes());
        return decoder.position;
    }
    static sf_count_t read(void* out, sf_count_t count, void* self) {
        auto& decoder = *static_cast<Decoder*>(self);
        const sf_count_t got = decoder.file.read(out, decoder.position, count);
        decoder.position += got;
        return got;
    }

    VerifiedFile& file;
    sf_count_t position = 0;
    SF_VIRTUAL_IO door{length, seek, read, write, tell};
    std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> sound{nullptr, sf_close};
};

MasterSource::MasterSource(OpenMaster master, Frames skip, bool loops)
    : file_(std::move(master)), skip_(skip), loops_(loops) {}

MasterSource::~MasterSource() = default;

EndCause MasterSource::fault() const noexcept { return file_.fault() != EndCause::None ? file_.fault() : fault_; }

bool MasterSource::open() {
    decoder_ = std::make_unique<Decoder>(file_);
    SF_INFO format{};
    decoder_->sound.reset(sf_open_virtual(&decoder_->door, SFM_READ, &format, decoder_.get()));
    channels_ = format.channels;
    const bool is_ours = decoder_->sound && format.samplerate == kSampleRate && channels_ >= 1 && channels_ <= 2;
    if (!is_ours || sf_seek(decoder_->sound.get(), skip_.count, SEEK_SET) != skip_.count) {
        fault_ = EndCause::Unreadable;
        return false;
    }
    return true;
}

std::uint32_t MasterSource::read(float* out, std::uint32_t frames) {
    if (fault() != EndCause::None || (!decoder_ && !open())) return 0;
    SNDFILE* sound = decoder_->sound.get();
    sf_count_t got = sf_readf_float(sound, out, frames);
    if (got == 0 && loops_ && fault() == EndCause::None && sf_seek(sound, skip_.count, SEEK_SET) == skip_.count)
        got = sf_readf_float(sound, out, frames);
    if (channels_ == 1)
        for (sf_count_t i = got; i-- > 0;) out[2 * i] = out[2 * i + 1] = out[i];
    return static_cast<std::uint32_t>(std::max<sf_count_t>(got, 0));
}

}  // namespace truyenthanh

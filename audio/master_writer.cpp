// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See master_writer.h.
#include "audio/master_writer.h"

#include <nettle/sha2.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <system_error>

#include "audio/sixteen_bits.h"
#include "core/error.h"
#include "core/units.h"

namespace truyenthanh {

namespace {

// Triangular noise of ±1 step for the frame of that number: two uniform halves of a mixed counter. A function of the
// number alone, so that the compiler can make several at once.
inline float dither_of(std::uint32_t number) noexcept {
    std::uint32_t mixed = number * 0x9E3779B9U;
    mixed ^= mixed >> 16;
    mixed *= 0x85EBCA6BU;
    mixed ^= mixed >> 13;
    mixed *= 0xC2B2AE35U;
    mixed ^= mixed >> 16;
    return (static_cast<float>(static_cast<std::int32_t>(mixed & 0xFFFFU)) +
            static_cast<float>(static_cast<std::int32_t>(mixed >> 16))) /
               65536.0F -
           1.0F;
}

}  // namespace

// Both channels get the same noise: what was alike in them stays alike, and takes no second room in the master.
template <int channels>
void Quantiser::quantise(const float* from, std::int16_t* to, std::uint32_t frames) const {
    const float scale = is_exact_ ? 0.0F : 1.0F;
    for (std::uint32_t frame = 0; frame < frames; ++frame) {
        const float noise = scale * dither_of(number_ + frame);
        for (int channel = 0; channel < channels; ++channel, ++from, ++to) {
            const float value = std::fabs(*from) < 1e6F ? *from * 32768.0F : 0.0F;  // no number: silence
            *to = to_nearest_step(value + (value != 0.0F ? noise : 0.0F));
        }
    }
}

void Quantiser::run(const std::vector<float>& in, std::vector<std::int16_t>& out) {
    out.resize(in.size());
    const auto frames = static_cast<std::uint32_t>(in.size()) / static_cast<std::uint32_t>(channels_);
    if (channels_ == 1)
        quantise<1>(in.data(), out.data(), frames);
    else
        quantise<2>(in.data(), out.data(), frames);
    number_ += frames;
}

MasterWriter::MasterWriter(int fd, int channels) : fd_(fd) {
    SF_INFO info{};
    info.samplerate = kSampleRate;
    info.channels = channels;
    info.format = SF_FORMAT_FLAC | SF_FORMAT_PCM_16;
    file_.reset(sf_open_fd(fd, SFM_WRITE, &info, SF_FALSE));
    if (!file_) throw DecodeError({"intake.no_writer", {{"reason", sf_strerror(nullptr)}}});
    // The quickest to read, but for two channels that are alike: those are one to read. See decision 0020.
    double level = 1.0 / 8.0;
    sf_command(file_.get(), SFC_SET_COMPRESSION_LEVEL, &level, sizeof level);
}

void MasterWriter::write(const std::int16_t* samples, std::int64_t frames) {
    if (sf_writef_short(file_.get(), samples, frames) != frames)
        throw std::system_error(ENOSPC, std::generic_category());
}

std::array<std::uint8_t, 32> MasterWriter::close() {
    file_.reset();
    sha256_ctx state;
    sha256_init(&state);
    std::vector<unsigned char> block(1 << 18);
    off_t at = 0;
    for (ssize_t got = 0; (got = pread(fd_, block.data(), block.size(), at)) > 0; at += got)
        sha256_update(&state, static_cast<std::size_t>(got), block.data());
    std::array<std::uint8_t, 32> hash{};
    sha256_digest(&state, hash.size(), hash.data());
    return hash;
}

}  // namespace truyenthanh

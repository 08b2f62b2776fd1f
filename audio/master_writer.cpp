// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See master_writer.h.
#include "audio/master_writer.h"

#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <system_error>

#include "core/error.h"
#include "core/units.h"

namespace truyenthanh {

// Two uniform numbers of 16 bits each from one step of a 32-bit generator: their sum is triangular, ±1 step.
float Quantiser::dither() noexcept {
    state_ = state_ * 1664525U + 1013904223U;
    const std::uint32_t mixed = state_ ^ (state_ >> 15);
    return (static_cast<float>(mixed & 0xffffU) + static_cast<float>(state_ >> 16)) / 65536.0F - 1.0F;
}

void Quantiser::run(const std::vector<float>& in, std::vector<std::int16_t>& out) {
    out.resize(in.size());
    for (std::size_t i = 0; i < in.size(); ++i) {
        float value = std::isfinite(in[i]) ? in[i] * 32768.0F : 0.0F;
        if (!is_exact_ && value != 0.0F) value += dither();
        out[i] = static_cast<std::int16_t>(std::lrintf(std::clamp(value, -32768.0F, 32767.0F)));
    }
}

MasterWriter::MasterWriter(int fd, int channels) : fd_(fd) {
    SF_INFO info{};
    info.samplerate = kSampleRate;
    info.channels = channels;
    info.format = SF_FORMAT_FLAC | SF_FORMAT_PCM_16;
    file_.reset(sf_open_fd(fd, SFM_WRITE, &info, SF_FALSE));
    if (!file_) throw DecodeError({"intake.no_writer", {{"reason", sf_strerror(nullptr)}}});
    // The quickest to read: a station plays a master many times, and the bytes saved by trying harder are a twentieth.
    double quickest = 0.0;
    sf_command(file_.get(), SFC_SET_COMPRESSION_LEVEL, &quickest, sizeof quickest);
}

void MasterWriter::write(const std::int16_t* samples, std::int64_t frames) {
    if (sf_writef_short(file_.get(), samples, frames) != frames)
        throw std::system_error(ENOSPC, std::generic_category());
}

std::array<std::uint8_t, 32> MasterWriter::close() {
    file_.reset();
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    std::vector<unsigned char> block(1 << 18);
    off_t at = 0;
    for (ssize_t got = 0; (got = pread(fd_, block.data(), block.size(), at)) > 0; at += got)
        crypto_hash_sha256_update(&state, block.data(), static_cast<std::size_t>(got));
    std::array<std::uint8_t, 32> hash{};
    crypto_hash_sha256_final(&state, hash.data());
    return hash;
}

}  // namespace truyenthanh

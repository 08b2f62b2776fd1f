// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See sound_file.h.
#include "audio/sound_file.h"

#include <sndfile.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "audio/sixteen_bits.h"
#include "core/error.h"
#include "core/units.h"

namespace truyenthanh {

namespace {

// Of FLAC's levels, in libsndfile's eighths, the least that codes what two channels have in common once.
constexpr double kHurriedLevel = 1.0 / 8.0;

int format_of(const std::filesystem::path& extension) {
    if (extension == ".opus") return SF_FORMAT_OGG | SF_FORMAT_OPUS;
    return SF_FORMAT_PCM_16 | (extension == ".flac" ? SF_FORMAT_FLAC : SF_FORMAT_RF64);
}

}  // namespace

// libsndfile would round down, one sample at a time.
void to_sixteen_bits(std::span<const float> samples, std::int16_t* out) noexcept {
    const float* const from = samples.data();
    for (std::size_t i = 0; i < samples.size(); ++i) out[i] = to_nearest_step(from[i] * 32768.0F);
}

bool copy_sound(const std::filesystem::path& from, Frames skip, Frames frames, SoundFile& to) {
    SF_INFO format{};
    const std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> sound{sf_open(from.c_str(), SFM_READ, &format), sf_close};
    const bool is_ours = sound && format.samplerate == kSampleRate && format.channels == 2;
    if (!is_ours || sf_seek(sound.get(), skip.count, SEEK_SET) < 0) return false;
    std::vector<float> block(2 * std::size_t{4096});
    for (std::int64_t left = frames.count; left > 0;) {
        const sf_count_t got = sf_readf_float(sound.get(), block.data(), std::min<sf_count_t>(left, 4096));
        if (got <= 0 || !to.write(std::span(block).first(2 * static_cast<std::size_t>(got)))) return false;
        left -= got;
    }
    return true;
}

struct SoundFile::Handle {
    std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> sound{nullptr, sf_close};
    std::vector<std::int16_t> block;
};

SoundFile::SoundFile(const std::filesystem::path& file, bool is_hurried) : handle_(std::make_unique<Handle>()) {
    SF_INFO format{};
    format.samplerate = kSampleRate;
    format.channels = 2;
    format.format = format_of(file.extension());
    handle_->sound.reset(sf_open(file.c_str(), SFM_WRITE, &format));
    if (!handle_->sound) {
        throw DeviceError(Message{"air.no_capture", {{"file", file.string()}, {"reason", sf_strerror(nullptr)}}});
    }
    double level = kHurriedLevel;
    if (is_hurried && file.extension() == ".flac")
        sf_command(handle_->sound.get(), SFC_SET_COMPRESSION_LEVEL, &level, sizeof level);
    sf_command(handle_->sound.get(), SFC_RF64_AUTO_DOWNGRADE, nullptr, SF_TRUE);
}

SoundFile::~SoundFile() = default;

bool SoundFile::write(std::span<const float> samples) {
    handle_->block.resize(samples.size());
    to_sixteen_bits(samples, handle_->block.data());
    return write(std::span<const std::int16_t>{handle_->block});
}

bool SoundFile::write(std::span<const std::int16_t> samples) {
    const auto frames = static_cast<sf_count_t>(samples.size() / 2);
    return sf_writef_short(handle_->sound.get(), samples.data(), frames) == frames;
}

bool SoundFile::close() { return sf_close(handle_->sound.release()) == 0; }

}  // namespace truyenthanh

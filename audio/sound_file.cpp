// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See sound_file.h.
#include "audio/sound_file.h"

#include <sndfile.h>

#include "core/error.h"
#include "core/units.h"

namespace truyenthanh {

struct SoundFile::Handle {
    std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> sound{nullptr, sf_close};
};

SoundFile::SoundFile(const std::filesystem::path& file) : handle_(std::make_unique<Handle>()) {
    SF_INFO format{};
    format.samplerate = kSampleRate;
    format.channels = 2;
    format.format = SF_FORMAT_PCM_16 | (file.extension() == ".flac" ? SF_FORMAT_FLAC : SF_FORMAT_RF64);
    handle_->sound.reset(sf_open(file.c_str(), SFM_WRITE, &format));
    if (!handle_->sound) {
        throw DeviceError(Message{"air.no_capture", {{"file", file.string()}, {"reason", sf_strerror(nullptr)}}});
    }
    sf_command(handle_->sound.get(), SFC_SET_CLIPPING, nullptr, SF_TRUE);
    sf_command(handle_->sound.get(), SFC_RF64_AUTO_DOWNGRADE, nullptr, SF_TRUE);
}

SoundFile::~SoundFile() = default;

bool SoundFile::write(std::span<const float> samples) {
    const auto frames = static_cast<sf_count_t>(samples.size() / 2);
    return sf_writef_float(handle_->sound.get(), samples.data(), frames) == frames;
}

bool SoundFile::close() { return sf_close(handle_->sound.release()) == 0; }

}  // namespace truyenthanh

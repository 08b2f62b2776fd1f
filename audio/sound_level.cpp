// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See sound_level.h.
#include "audio/sound_level.h"

#include <sndfile.h>

#include <memory>
#include <vector>

#include "audio/measure.h"

namespace truyenthanh {

std::optional<SoundLevel> level_of(const std::filesystem::path& file, Frames skip, Frames frames) {
    SF_INFO format{};
    const std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> sound{sf_open(file.c_str(), SFM_READ, &format), sf_close};
    const bool is_ours = sound && format.samplerate == kSampleRate && (format.channels == 1 || format.channels == 2);
    if (!is_ours || sf_seek(sound.get(), skip.count, SEEK_SET) < 0) return std::nullopt;
    const auto channels = static_cast<std::size_t>(format.channels);
    std::vector<std::int16_t> samples(static_cast<std::size_t>(frames.count) * channels);
    const sf_count_t got = sf_readf_short(sound.get(), samples.data(), frames.count);
    if (got <= 0) return std::nullopt;
    Measure measure(format.channels);
    measure.add(samples.data(), static_cast<int>(got));
    return SoundLevel{measure.loudness_lufs(), measure.true_peak_dbtp()};
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How loud a stretch of a sound file of our own making is. Thread: any; blocks on the disk.
#pragma once

#include <filesystem>
#include <optional>

#include "core/units.h"

namespace truyenthanh {

// As audio/measure.h has them: −70 LUFS where it is too quiet to say.
struct SoundLevel {
    double loudness_lufs = -70.0;
    double true_peak_dbtp = -120.0;
};

// Nothing where the file cannot be read or ends before the stretch begins; of one that ends within it, what there is.
std::optional<SoundLevel> level_of(const std::filesystem::path& file, Frames skip, Frames frames);

}  // namespace truyenthanh

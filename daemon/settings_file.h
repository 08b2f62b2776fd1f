// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// station.toml and what lies beside it as bytes on a disk: kept, and replaced as a whole. Thread: any one.
#pragma once

#include <filesystem>
#include <string>

#include "core/units.h"

namespace truyenthanh {

// Each throws RequestError settings.not_written, naming the file and why.
// Under FOLDER/station-DATE.toml, of station.toml; where that is.
std::filesystem::path keep_old(const std::string& text, const std::filesystem::path& of,
                               const std::filesystem::path& folder, WallTime now);
// In its place at once or not at all, also through a power cut; rights and group stay as they were.
void replace_file(const std::filesystem::path& file, const std::string& text);

}  // namespace truyenthanh

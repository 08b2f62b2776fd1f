// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A scenario folder read and played. The files and their lines are explained in README.md beside this file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace truyenthanh {

struct Played {
    std::string as_run;
    std::vector<std::string> commands;
};

// Throws std::runtime_error with file and line where the folder cannot be understood.
Played play(const std::filesystem::path& folder);

std::string read_text(const std::filesystem::path& file);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which of many backups are kept: the newest of each of the last days, weeks and months, and of every year. A backup's
// time is the one in its name (store/backup.h). Thread: any.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/units.h"

namespace truyenthanh {

struct Rotation {
    int days = 7;
    int weeks = 5;
    int months = 12;
};

// Those of `names` that may go; the newest never does. What is not named like a backup is left alone. Pure.
std::vector<std::string> out_of_rotation(const std::vector<std::string>& names, const Rotation& rotation);

// Removes them from the folder and says which they were. Throws StoreError.
std::vector<std::string> rotate_backups(const std::filesystem::path& folder, const Rotation& rotation);

}  // namespace truyenthanh

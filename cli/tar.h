// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files put into one .tar (POSIX ustar), which every system can open. Pure.
#pragma once

#include <string>

#include "core/units.h"

namespace truyenthanh {

// One file; `name` of at most 99 bytes, plain letters and '/'.
std::string tar_entry(const std::string& name, const std::string& content, WallTime at);
// What ends the archive.
std::string tar_end();

}  // namespace truyenthanh

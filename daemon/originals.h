// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files as they were brought, kept beside the masters made from them. Any thread; blocks on the disk.
#pragma once

#include <filesystem>
#include <string>

#include "core/descriptor.h"
#include "core/library.h"

namespace truyenthanh {

// originals/ab/<hash of the master>.<ending of the brought name, if it is a plain one>.
std::filesystem::path original_path(const std::filesystem::path& originals, const Sha256& master,
                                    const std::string& brought_name);
// Copies the whole of the open file there, durably; nothing is left behind on failure. Throws StoreError.
void keep_original(int file, const std::filesystem::path& path);
// A copy without a name in that folder, which nobody else can write. Throws StoreError.
Descriptor private_copy(int file, const std::filesystem::path& folder);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A text as an open file that has no name on any disk, for a child process to read. Thread: any.
#pragma once

#include <string>

#include "core/descriptor.h"

namespace truyenthanh {

// Throws StoreError.
Descriptor memory_file(const char* name, const std::string& content);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What came with a call as a descriptor, read whole. Thread: any.
#pragma once

#include <string>

#include "core/message.h"

namespace truyenthanh {

// The file from its beginning, wherever its offset stands. Throws RequestError `too_long` where it has more than `most`
// bytes, desk.failed where it cannot be read.
std::string whole_file(int file, std::size_t most, const Message& too_long);

}  // namespace truyenthanh

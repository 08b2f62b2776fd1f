// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See whole_file.h.
#include "daemon/whole_file.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "core/error.h"

namespace truyenthanh {

std::string whole_file(int file, std::size_t most, const Message& too_long) {
    std::string content;
    std::array<char, 64 * 1024> block;
    while (true) {
        const ssize_t count = ::pread(file, block.data(), block.size(), static_cast<off_t>(content.size()));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw RequestError({"desk.failed", {{"why", std::strerror(errno)}}});
        if (count == 0) return content;
        content.append(block.data(), static_cast<std::size_t>(count));
        if (content.size() > most) throw RequestError(too_long);
    }
}

}  // namespace truyenthanh

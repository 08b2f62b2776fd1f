// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See originals.h.
#include "daemon/originals.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "core/descriptor.h"
#include "core/error.h"

namespace truyenthanh {

namespace {

namespace fs = std::filesystem;

// Copies from the file's beginning whatever its position; false with errno set.
bool copy_bytes(int from, int to) {
    std::array<char, 128 * 1024> block;
    for (off_t at = 0;;) {
        const ssize_t count = ::pread(from, block.data(), block.size(), at);
        if (count == 0) return true;
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        at += count;
        for (ssize_t written = 0; written < count;) {
            const ssize_t part = ::write(to, block.data() + written, static_cast<std::size_t>(count - written));
            if (part < 0 && errno != EINTR) return false;
            written += std::max<ssize_t>(part, 0);
        }
    }
}

}  // namespace

fs::path original_path(const fs::path& originals, const Sha256& master, const std::string& brought_name) {
    std::string ending = fs::path(brought_name).extension().string();
    const bool is_plain = ending.size() > 1 && ending.size() <= 6 &&
                          std::all_of(ending.begin() + 1, ending.end(),
                                      [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; });
    return originals / master.substr(0, 2) / (master + (is_plain ? ending : ""));
}

void keep_original(int file, const fs::path& path) {
    std::error_code ignored;
    fs::create_directories(path.parent_path(), ignored);
    const fs::path half = path.string() + ".part";
    Descriptor copy(::open(half.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640));
    const bool is_kept = copy && copy_bytes(file, copy.get()) && ::fsync(copy.get()) == 0 &&
                         std::rename(half.c_str(), path.c_str()) == 0;
    if (is_kept) return;
    const std::string why = std::strerror(errno);
    ::unlink(half.c_str());
    throw StoreError({"station.original_not_kept", {{"file", path.string()}, {"why", why}}});
}

Descriptor private_copy(int file, const fs::path& folder) {
    std::error_code ignored;
    fs::create_directories(folder, ignored);
    Descriptor copy(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (copy && copy_bytes(file, copy.get())) return copy;
    throw StoreError({"station.original_not_kept", {{"file", folder.string()}, {"why", std::strerror(errno)}}});
}

}  // namespace truyenthanh

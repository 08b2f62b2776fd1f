// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See settings_file.h.
#include "daemon/settings_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "core/descriptor.h"
#include "core/error.h"
#include "core/names.h"

namespace truyenthanh {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void not_written(const fs::path& file) {
    throw RequestError({"settings.not_written", {{"file", file.string()}, {"why", std::strerror(errno)}}});
}

void write_whole(const fs::path& path, const std::string& text, mode_t mode) {
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
    if (!file) not_written(path);
    std::size_t at = 0;
    while (at < text.size()) {
        const ssize_t count = ::write(file.get(), text.data() + at, text.size() - at);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) not_written(path);
        at += static_cast<std::size_t>(count);
    }
    if (::fsync(file.get()) != 0) not_written(path);
}

void settle(const fs::path& folder) {
    const Descriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!open || ::fsync(open.get()) != 0) not_written(folder);
}

}  // namespace

fs::path keep_old(const std::string& text, const fs::path& of, const fs::path& folder, WallTime now) {
    std::string when = to_string(now);
    std::erase_if(when, [](char c) { return c == ':' || c == '-'; });
    const fs::path kept = folder / (of.stem().string() + "-" + when + of.extension().string());
    write_whole(kept, text, 0640);
    return kept;
}

void replace_file(const fs::path& file, const std::string& text) {
    const fs::path fresh = file.string() + ".new";
    struct stat old {};
    const bool is_there = ::stat(file.c_str(), &old) == 0;
    std::error_code ignored;
    fs::remove(fresh, ignored);
    write_whole(fresh, text, 0600);
    const bool has_mode = ::chmod(fresh.c_str(), is_there ? old.st_mode & 07777 : 0640) == 0;
    const bool has_group =
        !is_there || ::chown(fresh.c_str(), static_cast<uid_t>(-1), old.st_gid) == 0 || errno == EPERM;
    if (!has_mode || !has_group || std::rename(fresh.c_str(), file.c_str()) != 0) {
        const int why = errno;
        fs::remove(fresh, ignored);
        errno = why;
        not_written(file);
    }
    settle(file.parent_path());
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See memory_file.h.
#include "daemon/memory_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/error.h"

namespace truyenthanh {

Descriptor memory_file(const char* name, const std::string& content) {
    Descriptor file(::memfd_create(name, MFD_CLOEXEC));
    const auto size = static_cast<ssize_t>(content.size());
    if (!file || ::pwrite(file.get(), content.data(), content.size(), 0) != size) {
        throw StoreError({"store.failed", {{"file", name}, {"reason", std::strerror(errno)}}});
    }
    return file;
}

}  // namespace truyenthanh

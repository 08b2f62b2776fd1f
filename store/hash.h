// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SHA-256 of text and of files, and the block table of a master. The one place of the store that knows nettle and
// libsodium. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/library.h"

namespace truyenthanh {

Sha256 sha256_of(std::string_view bytes);

// What one reading of a file gives: its hash, its length, and one BLAKE2b-256 per 64 KiB block, one after another.
struct FileDigest {
    Sha256 sha256;
    std::int64_t bytes = 0;
    std::string block_hashes;
};

// Reads the file from its beginning, once, whatever its position; the position is left alone. Throws StoreError
// store.unreadable where a read fails; `name` is for the message.
FileDigest digest_of(int fd, const std::string& name);

}  // namespace truyenthanh

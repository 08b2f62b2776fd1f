// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See hash.h. SHA-256 is nettle's, which uses the processor's own instructions (decision 0028).
#include "store/hash.h"

#include <nettle/sha2.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "core/error.h"

namespace truyenthanh {
namespace {

static_assert(kBlockHashBytes == crypto_generichash_BYTES);

void begin_sodium() {
    if (sodium_init() < 0) throw StoreError({"store.no_randomness", {}});
}

Sha256 hexadecimal(const std::array<unsigned char, SHA256_DIGEST_SIZE>& hash) {
    std::array<char, 2 * SHA256_DIGEST_SIZE + 1> text{};
    return sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
}

// Fills the block as far as the file goes; the number of bytes read.
std::size_t read_block(int fd, std::vector<unsigned char>& block, std::int64_t offset, const std::string& name) {
    std::size_t filled = 0;
    while (filled < block.size()) {
        const ssize_t got = ::pread(fd, block.data() + filled, block.size() - filled,
                                    static_cast<off_t>(offset + static_cast<std::int64_t>(filled)));
        if (got == 0) break;
        if (got > 0) {
            filled += static_cast<std::size_t>(got);
        } else if (errno != EINTR) {
            throw StoreError({"store.unreadable", {{"file", name}, {"reason", std::strerror(errno)}}});
        }
    }
    return filled;
}

}  // namespace

Sha256 sha256_of(std::string_view bytes) {
    sha256_ctx state;
    sha256_init(&state);
    sha256_update(&state, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
    std::array<unsigned char, SHA256_DIGEST_SIZE> hash{};
    sha256_digest(&state, hash.size(), hash.data());
    return hexadecimal(hash);
}

FileDigest digest_of(int fd, const std::string& name) {
    begin_sodium();
    FileDigest digest;
    sha256_ctx state;
    sha256_init(&state);
    std::vector<unsigned char> block(kHashBlockBytes);
    std::array<unsigned char, kBlockHashBytes> block_hash{};
    for (;;) {
        const std::size_t size = read_block(fd, block, digest.bytes, name);
        if (size == 0) break;
        sha256_update(&state, size, block.data());
        crypto_generichash(block_hash.data(), block_hash.size(), block.data(), size, nullptr, 0);
        digest.block_hashes.append(reinterpret_cast<const char*>(block_hash.data()), block_hash.size());
        digest.bytes += static_cast<std::int64_t>(size);
        if (size < block.size()) break;
    }
    std::array<unsigned char, SHA256_DIGEST_SIZE> hash{};
    sha256_digest(&state, hash.size(), hash.data());
    digest.sha256 = hexadecimal(hash);
    return digest;
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The hashes are the ones everybody else computes.
#include "store/hash.h"

#include <fcntl.h>

#include <fstream>

#include "core/descriptor.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;

namespace {

struct HashedFile {
    TemporaryFolder folder;
    std::filesystem::path path = folder.path() / "file";
    explicit HashedFile(const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

    FileDigest digest() const {
        const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        return digest_of(file.get(), "file");
    }
};

std::string hexadecimal(const std::string& bytes) {
    constexpr const char* kDigits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        text += kDigits[static_cast<unsigned char>(c) >> 4];
        text += kDigits[static_cast<unsigned char>(c) & 15];
    }
    return text;
}

}  // namespace

TEST_CASE("SHA-256 and BLAKE2b-256 of a short file are those of sha256sum and b2sum") {
    const FileDigest digest = HashedFile("abc").digest();
    CHECK(digest.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hexadecimal(digest.block_hashes) == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    CHECK(digest.bytes == 3);
}

TEST_CASE("an empty file has no blocks") {
    const FileDigest digest = HashedFile("").digest();
    CHECK(digest.sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(digest.bytes == 0);
    CHECK(digest.block_hashes.empty());
}

TEST_CASE("a file of whole blocks has no short one after them") {
    const auto block = static_cast<std::size_t>(kHashBlockBytes);
    std::string bytes(block, 'a');
    bytes.append(block, 'b');
    const FileDigest digest = HashedFile(bytes).digest();
    CHECK(digest.block_hashes.size() == 2 * static_cast<std::size_t>(kBlockHashBytes));
    CHECK(digest.sha256 == sha256_of(bytes));
    const FileDigest longer = HashedFile(bytes.append("c")).digest();
    CHECK(longer.block_hashes.size() == 3 * static_cast<std::size_t>(kBlockHashBytes));
    CHECK(longer.block_hashes.starts_with(digest.block_hashes));
}

TEST_CASE("a block's hash is that of the block alone") {
    const auto block = static_cast<std::size_t>(kHashBlockBytes);
    std::string bytes(block, 'a');
    const FileDigest whole = HashedFile(bytes.append("abc")).digest();
    CHECK(whole.block_hashes.substr(static_cast<std::size_t>(kBlockHashBytes)) ==
          HashedFile("abc").digest().block_hashes);
}

TEST_CASE("what cannot be read is a fault that names the file") {
    const Descriptor folder(::open("/tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    CHECK(refusal([&] { digest_of(folder.get(), "tmp"); }) == "store.unreadable");
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Memory behind a descriptor, shared by two processes of which one may be hostile: created at its final size and sealed
// against shrinking, so that a mapped page never vanishes under a reader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "core/descriptor.h"

namespace truyenthanh {

// One owner of one mapping. Empty after a move.
class Mapping {
public:
    Mapping() noexcept = default;
    Mapping(void* address, std::size_t bytes) noexcept : address_(address), bytes_(bytes) {}
    Mapping(Mapping&& other) noexcept
        : address_(std::exchange(other.address_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}
    Mapping& operator=(Mapping&& other) noexcept;
    ~Mapping();

    void* address() const noexcept { return address_; }
    std::size_t bytes() const noexcept { return bytes_; }
    explicit operator bool() const noexcept { return address_ != nullptr; }

private:
    void* address_ = nullptr;
    std::size_t bytes_ = 0;
};

enum class Access { Read, ReadWrite };

// A zeroed memfd of exactly `bytes`, sealed at that size, and the maker's mapping of it. ReadOnly: nobody else will
// ever map it for writing. `name` is for people (/proc). Throws DeviceError.
enum class Others { ReadOnly, ReadWrite };
Descriptor make_shared_memory(const char* name, std::size_t bytes, Others others, Mapping& own);
// Zeroed memory of this process alone. Throws DeviceError.
Mapping map_private(std::size_t bytes);
// Maps the whole of `fd`; empty where it is no memfd sealed against shrinking, or smaller than `least` bytes or larger
// than `most`.
std::optional<Mapping> map_shared(const Descriptor& fd, Access access, std::size_t least, std::size_t most);
// The same open memory under another descriptor number. Throws DeviceError.
Descriptor duplicate(const Descriptor& fd);

}  // namespace truyenthanh

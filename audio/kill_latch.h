// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The kill latch: a small mapped file that holds the loudspeaker silent. Whoever may write the file can set it, with
// the station hung and the chain's control thread too: the callback reads one word of it every block. It outlives
// restarts and power cuts until somebody releases it by name. A damaged file is a set latch. Thread: is_set() any,
// RT-safe; the rest by one thread of each process.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "audio/shared_memory.h"
#include "core/units.h"

namespace truyenthanh {

struct KillLatchState {
    bool is_set = false;
    std::string who;
    std::string why;
    WallTime at;
};

class KillLatch {
public:
    // Opens the file, creating it released and with mode 0660 where there is none. Throws StoreError.
    explicit KillLatch(const std::filesystem::path& path);

    bool is_set() const noexcept { return word_->load(std::memory_order_acquire) != kReleased; }
    // Silence within one block. On disk when it returns. Names and reasons are cut at 63 and 255 bytes. Throws
    // StoreError.
    void set(std::string_view who, std::string_view why, WallTime now);
    void release(std::string_view who, WallTime now);
    KillLatchState state() const;

private:
    static constexpr std::uint32_t kReleased = 0x6f70656eU;  // "open"; all else is set
    static constexpr std::uint32_t kSet = 0x6b696c6cU;       // "kill"
    struct File;

    void write(std::uint32_t word, std::string_view who, std::string_view why, WallTime now);

    std::filesystem::path path_;
    Descriptor fd_;
    Mapping memory_;
    File* file_ = nullptr;
    std::atomic<std::uint32_t>* word_ = nullptr;
};

}  // namespace truyenthanh

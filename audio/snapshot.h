// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words that one thread replaces together and any other reads together, in this process or another. Two copies: what
// was last stored stays readable even where the writer died in the midst of the next. Thread: store() by one; load() by
// any. Neither waits.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace truyenthanh {

template <std::size_t N>
class Snapshot {
public:
    using Words = std::array<std::uint64_t, N>;

    void store(const Words& words) noexcept {
        const std::uint32_t next = turn_.load(std::memory_order_relaxed) + 1;
        auto& copy = copies_[next & 1U];
        for (std::size_t i = 0; i < N; ++i) copy[i].store(words[i], std::memory_order_release);
        turn_.store(next, std::memory_order_release);
    }

    // Empty only where the writer replaced the words in each of many attempts.
    std::optional<Words> load() const noexcept {
        for (int attempt = 0; attempt < 64; ++attempt) {
            const std::uint32_t turn = turn_.load(std::memory_order_acquire);
            Words words;
            for (std::size_t i = 0; i < N; ++i) words[i] = copies_[turn & 1U][i].load(std::memory_order_acquire);
            if (turn_.load(std::memory_order_acquire) == turn) return words;
        }
        return std::nullopt;
    }

private:
    std::atomic<std::uint32_t> turn_{0};
    std::array<std::array<std::atomic<std::uint64_t>, N>, 2> copies_{};
};

}  // namespace truyenthanh

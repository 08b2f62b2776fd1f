// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Numbers too small to hear cost a processor dearly: within this scope they are zero.
// Thread: any; two register writes.
#pragma once

#include <cstdint>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

namespace truyenthanh {

class FlushToZero {
public:
#if defined(__SSE2__)
    FlushToZero() noexcept : before_(_mm_getcsr()) { _mm_setcsr(before_ | 0x8040U); }
    ~FlushToZero() { _mm_setcsr(before_); }
#elif defined(__aarch64__)
    FlushToZero() noexcept {
        asm volatile("mrs %0, fpcr" : "=r"(before_));
        asm volatile("msr fpcr, %0" : : "r"(before_ | (1ULL << 24)));
    }
    ~FlushToZero() { asm volatile("msr fpcr, %0" : : "r"(before_)); }
#else
    FlushToZero() noexcept = default;
#endif
    FlushToZero(const FlushToZero&) = delete;
    FlushToZero& operator=(const FlushToZero&) = delete;

private:
#if defined(__aarch64__)
    std::uint64_t before_ = 0;
#else
    std::uint32_t before_ = 0;
#endif
};

}  // namespace truyenthanh

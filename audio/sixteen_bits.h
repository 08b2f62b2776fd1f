// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rounding to sixteen bits, in a form of which the compiler makes several at once. Pure.
#pragma once

#include <bit>
#include <cstdint>

namespace truyenthanh {

// The nearest step to `steps` (1.0: one of 32,768 of full scale); what is beyond full scale is full scale. Added to
// 1.5 × 2^23 a float keeps no fraction: the sum is rounded to a whole number, which its last sixteen bits are.
inline std::int16_t to_nearest_step(float steps) noexcept {
    constexpr float kNoFraction = 12582912.0F;
    steps = steps < 32767.0F ? steps : 32767.0F;
    steps = steps > -32768.0F ? steps : -32768.0F;
    return static_cast<std::int16_t>(std::bit_cast<std::uint32_t>(steps + kNoFraction));
}

}  // namespace truyenthanh

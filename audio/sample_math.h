// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The few things that are done to each sample of a block, in a form of which the processor does several at once. No
// sample may be a NaN or infinite: decks let none through. Thread: any (RT-safe).
#pragma once

#include <array>
#include <cstdint>

namespace truyenthanh {

// The largest magnitude; 0 of none.
float largest(const float* samples, std::uint32_t count) noexcept;
// The same of each side of interleaved stereo frames.
std::array<float, 2> largest_of_sides(const float* samples, std::uint32_t frames) noexcept;
void add(float* to, const float* samples, std::uint32_t count) noexcept;
void scale(float* samples, float gain, std::uint32_t count) noexcept;
// Both samples of each stereo frame by the frame's own gain.
void scale_frames(float* samples, const float* gains, std::uint32_t frames) noexcept;

}  // namespace truyenthanh

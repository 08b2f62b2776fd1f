// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A gain that moves in a straight line and lands exactly.
// Thread: audio (RT-safe).
#pragma once

#include <cstdint>

namespace truyenthanh {

class Ramp {
public:
    explicit constexpr Ramp(float value) noexcept : value_(value), target_(value) {}

    void jump(float value) noexcept {
        value_ = target_ = value;
        left_ = 0;
    }
    // From where it is to `target` within `frames`: the value after that many next() is the target itself.
    void move(float target, std::int64_t frames) noexcept {
        if (frames <= 0) return jump(target);
        target_ = target;
        left_ = frames;
        step_ = (target - value_) / static_cast<float>(frames);
    }
    // The gain of this frame; moves on to the next.
    float next() noexcept {
        const float now = value_;
        if (left_ > 0) value_ = target_ - step_ * static_cast<float>(--left_);
        return now;
    }
    bool is_moving() const noexcept { return left_ > 0; }
    float value() const noexcept { return value_; }
    float target() const noexcept { return target_; }

private:
    float value_;
    float target_;
    float step_ = 0.0F;
    std::int64_t left_ = 0;
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See damage_watch.h.
#include "audio/damage_watch.h"

namespace truyenthanh {
namespace {

constexpr double kPatience = 4.0;  // s of whole sound that end a stretch of damage
constexpr int kMishaps = 3;        // pieces from which on it is no chance

}  // namespace

void DamageWatch::miss(double seconds) {
    if (now_ - last_ > kPatience) {
        first_ = now_;
        in_stretch_ = 0;
    }
    ++in_stretch_;
    ++pieces_;
    lost_ += seconds;
    now_ += seconds;
    last_ = now_;
}

double DamageWatch::damaged_for() const noexcept {
    return in_stretch_ >= kMishaps && now_ - last_ <= kPatience ? now_ - first_ : 0.0;
}

}  // namespace truyenthanh

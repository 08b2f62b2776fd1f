// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See sound_patch.h.
#include "audio/sound_patch.h"

#include <algorithm>

namespace truyenthanh {
namespace {

constexpr std::size_t kEcho = 2880;  // frames: 60 ms, two pieces of most codecs
constexpr std::size_t kRise = 240;   // 5 ms

}  // namespace

void SoundPatch::mend(std::size_t hole, std::vector<float>& piece) {
    if (hole > 0) {
        const std::size_t echo = std::min({kEcho, hole, last_.size() / 2});
        std::vector<float> cover(2 * hole, 0.0F);
        for (std::size_t i = 0; i < 2 * echo; ++i) {
            const std::size_t frame = i / 2;
            const float fall = 1.0F - static_cast<float>(frame) / static_cast<float>(echo);
            cover[i] = fall * last_[last_.size() - 2 - 2 * frame + i % 2];
        }
        const std::size_t rise = std::min(kRise, piece.size() / 2);
        for (std::size_t frame = 0; frame < rise; ++frame) {
            const float gain = static_cast<float>(frame) / static_cast<float>(rise);
            piece[2 * frame] *= gain;
            piece[2 * frame + 1] *= gain;
        }
        piece.insert(piece.begin(), cover.begin(), cover.end());
    }
    last_.insert(last_.end(), piece.begin(), piece.end());
    if (last_.size() > 2 * kEcho) last_.erase(last_.begin(), last_.end() - static_cast<std::ptrdiff_t>(2 * kEcho));
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See chain.h.
#include "audio/chain.h"

#include <algorithm>

namespace truyenthanh {

void Chain::render(float* out, std::uint32_t frames, SteadyTime entry) noexcept {
    clock_.note(frame_, entry, frames);
    while (frames > 0) {
        const std::uint32_t count = std::min(frames, kMaxBlock);
        mixer_.render(out, count, entry);
        if (capture_ != nullptr) capture_->note(out, count, mixer_.channels());
        if (tape_ != nullptr) tape_->write(out, count, mixer_.channels());
        out += std::size_t{count} * mixer_.channels();
        frame_ += count;
        entry = entry + to_duration(Frames{count});
        frames -= count;
    }
}

}  // namespace truyenthanh

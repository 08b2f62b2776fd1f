// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See sound_pieces.h.
#include "console/sound_pieces.h"

#include <algorithm>
#include <cmath>

namespace truyenthanh {

namespace {

constexpr std::uint32_t kChannels = 2;
constexpr std::int64_t kLongestLag = 3 * kPieceFrames;  // further behind than that, it is not live

template <class Number>
void put(std::string& out, Number value) {
    for (std::size_t i = 0; i < sizeof value; ++i) {
        out.push_back(static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i) & 0xff));
    }
}

std::string head_of(std::uint32_t frames, std::int64_t first, WallTime now) {
    std::string head = "TTS1";
    put(head, frames);
    put(head, static_cast<std::uint32_t>(kSampleRate));
    put(head, kChannels);
    put(head, first);
    put(head, static_cast<std::int64_t>(now.time_since_epoch().count()));
    return head;
}

std::int16_t sample_of(float value) {
    return static_cast<std::int16_t>(std::lrint(std::clamp(value, -1.0F, 1.0F) * 32'767.0F));
}

}  // namespace

std::optional<std::string> SoundPieces::next(const TapeView& tape, WallTime now) {
    const std::int64_t end = tape.end();
    const bool is_other = tape.epoch() != epoch_;
    if (is_other || at_ < 0 || at_ > end || end - at_ > kLongestLag)
        at_ = std::max<std::int64_t>(0, end - kPieceFrames);
    epoch_ = tape.epoch();
    if (end - at_ < kPieceFrames) return std::nullopt;
    samples_.resize(std::size_t{kPieceFrames} * kChannels);
    if (!tape.read(at_, samples_.data(), kPieceFrames)) {
        at_ = -1;
        return std::nullopt;
    }
    std::string piece = head_of(kPieceFrames, at_, now);
    piece.reserve(piece.size() + samples_.size() * sizeof(std::int16_t));
    for (const float value : samples_) put(piece, sample_of(value));
    at_ += kPieceFrames;
    return piece;
}

std::string SoundPieces::none(WallTime now) { return head_of(0, 0, now); }

}  // namespace truyenthanh

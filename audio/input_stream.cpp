// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See input_stream.h.
#include "audio/input_stream.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace truyenthanh {
namespace {

constexpr std::chrono::milliseconds kRest{20};
constexpr std::int64_t kMostFrames = 4096;  // of a piece

}  // namespace

bool InputStream::open(const std::string& device) {
    line_.emplace(socket_, device, patience_);
    const std::optional<wire::InputVerdict> verdict = line_->verdict();
    if (verdict == wire::InputVerdict::Open) {
        at_ = line_->tape()->end();
        description_ = "input " + std::to_string(line_->rate()) + " Hz stereo";
        return true;
    }
    fault_ = !verdict                                      ? wire::RelayFault::InputAway
             : *verdict == wire::InputVerdict::NoSuchInput ? wire::RelayFault::NoSuchInput
                                                           : wire::RelayFault::InputRefused;
    return false;
}

const AVFrame* InputStream::next() {
    const TapeView& tape = *line_->tape();
    while (tape.end() == at_) {
        if (!patience_()) return fault_ = wire::RelayFault::Stalled, nullptr;
        if (line_->has_ended()) return fault_ = wire::RelayFault::Ended, nullptr;
        std::this_thread::sleep_for(kRest);
    }
    const auto count = static_cast<std::uint32_t>(std::min(tape.end() - at_, kMostFrames));
    piece_.resize(2 * std::size_t{count});
    if (!tape.read(at_, piece_.data(), count)) {  // slept for longer than the tape: on from now
        at_ = tape.end();
        std::fill(piece_.begin(), piece_.end(), 0.0F);
    } else {
        at_ += count;
    }
    frame_->format = AV_SAMPLE_FMT_FLT;
    frame_->sample_rate = line_->rate();
    frame_->nb_samples = static_cast<int>(count);
    av_channel_layout_default(&frame_->ch_layout, 2);
    frame_->data[0] = reinterpret_cast<std::uint8_t*>(piece_.data());
    frame_->extended_data = frame_->data;
    return frame_.get();
}

}  // namespace truyenthanh

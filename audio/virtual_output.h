// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An output without a device: asks for a buffer whenever the steady clock says that the last one is over.
#pragma once

#include <atomic>
#include <thread>
#include <vector>

#include "audio/output.h"

namespace truyenthanh {

class VirtualOutput final : public Output {
public:
    VirtualOutput(OutputSource& source, std::uint32_t channels, std::uint32_t frames_per_buffer);
    ~VirtualOutput() override;

    std::string name() const override { return "virtual"; }
    std::chrono::nanoseconds latency() const override { return std::chrono::nanoseconds{0}; }
    bool is_alive() const override { return true; }
    bool is_realtime() const override { return is_realtime_.load(); }

private:
    void run(const std::stop_token& stop);

    OutputSource& source_;
    std::uint32_t frames_;
    std::vector<float> buffer_;
    std::atomic<bool> is_realtime_{false};
    std::jthread thread_;
};

}  // namespace truyenthanh

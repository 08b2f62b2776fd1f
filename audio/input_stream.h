// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A sound device's input as a relay's address ("input:NAME"): what truyenthanh-input hears, in pieces as they come.
// The device itself is never near this process. Thread: one.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "audio/ffmpeg.h"
#include "audio/input_line.h"
#include "audio/relay_wire.h"

namespace truyenthanh {

class InputStream {
public:
    using Patience = std::function<bool()>;

    // `patience` is asked wherever it waits; false ends the wait.
    InputStream(std::filesystem::path socket, Patience patience)
        : socket_(std::move(socket)), patience_(std::move(patience)) {}
    InputStream(const InputStream&) = delete;

    // False: see fault().
    bool open(const std::string& device);
    // The next piece of sound, valid until the next call; nullptr when the input is gone or patience was.
    const AVFrame* next();

    wire::RelayFault fault() const noexcept { return fault_; }
    // "input 48000 Hz stereo".
    const std::string& format() const noexcept { return description_; }

private:
    std::filesystem::path socket_;
    Patience patience_;
    std::optional<InputLine> line_;
    std::int64_t at_ = 0;  // on the tape
    std::vector<float> piece_;
    av::Frame frame_ = av::make_frame();
    std::string description_;
    wire::RelayFault fault_ = wire::RelayFault::None;
};

}  // namespace truyenthanh

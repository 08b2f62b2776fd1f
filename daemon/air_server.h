// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The chain's end of the air socket: one station at a time, its orders checked and handed to the engine. Nothing ends
// when the station goes away. Thread: one, the chain's control thread. Nothing here blocks.
#pragma once

#include <filesystem>
#include <functional>

#include "audio/engine.h"
#include "daemon/air_socket.h"

namespace truyenthanh {

class AirServer {
public:
    // `page`, and `tape` if there is one, are handed to each station. Throws DeviceError.
    AirServer(const std::filesystem::path& socket, Engine& engine, std::uint64_t epoch, const Descriptor& page,
              const Descriptor* tape = nullptr);
    ~AirServer();
    AirServer(const AirServer&) = delete;
    AirServer& operator=(const AirServer&) = delete;

    // Descriptors to wait on for reading; the second is negative while no station is there.
    std::array<int, 2> wait_descriptors() const noexcept { return {listener_.get(), station_.get()}; }
    // Does what the station asks. Throws nothing: a station that misbehaves is hung up on.
    void serve();
    // Lets in whoever calls: to be asked when the first descriptor can be read.
    void admit();

    // Told when a station comes (true) or goes.
    std::function<void(bool)> on_station = [](bool) {};

private:
    void greet(Descriptor socket);
    void hang_up();
    void obey(Received received);
    bool cue(Received& received);

    std::filesystem::path path_;
    Descriptor listener_;
    Engine& engine_;
    std::uint64_t epoch_;
    const Descriptor& page_;
    const Descriptor* tape_;
    Descriptor station_;
};

}  // namespace truyenthanh

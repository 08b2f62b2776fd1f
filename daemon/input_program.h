// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program that holds the inputs: opens a sound device when somebody asks for it over its socket, hands out the tape
// on which what it hears is written, and closes it when nobody is connected for it any more. A device that gives no
// more frames cannot be trusted to close either: the program ends, and whoever keeps it starts it anew.
// Thread: one.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "audio/portaudio_input.h"
#include "audio/tape.h"
#include "core/clock.h"
#include "core/descriptor.h"

namespace truyenthanh {

class InputProgram {
public:
    // Opens a device for a tape; throws DeviceError. A test brings its own.
    using Opener = std::function<std::unique_ptr<SoundInput>(const std::string& device, Tape& tape)>;

    // Throws DeviceError (air.no_socket).
    InputProgram(const std::filesystem::path& socket, Opener opener);
    InputProgram(const InputProgram&) = delete;

    // Until `stop` is readable. Throws DeviceError (input.lost) where an open device falls silent for good.
    void run(int stop);

private:
    struct Device {
        std::unique_ptr<Tape> tape;
        std::optional<TapeView> seen;
        std::unique_ptr<SoundInput> sound;
        std::int64_t end = 0;  // of the tape, when it was last looked at
        SteadyTime moved_at;
    };
    struct Guest {
        Descriptor line;
        std::string device;  // empty: has not asked yet
    };

    void wait(int stop);
    void welcome();
    void hear(Guest& guest);
    void open(const std::string& name, Device& device);
    void close_unused();
    void look(SteadyTime now);

    Opener opener_;
    Descriptor door_;
    std::vector<Guest> guests_;
    std::map<std::string, Device> devices_;
    std::uint64_t epoch_ = 0;
    bool is_stopped_ = false;
};

}  // namespace truyenthanh

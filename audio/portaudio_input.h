// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sound devices that listen, through PortAudio: an FM tuner, a line in.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "audio/tape.h"

namespace truyenthanh {

// A device that is open writes onto the tape what it hears, from a thread of its own.
class SoundInput {
public:
    virtual ~SoundInput() = default;
    // Frames a second.
    virtual int rate() const = 0;
};

// "host: device", as inputs are named in a relay's address, of all that can listen now.
std::vector<std::string> input_names();

// Opens exactly the device of that name and starts it: at 48 kHz where it can, else at its own rate. Throws
// DeviceError: no such device (air.no_such_device), refused. May hang.
std::unique_ptr<SoundInput> open_portaudio_input(const std::string& device, Tape& tape);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What outputs and inputs through PortAudio share: the library's life, and devices by their exact names. For the
// portaudio files alone.
#pragma once

#include <portaudio.h>

#include <string>
#include <vector>

namespace truyenthanh::portaudio {

// With PortAudio's own reason. Throws DeviceError.
[[noreturn]] void fail(const char* key, const std::string& device, PaError error);

// PortAudio is initialised as long as one of these lives; devices are looked up at each initialisation only.
class Session {
public:
    Session();
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
};

enum class Direction { Out, In };

// "host: device", of all of that direction.
std::vector<std::string> names(Direction direction);
// Of exactly that name, within a session. Throws DeviceError (air.no_such_device).
PaDeviceIndex find(Direction direction, const std::string& name);

}  // namespace truyenthanh::portaudio

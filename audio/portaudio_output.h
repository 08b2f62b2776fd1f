// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sound devices that play, through PortAudio.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "audio/output.h"

namespace truyenthanh {

// "host: device", as devices are chosen in the configuration, of all that can play now.
std::vector<std::string> device_names();

// Opens exactly the device of that name and starts it. Throws DeviceError: no such device, refused. May hang.
std::unique_ptr<Output> open_portaudio(const OutputRequest& request, OutputSource& source);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See portaudio_session.h.
#include "audio/portaudio_session.h"

#include "core/error.h"

namespace truyenthanh::portaudio {
namespace {

std::string name_of(const PaDeviceInfo& device) {
    return std::string{Pa_GetHostApiInfo(device.hostApi)->name} + ": " + device.name;
}

const PaDeviceInfo* device_at(PaDeviceIndex index, Direction direction) {
    const PaDeviceInfo* device = Pa_GetDeviceInfo(index);
    if (device == nullptr) return nullptr;
    return (direction == Direction::Out ? device->maxOutputChannels : device->maxInputChannels) > 0 ? device : nullptr;
}

}  // namespace

void fail(const char* key, const std::string& device, PaError error) {
    throw DeviceError(Message{key, {{"device", device}, {"reason", Pa_GetErrorText(error)}}});
}

Session::Session() {
    if (const PaError error = Pa_Initialize(); error != paNoError) fail("air.sound_system", "-", error);
}

Session::~Session() { Pa_Terminate(); }

std::vector<std::string> names(Direction direction) {
    const Session session;
    std::vector<std::string> found;
    for (PaDeviceIndex i = 0; i < Pa_GetDeviceCount(); ++i)
        if (const PaDeviceInfo* device = device_at(i, direction)) found.push_back(name_of(*device));
    return found;
}

PaDeviceIndex find(Direction direction, const std::string& name) {
    for (PaDeviceIndex i = 0; i < Pa_GetDeviceCount(); ++i) {
        const PaDeviceInfo* device = device_at(i, direction);
        if (device != nullptr && name_of(*device) == name) return i;
    }
    fail("air.no_such_device", name, paInvalidDevice);
}

}  // namespace truyenthanh::portaudio

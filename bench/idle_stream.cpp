// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A PortAudio stream to JACK that only leaves silence, until it is ended: what being on air costs before anybody has
// done anything.
#include <portaudio.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace {

int leave_silence(const void*, void* out, unsigned long frames, const PaStreamCallbackTimeInfo*, PaStreamCallbackFlags,
                  void*) {
    std::fill_n(static_cast<float*>(out), 2 * frames, 0.0F);
    return paContinue;
}

}  // namespace

int main() {
    if (Pa_Initialize() != paNoError) return 1;
    const PaHostApiInfo* jack = Pa_GetHostApiInfo(Pa_HostApiTypeIdToHostApiIndex(paJACK));
    if (jack == nullptr || jack->defaultOutputDevice == paNoDevice) return 1;
    const PaStreamParameters output{jack->defaultOutputDevice, 2, paFloat32, 0.0, nullptr};
    PaStream* stream = nullptr;
    PaError error = Pa_OpenStream(&stream, nullptr, &output, 48'000.0, paFramesPerBufferUnspecified, paNoFlag,
                                  leave_silence, nullptr);
    if (error == paNoError) error = Pa_StartStream(stream);
    if (error != paNoError) {
        std::fprintf(stderr, "%s\n", Pa_GetErrorText(error));
        return 1;
    }
    while (true) ::pause();
}

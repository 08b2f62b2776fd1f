// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See portaudio_input.h.
#include "audio/portaudio_input.h"

#include <algorithm>
#include <cmath>

#include "audio/portaudio_session.h"
#include "core/units.h"

namespace truyenthanh {
namespace {

using portaudio::Direction;
using portaudio::fail;

class PortAudioInput final : public SoundInput {
public:
    PortAudioInput(const std::string& device, Tape& tape);
    ~PortAudioInput() override;

    int rate() const override { return rate_; }

private:
    static int callback(const void* in, void*, unsigned long frames, const PaStreamCallbackTimeInfo*,
                        PaStreamCallbackFlags, void* self);

    portaudio::Session session_;
    Tape& tape_;
    std::uint32_t channels_ = 2;
    int rate_ = kSampleRate;
    PaStream* stream_ = nullptr;
};

PortAudioInput::PortAudioInput(const std::string& device, Tape& tape) : tape_(tape) {
    const PaDeviceIndex index = portaudio::find(Direction::In, device);
    const PaDeviceInfo& about = *Pa_GetDeviceInfo(index);
    channels_ = static_cast<std::uint32_t>(std::min(about.maxInputChannels, 2));
    PaStreamParameters parameters{};
    parameters.device = index;
    parameters.channelCount = static_cast<int>(channels_);
    parameters.sampleFormat = paFloat32;
    parameters.suggestedLatency = about.defaultHighInputLatency;
    if (Pa_IsFormatSupported(&parameters, nullptr, kSampleRate) != paFormatIsSupported)
        rate_ = static_cast<int>(std::lround(about.defaultSampleRate));
    PaError error = Pa_OpenStream(&stream_, &parameters, nullptr, rate_, paFramesPerBufferUnspecified,
                                  paClipOff | paDitherOff, callback, this);
    if (error != paNoError) fail("air.device_refused", device, error);
    error = Pa_StartStream(stream_);
    if (error == paNoError) return;
    Pa_CloseStream(stream_);
    fail("air.device_refused", device, error);
}

PortAudioInput::~PortAudioInput() {
    Pa_AbortStream(stream_);
    Pa_CloseStream(stream_);
}

int PortAudioInput::callback(const void* in, void*, unsigned long frames, const PaStreamCallbackTimeInfo*,
                             PaStreamCallbackFlags, void* self) {
    auto& input = *static_cast<PortAudioInput*>(self);
    if (in != nullptr)
        input.tape_.write(static_cast<const float*>(in), static_cast<std::uint32_t>(frames), input.channels_);
    return paContinue;
}

}  // namespace

std::vector<std::string> input_names() { return portaudio::names(Direction::In); }

std::unique_ptr<SoundInput> open_portaudio_input(const std::string& device, Tape& tape) {
    return std::make_unique<PortAudioInput>(device, tape);
}

}  // namespace truyenthanh

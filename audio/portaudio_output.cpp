// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See portaudio_output.h.
#include "audio/portaudio_output.h"

#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <atomic>

#include "audio/call_row.h"
#include "audio/portaudio_session.h"
#include "core/error.h"

namespace truyenthanh {
namespace {

using portaudio::Direction;
using portaudio::fail;

// PortAudio's ALSA part leaves the callback's thread at normal priority unless it is told otherwise.
void make_alsa_realtime(PaStream* stream, PaDeviceIndex device) {
    using Enable = void (*)(PaStream*, int);
    if (Pa_GetHostApiInfo(Pa_GetDeviceInfo(device)->hostApi)->type != paALSA) return;
    const auto enable = reinterpret_cast<Enable>(::dlsym(RTLD_DEFAULT, "PaAlsa_EnableRealtimeScheduling"));
    if (enable != nullptr) enable(stream, 1);
}

// A JACK server has one period and no other; asked for another, PortAudio would only cut it up.
unsigned long buffer_for(PaDeviceIndex device, std::uint32_t wanted) {
    const bool is_jack = Pa_GetHostApiInfo(Pa_GetDeviceInfo(device)->hostApi)->type == paJACK;
    return is_jack ? paFramesPerBufferUnspecified : wanted;
}

class PortAudioOutput final : public Output {
public:
    PortAudioOutput(const OutputRequest& request, OutputSource& source);
    ~PortAudioOutput() override;

    std::string name() const override { return name_; }
    std::chrono::nanoseconds latency() const override;
    bool is_alive() const override { return !is_finished_.load() && Pa_IsStreamActive(stream_) == 1; }
    bool is_realtime() const override { return is_realtime_; }

private:
    static int callback(const void*, void* out, unsigned long frames, const PaStreamCallbackTimeInfo* time,
                        PaStreamCallbackFlags, void* self);
    static void finished(void* self) { static_cast<PortAudioOutput*>(self)->is_finished_.store(true); }
    void note_latency(const PaStreamCallbackTimeInfo& time) noexcept;

    portaudio::Session session_;
    std::string name_;
    OutputSource& source_;
    PaStream* stream_ = nullptr;
    std::chrono::nanoseconds promised_{0};
    bool is_realtime_ = may_be_realtime();
    std::atomic<bool> is_finished_{false};
    CallRow row_;
    // The device's own account of its latency, from its first callbacks: only ever used as a constant. Of those in a
    // row PortAudio counts what was asked for before as well.
    std::array<std::atomic<double>, 31> told_{};
    std::atomic<std::size_t> told_count_{0};
};

PortAudioOutput::PortAudioOutput(const OutputRequest& request, OutputSource& source)
    : name_(request.device), source_(source) {
    const PaDeviceIndex device = portaudio::find(Direction::Out, request.device);
    PaStreamParameters parameters{};
    parameters.device = device;
    parameters.channelCount = static_cast<int>(request.channels);
    parameters.sampleFormat = paFloat32;
    parameters.suggestedLatency = Pa_GetDeviceInfo(device)->defaultHighOutputLatency;
    const unsigned long buffer = buffer_for(device, request.frames_per_buffer);
    PaError error =
        Pa_OpenStream(&stream_, nullptr, &parameters, kSampleRate, buffer, paClipOff | paDitherOff, callback, this);
    if (error != paNoError) fail("air.device_refused", request.device, error);
    Pa_SetStreamFinishedCallback(stream_, finished);
    make_alsa_realtime(stream_, device);
    error = Pa_StartStream(stream_);
    if (error != paNoError) {
        Pa_CloseStream(stream_);
        fail("air.device_refused", request.device, error);
    }
    const PaStreamInfo* info = Pa_GetStreamInfo(stream_);
    promised_ = std::chrono::nanoseconds{static_cast<std::int64_t>(info->outputLatency * 1e9)};
}

PortAudioOutput::~PortAudioOutput() {
    Pa_AbortStream(stream_);
    Pa_CloseStream(stream_);
}

int PortAudioOutput::callback(const void*, void* out, unsigned long frames, const PaStreamCallbackTimeInfo* time,
                              PaStreamCallbackFlags, void* self) {
    const SteadyTime entry = steady_now();
    auto& output = *static_cast<PortAudioOutput*>(self);
    if (output.row_.begins(entry, static_cast<std::int64_t>(frames))) output.note_latency(*time);
    output.source_.render(static_cast<float*>(out), static_cast<std::uint32_t>(frames), entry);
    return paContinue;
}

void PortAudioOutput::note_latency(const PaStreamCallbackTimeInfo& time) noexcept {
    const std::size_t count = told_count_.load(std::memory_order_relaxed);
    if (count == told_.size()) return;
    told_[count].store(time.outputBufferDacTime - time.currentTime, std::memory_order_relaxed);
    told_count_.store(count + 1, std::memory_order_release);
}

// The median of what was told, where that can be true; else what the stream promised when it was opened.
std::chrono::nanoseconds PortAudioOutput::latency() const {
    const std::size_t count = told_count_.load(std::memory_order_acquire);
    if (count < told_.size()) return promised_;
    std::array<double, 31> sorted{};
    std::transform(told_.begin(), told_.end(), sorted.begin(), [](const auto& value) { return value.load(); });
    std::nth_element(sorted.begin(), sorted.begin() + sorted.size() / 2, sorted.end());
    const double median = sorted[sorted.size() / 2];
    if (!(median > 0.0 && median < 2.0)) return promised_;
    return std::chrono::nanoseconds{static_cast<std::int64_t>(median * 1e9)};
}

}  // namespace

std::vector<std::string> device_names() { return portaudio::names(Direction::Out); }

std::unique_ptr<Output> open_portaudio(const OutputRequest& request, OutputSource& source) {
    return std::make_unique<PortAudioOutput>(request, source);
}

}  // namespace truyenthanh

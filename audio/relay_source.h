// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One address of a relay at work in a thread of its own: opened, decoded, brought to the station's rate, listened to.
// Several may be open at once, which is what makes a change of source inaudible.
// Thread: made, asked and ended by the job's; between the two stands one mutex, never held while anything waits.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "audio/converter.h"
#include "audio/http_door.h"
#include "audio/playlist_watch.h"
#include "audio/relay_conductor.h"
#include "audio/relay_stream.h"
#include "audio/sound_watch.h"

namespace truyenthanh {

class RelaySource {
public:
    RelaySource(std::string url, DoorRules rules);
    RelaySource(const RelaySource&) = delete;
    // Waits for the thread: tell it to stop first, and ask has_stopped(), where waiting is unwelcome.
    ~RelaySource();

    void stop() noexcept { is_stopped_ = true; }
    bool has_stopped() const noexcept { return has_ended_; }

    SourceFacts facts() const;
    // "aac 44100 Hz stereo"; empty before the first sound.
    std::string format() const;
    // dBFS, of the last tenth of a second.
    double level() const;
    // Frames decoded so far.
    std::uint64_t decoded() const;

    // Appends all sound that waits to `out` (interleaved stereo at the station's rate).
    void take(std::vector<float>& out);
    // Drops the oldest of what waits: at most so many frames remain.
    void keep_newest(std::size_t frames);
    // From now on gives `ppm` millionths more frames than nominal.
    void bend(double ppm) noexcept { bend_ = ppm; }

private:
    using Steady = std::chrono::steady_clock;

    bool is_patient() const;
    void run();
    void hear(const AVFrame& frame, const RelayStream& stream);
    void look_at(const PlaylistWatch& playlist);

    const std::string url_;
    HttpDoor door_;
    std::atomic<bool> is_stopped_{false};
    std::atomic<bool> has_ended_{false};
    std::atomic<double> bend_{0.0};
    Converter converter_{Converter::Kind::Elastic, 2};  // the thread's, as are the three below
    std::vector<float> piece_;
    SoundWatch ear_;
    bool has_sound_ = false;

    mutable std::mutex mutex_;  // of all below
    SourceFacts facts_;         // but for since_sound and held
    Steady::time_point sound_at_ = Steady::now();
    std::vector<float> waiting_;
    std::string format_;
    double level_ = -120.0;
    std::uint64_t decoded_ = 0;

    std::thread thread_;
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One address of a relay, a stream or a sound input, at work in a thread of its own: opened, decoded, brought to the
// station's rate, listened to. Several may be open at once, which is what makes a change of source inaudible. Thread:
// made, asked and ended by the job's; between the two stands one mutex, never held while anything waits.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "audio/clock_measure.h"
#include "audio/converter.h"
#include "audio/damage_watch.h"
#include "audio/http_door.h"
#include "audio/loudness_rider.h"
#include "audio/playlist_watch.h"
#include "audio/relay_conductor.h"
#include "audio/relay_stream.h"
#include "audio/sound_patch.h"
#include "audio/sound_watch.h"

namespace truyenthanh {

// What is told of one source for people to read.
struct SourceGauges {
    std::uint64_t bytes = 0;   // fetched
    std::uint64_t frames = 0;  // decoded
    int errors = 0;            // pieces that could not be decoded
    double lost = 0.0;         // s of them
    double level = -120.0;     // dBFS, of the last tenth of a second
    double silent_for = 0.0;   // s
    double tone_for = 0.0;     // s of one steady tone
    int repeated = 0;          // segments sent before, in a row
    std::int64_t newest = -1;  // number of the newest segment; −1: no playlist
    double newest_for = 0.0;   // s since there was a newer one
    std::string format;        // "aac 44100 Hz stereo"; empty before the first sound
    ClockMeasure::Result clock{0.0, 0.0};
    std::string title;               // one line; empty where none is sent
    std::optional<double> loudness;  // LUFS of what comes; empty as long as nobody knows
    double ride_db = 0.0;            // what is done about it
};

class RelaySource {
public:
    // `rider`: brings its sound to one loudness; nullptr: it is left as it comes.
    // `inputs`: where "input:NAME" is asked for.
    RelaySource(std::string url, DoorRules rules, std::filesystem::path inputs, std::unique_ptr<LoudnessRider> rider);
    RelaySource(const RelaySource&) = delete;
    // Waits for the thread: tell it to stop first, and ask has_stopped(), where waiting is unwelcome.
    ~RelaySource();

    void stop() noexcept { is_stopped_ = true; }
    bool has_stopped() const noexcept { return has_ended_; }

    SourceFacts facts() const;
    SourceGauges gauges() const;
    // Frames decoded so far.
    std::uint64_t decoded() const;

    // Appends all sound that waits to `out` (interleaved stereo at the station's rate).
    void take(std::vector<float>& out);
    // Drops the oldest of what waits: at most so many frames remain.
    void keep_newest(std::size_t frames);
    // Whether it is the one that is heard: what waits of any other is let go where it is not worth returning to.
    void be_heard(bool is_heard) noexcept { is_heard_ = is_heard; }
    // From now on gives `ppm` millionths more frames than nominal.
    void bend(double ppm) noexcept { bend_ = ppm; }

private:
    using Steady = std::chrono::steady_clock;

    // What is known besides of a piece of sound.
    struct Told {
        const PlaylistWatch& playlist;
        const std::string& format;
        const std::string& title;
        double missing;  // s in front of it that could not be decoded
    };

    bool is_patient() const;
    void run();
    wire::RelayFault carry_stream();
    wire::RelayFault carry_input(const std::string& device);
    void hear(const AVFrame& frame, const Told& told);
    std::size_t note_missing(const AVFrame& frame, const Told& told);
    void keep(const AVFrame& frame, const Told& told);
    bool is_worth_again(double pause);
    void look_at(const PlaylistWatch& playlist);

    const std::string url_;
    const std::filesystem::path inputs_;
    HttpDoor door_;
    std::atomic<bool> is_stopped_{false};
    std::atomic<bool> has_ended_{false};
    std::atomic<double> bend_{0.0};
    std::atomic<bool> is_heard_{false};
    Converter converter_{Converter::Kind::Elastic, 2};  // the thread's, as are the eight below
    std::vector<float> piece_;
    SoundPatch patch_;
    SoundWatch ear_;
    DamageWatch damage_;
    ClockMeasure clock_;
    std::unique_ptr<LoudnessRider> rider_;
    bool has_sound_ = false;
    bool was_poor_ = false;

    mutable std::mutex mutex_;  // of all below
    SourceFacts facts_;         // but for since_sound and held
    Steady::time_point sound_at_ = Steady::now();
    std::vector<float> waiting_;
    SourceGauges gauges_;  // but for bytes and newest_for
    Steady::time_point newest_at_ = Steady::now();

    std::thread thread_;
};

}  // namespace truyenthanh

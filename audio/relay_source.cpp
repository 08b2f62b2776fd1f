// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See relay_source.h.
#include "audio/relay_source.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "audio/input_line.h"
#include "audio/input_stream.h"
#include "core/units.h"

namespace truyenthanh {
namespace {

constexpr std::size_t kMostWaiting = std::size_t{2} * kSampleRate * 60;  // samples: a minute
constexpr int kLoop = 3;                                                 // segments sent again in a row
constexpr double kPoor = 3.0;                                            // s of nothing, silence, damage, tone
constexpr double kMostCovered = 0.5;                                     // s

}  // namespace

RelaySource::RelaySource(std::string url, DoorRules rules, std::filesystem::path inputs,
                         std::unique_ptr<LoudnessRider> rider)
    : url_(std::move(url)),
      inputs_(std::move(inputs)),
      door_(std::move(rules), [this] { return is_patient(); }),
      rider_(std::move(rider)) {
    facts_.state = SourceFacts::State::Opening;
    thread_ = std::thread([this] { run(); });
}

RelaySource::~RelaySource() {
    stop();
    thread_.join();
}

// What is refused while it opens will be refused again, however often FFmpeg asks.
bool RelaySource::is_patient() const { return !is_stopped_ && (has_sound_ || !wire::is_forbidden(door_.last_fault())); }

void RelaySource::run() {
    wire::RelayFault fault = wire::RelayFault::NotReachable;
    try {
        const std::optional<std::string> device = input_named(url_);
        fault = device ? carry_input(*device) : carry_stream();
    } catch (const std::exception&) {
        fault = wire::RelayFault::NotAudio;  // out of memory, by a stream that asked for it
    }
    {
        const std::lock_guard lock(mutex_);
        facts_.state = SourceFacts::State::Failed;
        facts_.fault = fault == wire::RelayFault::None ? wire::RelayFault::Ended : fault;
    }
    has_ended_ = true;
}

wire::RelayFault RelaySource::carry_stream() {
    const RelayStream* waiting = nullptr;
    RelayStream stream(door_, [this, &waiting] {
        if (waiting != nullptr) look_at(waiting->playlist());
        return is_patient();
    });
    waiting = &stream;
    if (stream.open(url_)) {
        for (const AVFrame* frame = stream.next(); frame != nullptr && !is_stopped_; frame = stream.next())
            hear(*frame, {stream.playlist(), stream.format(), stream.title(), stream.take_missing()});
    }
    return stream.fault();
}

wire::RelayFault RelaySource::carry_input(const std::string& device) {
    InputStream stream(inputs_, [this] { return !is_stopped_; });
    const PlaylistWatch none;
    const std::string untitled;
    if (stream.open(device)) {
        for (const AVFrame* frame = stream.next(); frame != nullptr && !is_stopped_; frame = stream.next())
            hear(*frame, {none, stream.format(), untitled, 0.0});
    }
    return stream.fault();
}

// Also while no sound comes: a playlist that went backwards gives none.
void RelaySource::look_at(const PlaylistWatch& playlist) {
    const std::lock_guard lock(mutex_);
    facts_.usual_gap = playlist.segment_length();
    facts_.goes_back = playlist.went_backwards();
    gauges_.repeated = playlist.repeated();
    if (gauges_.newest != playlist.newest()) newest_at_ = Steady::now();
    gauges_.newest = playlist.newest();
}

void RelaySource::hear(const AVFrame& frame, const Told& told) {
    has_sound_ = true;
    piece_.clear();
    converter_.bend(bend_);
    converter_.convert(frame, piece_);
    patch_.mend(note_missing(frame, told), piece_);
    ear_.listen(piece_.data(), piece_.size() / 2);
    if (rider_) rider_->ride(piece_.data(), piece_.size() / 2);
    look_at(told.playlist);
    keep(frame, told);
}

// Frames to be covered in front of the piece. A longer hole is left to whoever holds a buffer.
std::size_t RelaySource::note_missing(const AVFrame& frame, const Told& told) {
    if (told.missing > 0.0) damage_.miss(told.missing);
    damage_.hear(static_cast<double>(frame.nb_samples) / frame.sample_rate);
    const double now = std::chrono::duration<double>(Steady::now().time_since_epoch()).count();
    clock_.note(now, damage_.passed(), told.playlist.segment_length());
    return told.missing <= kMostCovered ? static_cast<std::size_t>(told.missing * kSampleRate) : 0;
}

// Whether what still waits is worthless and what comes now is not: a playlist that stood gave its last segments once
// more, a silence is over, the line is whole again. Nobody who returns to this source is to hear the old first.
bool RelaySource::is_worth_again(double pause) {
    const bool is_poor = facts_.silent_for >= kPoor || facts_.damaged_for >= kPoor || facts_.stuck_for >= kPoor;
    const bool was_poor = std::exchange(was_poor_, is_poor);
    return pause > std::max(kPoor, 1.5 * facts_.usual_gap) || (was_poor && !is_poor);
}

void RelaySource::keep(const AVFrame& frame, const Told& told) {
    const ClockMeasure::Result clock = clock_.result();
    const std::lock_guard lock(mutex_);
    facts_.state = SourceFacts::State::Flowing;
    gauges_.clock = clock;
    facts_.silent_for = gauges_.silent_for = ear_.silent_for();
    facts_.stuck_for = told.playlist.repeated() >= kLoop ? 1e6 : ear_.tone_for();
    facts_.damaged_for = damage_.damaged_for();
    const auto now = Steady::now();
    if (is_worth_again(std::chrono::duration<double>(now - sound_at_).count()) && !is_heard_) waiting_.clear();
    sound_at_ = now;
    gauges_.tone_for = ear_.tone_for();
    gauges_.level = ear_.level();
    gauges_.errors = damage_.pieces();
    gauges_.lost = damage_.lost();
    gauges_.frames += static_cast<std::uint64_t>(av_rescale(frame.nb_samples, kSampleRate, frame.sample_rate));
    if (gauges_.format != told.format) gauges_.format = told.format;
    if (gauges_.title != told.title) gauges_.title = told.title;
    if (rider_) gauges_.loudness = rider_->loudness();
    if (rider_) gauges_.ride_db = rider_->gain_db();
    const std::size_t excess = waiting_.size() + piece_.size();
    if (excess > kMostWaiting)
        waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(
                                                                std::min(waiting_.size(), excess - kMostWaiting)));
    waiting_.insert(waiting_.end(), piece_.begin(), piece_.end());
}

SourceFacts RelaySource::facts() const {
    const std::lock_guard lock(mutex_);
    SourceFacts facts = facts_;
    if (facts.state == SourceFacts::State::Opening) facts.fault = door_.last_fault();
    facts.since_sound = std::chrono::duration<double>(Steady::now() - sound_at_).count();
    const std::size_t frames_waiting = waiting_.size() / 2;
    facts.held = static_cast<double>(frames_waiting) / kSampleRate;
    return facts;
}

SourceGauges RelaySource::gauges() const {
    const std::lock_guard lock(mutex_);
    SourceGauges gauges = gauges_;
    gauges.bytes = door_.bytes();
    gauges.newest_for = std::chrono::duration<double>(Steady::now() - newest_at_).count();
    return gauges;
}

std::uint64_t RelaySource::decoded() const {
    const std::lock_guard lock(mutex_);
    return gauges_.frames;
}

void RelaySource::take(std::vector<float>& out) {
    const std::lock_guard lock(mutex_);
    out.insert(out.end(), waiting_.begin(), waiting_.end());
    waiting_.clear();
}

void RelaySource::keep_newest(std::size_t frames) {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() / 2 <= frames) return;
    waiting_.erase(waiting_.begin(), waiting_.end() - static_cast<std::ptrdiff_t>(2 * frames));
}

}  // namespace truyenthanh

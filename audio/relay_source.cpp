// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See relay_source.h.
#include "audio/relay_source.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "core/units.h"

namespace truyenthanh {
namespace {

constexpr std::size_t kMostWaiting = std::size_t{2} * kSampleRate * 60;  // samples: a minute
constexpr int kLoop = 3;                                                 // segments sent again in a row

}  // namespace

RelaySource::RelaySource(std::string url, DoorRules rules)
    : url_(std::move(url)), door_(std::move(rules), [this] { return is_patient(); }) {
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
        const RelayStream* waiting = nullptr;
        RelayStream stream(door_, [this, &waiting] {
            if (waiting != nullptr) look_at(waiting->playlist());
            return is_patient();
        });
        waiting = &stream;
        if (stream.open(url_)) {
            for (const AVFrame* frame = stream.next(); frame != nullptr && !is_stopped_; frame = stream.next())
                hear(*frame, stream);
        }
        fault = stream.fault();
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

// Also while no sound comes: a playlist that went backwards gives none.
void RelaySource::look_at(const PlaylistWatch& playlist) {
    const std::lock_guard lock(mutex_);
    facts_.usual_gap = playlist.segment_length();
    facts_.goes_back = playlist.went_backwards();
}

void RelaySource::hear(const AVFrame& frame, const RelayStream& stream) {
    has_sound_ = true;
    piece_.clear();
    converter_.bend(bend_);
    converter_.convert(frame, piece_);
    ear_.listen(piece_.data(), piece_.size() / 2);
    look_at(stream.playlist());
    const std::lock_guard lock(mutex_);
    facts_.state = SourceFacts::State::Flowing;
    facts_.silent_for = ear_.silent_for();
    facts_.stuck_for = stream.playlist().repeated() >= kLoop ? 1e6 : ear_.tone_for();
    sound_at_ = Steady::now();
    level_ = ear_.level();
    decoded_ += static_cast<std::uint64_t>(av_rescale(frame.nb_samples, kSampleRate, frame.sample_rate));
    if (format_ != stream.format()) format_ = stream.format();
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

std::string RelaySource::format() const {
    const std::lock_guard lock(mutex_);
    return format_;
}

double RelaySource::level() const {
    const std::lock_guard lock(mutex_);
    return level_;
}

std::uint64_t RelaySource::decoded() const {
    const std::lock_guard lock(mutex_);
    return decoded_;
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

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See relay_carrier.h.
#include "audio/relay_carrier.h"

#include <malloc.h>
#include <netdb.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <optional>
#include <random>
#include <thread>
#include <utility>

#include "audio/sandbox.h"

namespace truyenthanh {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kTurn{50};
constexpr std::chrono::nanoseconds kReaderGone{1'500'000'000};
constexpr double kRingAhead = 3.0;    // s of sound that can no longer be changed
constexpr double kMostHeld = 45.0;    // s: what waits longer is too old to be live
constexpr double kBeginWith = 3.0;    // s held before a ring that ran dry is filled again, or half the buffer
constexpr double kDriftEvery = 0.25;  // s

std::int64_t now_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(Steady::now().time_since_epoch()).count();
}

std::size_t frames_in(double seconds) { return static_cast<std::size_t>(seconds * kSampleRate); }

double seconds_in(std::size_t frames) { return static_cast<double>(frames) / kSampleRate; }

DoorRules rules_of(const wire::RelayOrder& order) {
    DoorRules rules;
    rules.allow_private = order.allow_private;
    rules.ca_file = order.ca_file;
    rules.hosts = order.hosts;
    for (const std::string& url : order.urls) {
        if (const auto host = host_of(url)) rules.hosts.push_back(*host);
    }
    return rules;
}

// Stations that lost the same server do not come back to it in step.
ConductorLaw spread(ConductorLaw law) {
    std::minstd_rand random{std::random_device{}()};
    const double factor = std::uniform_real_distribution<double>(0.8, 1.0)(random);
    law.first_pause *= factor;
    law.longest_pause *= factor;
    return law;
}

}  // namespace

RelayCarrier::RelayCarrier(Ring& ring, const wire::RelayOrder& order, const ConductorLaw& law, Log log)
    : ring_(ring),
      order_(order),
      log_(std::move(log)),
      rules_(rules_of(order)),
      conductor_(order.urls.size(), spread(law)),
      buffer_(std::min(order.buffer_ms / 1000.0, kMostHeld)) {
    const Frames least{static_cast<std::int64_t>(frames_in(buffer_ / 2.0))};
    for (std::size_t i = 0; i < order_.urls.size(); ++i) {
        sources_.push_back({nullptr, DriftControl{least}, 0, 0, wire::kUnknownLoudness});
        if (i < order_.loudness.size()) sources_[i].loudness = order_.loudness[i];
    }
}

RelayCarrier::~RelayCarrier() = default;

bool RelayCarrier::is_told_to_stop() const {
    const JobLine& line = std::as_const(ring_).job();
    return line.stop.load(std::memory_order_acquire) != 0 || now_ns() >= line.run_until.load(std::memory_order_acquire);
}

bool RelayCarrier::is_drained() const {
    const std::int64_t last = std::as_const(ring_).job().reader_heartbeat.load(std::memory_order_acquire);
    return last != 0 && now_ns() - last < kReaderGone.count();
}

void RelayCarrier::run() {
    ring_.job().writer_pid.store(getpid());
    for (auto last = Steady::now(); !is_told_to_stop();) {
        const auto now = Steady::now();
        turn(std::chrono::duration<double>(now - last).count());
        last = now;
        std::this_thread::sleep_until(now + kTurn);
    }
    for (Open& open : sources_) {
        if (open.source) open.source->stop();
    }
    ring_.job().ended.store(1, std::memory_order_release);
}

void RelayCarrier::turn(double seconds) {
    ring_.job().writer_heartbeat.store(now_ns(), std::memory_order_release);
    std::erase_if(closing_, [](const auto& source) { return source->has_stopped(); });
    const Look seen = look();
    const Decision decision = conductor_.decide(seen.now, seen.facts);
    gather(decision);
    obey(decision);
    shed_waiting(seen);
    if (!is_drained()) age(seconds, seen);
    feed();
    mind_drift(seconds);
    publish(seen, decision, seconds);
}

// Of the carried source, what is held and in the ring counts as its own.
Look RelayCarrier::look() const {
    Look look{std::chrono::duration<double>(Steady::now().time_since_epoch()).count(), {}};
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        const RelaySource* source = sources_[i].source.get();
        look.facts.push_back(source != nullptr ? source->facts() : SourceFacts{});
        if (decision_.carried != i) continue;
        look.facts[i].held += seconds_in(held_.frames() + ring_.fill());
        look.facts[i].is_leavable = !returns_in_pause() || held_.since_held_pause();
    }
    return look;
}

void RelayCarrier::obey(const Decision& decision) {
    const Decision before = std::exchange(decision_, decision);
    open_and_close(decision);
    tell(before, decision);
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        if (sources_[i].source) sources_[i].source->be_heard(decision.carried == i);
    }
    if (decision.carried == before.carried) return;
    is_joining_ = true;
    is_cut_ = false;
    gauges_.restart();
    if (decision.carried && decision.carried < before.carried) leave_for_better(*sources_[*decision.carried].source);
    if (decision.carried) sources_[*decision.carried].drift.restart();
}

bool RelayCarrier::returns_in_pause() const {
    return std::as_const(ring_).job().returns_in_pause.load(std::memory_order_acquire) != 0;
}

// What is held of the worse source would only keep the better one from the ear, unless its pause is waited for: then
// the better one takes the place of what came after that, and nothing moves in time.
void RelayCarrier::leave_for_better(RelaySource& better) {
    const auto since_pause = held_.since_held_pause();
    if (returns_in_pause() && since_pause) {
        held_.drop_newest(*since_pause);
        better.keep_newest(std::max(*since_pause, frames_in(1.0)));
    } else if (held_.frames() > kJoinFrames) {
        held_.drop_newest(held_.frames() - kJoinFrames);
    }
}

void RelayCarrier::open_and_close(const Decision& decision) {
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        Open& open = sources_[i];
        if (decision.open[i] && !open.source) {
            open.source = std::make_unique<RelaySource>(order_.urls[i], rules_, order_.inputs, rider_of(i));
            open.counted = 0;
            open.errors = 0;
        } else if (!decision.open[i] && open.source) {
            open.source->stop();
            closing_.push_back(std::move(open.source));
        }
    }
}

// One that is opened again is as loud as it was.
std::unique_ptr<LoudnessRider> RelayCarrier::rider_of(std::size_t source) const {
    if (!order_.target) return nullptr;
    RideLaw law;
    law.target = *order_.target;
    const double before = sources_[source].loudness;
    return std::make_unique<LoudnessRider>(law, before > law.gate ? std::optional{before} : std::nullopt);
}

void RelayCarrier::tell(const Decision& before, const Decision& now) {
    const auto number = [](std::size_t source) { return std::to_string(source + 1); };
    for (std::size_t i = 0; i < now.faults.size(); ++i) {
        const bool is_known = i < before.faults.size() && before.faults[i] == now.faults[i];
        if (!is_known && now.faults[i] != wire::RelayFault::None)
            log_("source " + number(i) + ": " + wire::name(now.faults[i]));
    }
    if (now.carried && now.carried != before.carried) log_("source " + number(*now.carried) + " is carried");
    if (!now.carried && before.carried) log_("no source gives sound");
}

// From the carried source to what is held.
void RelayCarrier::gather(const Decision& decision) {
    const bool is_silence = decision.is_muted && is_cut_;
    if (decision_.carried && sources_[*decision_.carried].source) {
        Open& open = sources_[*decision_.carried];
        piece_.clear();
        if (!is_joining_ || open.source->facts().held >= seconds_in(kJoinFrames)) open.source->take(piece_);
        const std::uint64_t decoded = open.source->decoded();
        ring_.job().decoded_frames.fetch_add(decoded - std::exchange(open.counted, decoded), std::memory_order_relaxed);
        if (!is_silence && !piece_.empty()) {
            is_joining_ ? held_.join(piece_) : held_.append(piece_);
            is_joining_ = false;
        }
    }
    if (decision.cut > 0.0 && !is_cut_) {
        held_.drop_newest(frames_in(decision.cut));
        held_.drop_quiet_end();  // what came since the look, and the beginning of the silence within a tenth
        is_joining_ = true;
    }
    is_cut_ = decision.cut > 0.0;
    if (held_.frames() > frames_in(kMostHeld)) held_.drop_oldest(held_.frames() - frames_in(buffer_));
}

// What stays between a source and the ear, so that neither a hiccup nor a segment is heard.
std::size_t RelayCarrier::ahead_frames(const SourceFacts& facts) const {
    return frames_in(std::min(std::max(buffer_, 1.5 * facts.usual_gap + 2.0), kMostHeld));
}

void RelayCarrier::shed_waiting(const Look& look) {
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        if (sources_[i].source && decision_.carried != i) sources_[i].source->keep_newest(ahead_frames(look.facts[i]));
    }
}

// Nobody drains the ring: it goes on as time does, so that what is taken is live.
void RelayCarrier::age(double seconds, const Look& look) {
    const std::size_t goal = decision_.carried ? ahead_frames(look.facts[*decision_.carried]) : 0;
    const std::size_t fill = ring_.fill();
    const std::size_t all = fill + held_.frames();
    if (all <= goal) return;
    const std::size_t old = std::min({frames_in(std::min(seconds, 1.0)), all - goal, fill});
    ring_.make_room(static_cast<std::uint32_t>(ring_.capacity() - fill + old));
}

// After the ring ran dry sound is kept back until there is something to go on with: a listener would rather wait once
// than hear every hiccup. The newest moment stays here for the join with another source, until the ring is nearly dry.
void RelayCarrier::feed() {
    const std::size_t fill = ring_.fill();
    if (fill == 0) is_buffering_ = true;
    const bool must_wait = is_buffering_ && is_drained() && decision_.carried;
    if (must_wait && held_.frames() < frames_in(std::min(kBeginWith, buffer_ / 2.0))) return;
    const std::size_t kept = decision_.carried || fill > 2 * kJoinFrames ? kJoinFrames : 0;
    const std::size_t goal = frames_in(std::min(kRingAhead, buffer_));
    if (held_.frames() <= kept || fill >= goal) return;
    is_buffering_ = false;
    const std::size_t count = std::min(held_.frames() - kept, goal - fill);
    held_.drop_oldest(ring_.write(held_.oldest(), static_cast<std::uint32_t>(count)));
}

void RelayCarrier::mind_drift(double seconds) {
    since_drift_ += seconds;
    if (since_drift_ < kDriftEvery) return;
    const double elapsed = std::min(std::exchange(since_drift_, 0.0), 1.0);
    if (!decision_.carried || !sources_[*decision_.carried].source) return;
    Open& open = sources_[*decision_.carried];
    open.drift.follow(open.source->facts().usual_gap > 0.0 ? kInSegments : kFlowing);
    if (!is_drained() || is_buffering_ || decision_.is_muted) return open.drift.restart();
    open.drift.advance(Frames{static_cast<std::int64_t>(ring_.fill() + held_.frames())}, elapsed);
    open.source->bend(open.drift.bend());
}

void RelayCarrier::publish(const Look& look, const Decision& decision, double seconds) {
    JobLine& line = ring_.job();
    line.held_frames.store(held_.frames(), std::memory_order_relaxed);
    if (const auto since_pause = held_.since_gone_pause())
        line.pause_at.store(ring_.written() + held_.frames() - *since_pause, std::memory_order_release);
    line.switches.store(static_cast<std::uint32_t>(decision.switches), std::memory_order_relaxed);
    line.drops.store(static_cast<std::uint32_t>(decision.drops), std::memory_order_relaxed);
    line.fault.store(static_cast<std::uint32_t>(decision.fault), std::memory_order_release);
    if (!decision.carried || !sources_[*decision.carried].source) return;
    const SourceFacts& facts = look.facts[*decision.carried];
    line.url_index.store(static_cast<std::int32_t>(*decision.carried));
    publish_source(sources_[*decision.carried], facts.held, seconds);
    const bool is_well =
        facts.since_sound <= std::max(1.0, 1.5 * facts.usual_gap) && !decision.is_muted && !is_joining_;
    if (is_well) line.decoded_at.store(now_ns(), std::memory_order_release);
}

// What people read of the source that is carried.
void RelayCarrier::publish_source(Open& open, double held, double seconds) {
    const SourceGauges source = open.source->gauges();
    gauges_.advance(seconds, source.bytes, source.frames, held);
    JobLine& line = ring_.job();
    line.errors.fetch_add(static_cast<std::uint32_t>(source.errors - std::exchange(open.errors, source.errors)));
    line.level.store(source.level, std::memory_order_relaxed);
    open.loudness = source.loudness.value_or(open.loudness);
    line.loudness.store(source.loudness.value_or(wire::kUnknownLoudness), std::memory_order_relaxed);
    line.ride.store(source.ride_db, std::memory_order_relaxed);
    line.bytes_per_second.store(gauges_.bytes_per_second(), std::memory_order_relaxed);
    line.frames_per_second.store(gauges_.frames_per_second(), std::memory_order_relaxed);
    line.ppm.store(source.clock.ppm, std::memory_order_relaxed);
    line.ppm_error.store(source.clock.error, std::memory_order_relaxed);
    line.trend.store(gauges_.trend(), std::memory_order_relaxed);
    line.silent_for.store(source.silent_for, std::memory_order_relaxed);
    line.tone_for.store(source.tone_for, std::memory_order_relaxed);
    line.repeated.store(source.repeated, std::memory_order_relaxed);
    line.newest.store(source.newest, std::memory_order_relaxed);
    line.newest_for.store(source.newest_for, std::memory_order_relaxed);
    if (line.codec() != source.format) line.set_codec(source.format);
    if (line.title() != source.title) line.set_title(source.title);
}

namespace {

std::optional<wire::RelayOrder> read_order() {
    std::string text;
    std::array<char, 4096> block{};
    lseek(wire::kOrderFd, 0, SEEK_SET);
    for (ssize_t got = 0; (got = read(wire::kOrderFd, block.data(), block.size())) > 0 && text.size() < 1 << 20;)
        text.append(block.data(), static_cast<std::size_t>(got));
    close(wire::kOrderFd);
    return wire::relay_order_from(text);
}

// Name service and TLS read their files and load their libraries once, before the door closes.
void warm_up() {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    addrinfo* found = nullptr;
    if (getaddrinfo("localhost", "80", nullptr, &found) == 0) freeaddrinfo(found);
}

}  // namespace

int run_relay() {
    const auto order = read_order();
    const Descriptor memory{wire::kRingFd};  // stays open: a later station finds the ring there
    std::optional<Ring> ring = Ring::attach(memory);
    if (!order || !ring) return 64;
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    av_log_set_level(AV_LOG_QUIET);
    warm_up();
    limit_self({512U << 20, RLIM_INFINITY, 0, false});
    deny_files({"/etc", "/usr/share/ca-certificates", "/usr/lib/ssl", "/usr/local/share/ca-certificates",
                "/run/systemd/resolve", "/run/resolvconf", "/run/NetworkManager", "/usr/lib", "/lib", "/dev/urandom"});
    confine_to_relaying();
    mallopt(M_ARENA_MAX, 1);
    const auto log = [](const std::string& line) { std::fprintf(stderr, "relay: %s\n", line.c_str()); };
    ConductorLaw law;
    law.silence = order->silence_s;
    RelayCarrier carrier(*ring, *order, law, log);
    carrier.run();
    _exit(0);
}

}  // namespace truyenthanh

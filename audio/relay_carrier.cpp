// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See relay_carrier.h.
#include "audio/relay_carrier.h"

#include <netdb.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <string>
#include <thread>
#include <utility>

#include "audio/sandbox.h"

namespace truyenthanh {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::nanoseconds kReaderGone{1'500'000'000};
constexpr std::size_t kMostPiece = 2 * kSampleRate * 30;  // samples kept back while buffering

DoorRules rules_of(const wire::RelayOrder& order) {
    DoorRules rules;
    rules.allow_private = order.allow_private;
    rules.hosts = order.hosts;
    for (const std::string& url : order.urls) {
        if (const auto host = host_of(url)) rules.hosts.push_back(*host);
    }
    return rules;
}

std::uint32_t frames_of(int ms, std::uint32_t capacity) {
    const auto wanted = static_cast<std::uint32_t>(to_frames(milliseconds{ms}).count);
    return std::min(wanted, capacity - capacity / 4);
}

}  // namespace

RelayCarrier::RelayCarrier(Ring& ring, const wire::RelayOrder& order, const CarrierTimes& times)
    : ring_(ring),
      order_(order),
      times_(times),
      door_(rules_of(order), [this] { return is_patient(); }),
      drift_(Frames{frames_of(order.buffer_ms, ring.capacity()) / 2}),
      target_(frames_of(order.buffer_ms, ring.capacity())),
      pause_(times.first_pause) {}

std::int64_t RelayCarrier::now_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(Steady::now().time_since_epoch()).count();
}

bool RelayCarrier::is_told_to_stop() const {
    const JobLine& line = std::as_const(ring_).job();
    return line.stop.load(std::memory_order_acquire) != 0 || now_ns() >= line.run_until.load(std::memory_order_acquire);
}

bool RelayCarrier::is_patient() {
    ring_.job().writer_heartbeat.store(now_ns(), std::memory_order_release);
    return !is_told_to_stop() && Steady::now() < due_;
}

bool RelayCarrier::is_drained() const {
    const std::int64_t last = std::as_const(ring_).job().reader_heartbeat.load(std::memory_order_acquire);
    return last != 0 && now_ns() - last < kReaderGone.count();
}

void RelayCarrier::run() {
    JobLine& line = ring_.job();
    line.writer_pid.store(getpid());
    for (std::size_t url = 0; !is_told_to_stop();) {
        line.url_index.store(static_cast<std::int32_t>(url));
        const wire::RelayFault fault = carry(url);
        if (is_told_to_stop()) break;
        if (fault == wire::RelayFault::None) {
            url = 0;  // left of its own accord, for a better one
            continue;
        }
        line.fault.store(static_cast<std::uint32_t>(fault), std::memory_order_release);
        url = after(url);
    }
    line.ended.store(1, std::memory_order_release);
}

// The next address; after the last one a pause, longer each round, and the first again.
std::size_t RelayCarrier::after(std::size_t failed) {
    if (failed + 1 < order_.urls.size()) return failed + 1;
    pause();
    return 0;
}

void RelayCarrier::pause() {
    std::uniform_real_distribution<double> spread(0.75, 1.25);
    const auto length = std::chrono::duration_cast<milliseconds>(pause_ * spread(jitter_));
    pause_ = std::min(pause_ * 2, times_.longest_pause);
    due_ = Steady::now() + length;
    while (is_patient()) std::this_thread::sleep_for(milliseconds{50});
}

// None: it was left to try a better address.
wire::RelayFault RelayCarrier::carry(std::size_t url) {
    due_ = Steady::now() + times_.first_sound;
    RelayStream stream(door_, [this] { return is_patient(); });
    if (!stream.open(order_.urls[url])) return stream.fault();
    Converter converter(Converter::Kind::Elastic, kRingChannels);
    is_paced_ = stream.is_paced();
    is_buffering_ = true;
    drift_.restart();
    carried_since_ = drift_at_ = Steady::now();
    for (const AVFrame* frame = stream.next(); frame != nullptr; frame = stream.next()) {
        converter.bend(is_paced_ ? 0.0 : drift_.bend());
        converter.convert(*frame, piece_);
        take(stream, *frame);
        if (is_told_to_stop()) return wire::RelayFault::Ended;
        if (url != 0 && Steady::now() - carried_since_ > times_.try_better) return wire::RelayFault::None;
    }
    return stream.fault();
}

// Sound has come: says so, and puts it into the ring.
void RelayCarrier::take(RelayStream& stream, const AVFrame& frame) {
    JobLine& line = ring_.job();
    const auto frames = static_cast<std::uint64_t>(av_rescale(frame.nb_samples, kSampleRate, frame.sample_rate));
    line.decoded_frames.fetch_add(frames, std::memory_order_relaxed);
    line.decoded_at.store(now_ns(), std::memory_order_release);
    if (line.codec() != stream.format()) line.set_codec(stream.format());
    if (Steady::now() - carried_since_ > milliseconds{3000}) {
        line.fault.store(0, std::memory_order_release);
        pause_ = times_.first_pause;
    }
    deliver();
    due_ = Steady::now() + times_.stall;
    mind_drift();
}

// After a start and after the ring ran dry, sound is kept back until there is half the buffer of it: a listener would
// rather wait once than hear every hiccup.
void RelayCarrier::deliver() {
    const std::uint32_t fill = ring_.fill();
    if (fill == 0) is_buffering_ = true;
    const std::size_t enough = is_drained() ? target_ / 2 : 1;
    if (is_buffering_ && piece_.size() / 2 < enough && piece_.size() < kMostPiece) return;
    is_buffering_ = false;
    std::size_t done = 0;
    while (done < piece_.size() / 2 && !is_told_to_stop()) {
        wait_for_room(is_paced_);
        const std::uint32_t filled = ring_.fill();
        const std::uint32_t most = is_paced_ ? target_ : ring_.capacity();
        const auto left = static_cast<std::uint32_t>(piece_.size() / 2 - done);
        const std::uint32_t count = std::min(left, most > filled ? most - filled : 0);
        done += ring_.write(piece_.data() + done * 2, count);
    }
    piece_.clear();
}

// A ring nobody drains keeps the newest sound: a live stream pushes the old out; a paced one is let go on as time does,
// else it would run to the newest segment and have nothing left to read ahead.
void RelayCarrier::wait_for_room(bool is_paced) {
    const std::uint32_t full = is_paced || !is_drained() ? target_ : ring_.capacity();
    shed_at_ = Steady::now();
    while (ring_.fill() >= full) {
        due_ = Steady::now() + times_.stall;
        if (!is_patient()) return;
        if (is_drained() || is_paced) std::this_thread::sleep_for(milliseconds{20});
        if (is_drained()) {
            shed_at_ = Steady::now();
            continue;
        }
        const auto elapsed = Steady::now() - shed_at_;
        shed_at_ += elapsed;
        const auto aged =
            static_cast<std::uint32_t>(std::clamp<std::int64_t>(to_frames(elapsed).count, 0, target_ / 2));
        ring_.make_room(ring_.capacity() - full + (is_paced ? aged : 2048));
        if (!is_paced) return;
    }
}

void RelayCarrier::mind_drift() {
    const auto now = Steady::now();
    const double seconds = std::chrono::duration<double>(now - drift_at_).count();
    if (seconds < 0.25) return;
    drift_at_ = now;
    if (is_paced_ || !is_drained() || is_buffering_) return drift_.restart();
    drift_.advance(Frames{ring_.fill()}, std::min(seconds, 1.0));
    ring_.job().ppm.store(drift_.ppm(), std::memory_order_release);
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
    RelayCarrier(*ring, *order, {}).run();
    _exit(0);
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See air_server.h.
#include "daemon/air_server.h"

#include <fcntl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cmath>

#include "audio/shared_memory.h"
#include "core/error.h"

namespace truyenthanh {
namespace {

constexpr int kOrdersAtOnce = 256;
constexpr std::int64_t kMostFrames = kForEver;
constexpr double kMostGain = 24.0;

bool is_frame(Frames frames) { return frames.count >= 0 && frames.count < kMostFrames; }

// A take's end may be as far away as one likes.
Frames tamed(Frames frames) { return Frames{std::clamp<std::int64_t>(frames.count, 0, kMostFrames)}; }

bool is_gain(double gain_db) { return std::isfinite(gain_db) && gain_db <= kMostGain; }

bool is_valid(const CueOrder& cue) {
    return cue.take.value != 0 && cue.rank <= Rank::Emergency && is_gain(cue.gain_db) && is_frame(cue.skip) &&
           is_frame(cue.frames);
}

}  // namespace

AirServer::AirServer(const std::filesystem::path& socket, Engine& engine, std::uint64_t epoch, const Descriptor& page,
                     const Descriptor* tape)
    : path_(socket), listener_(listen_at(socket)), engine_(engine), epoch_(epoch), page_(page), tape_(tape) {}

AirServer::~AirServer() { ::unlink(path_.c_str()); }

void AirServer::serve() {
    Received received;
    for (int i = 0; station_ && i < kOrdersAtOnce; ++i) {
        const Heard heard = receive_message(station_, received);
        if (heard == Heard::Nothing) break;
        if (heard == Heard::End) hang_up();
        if (heard == Heard::Message) obey(std::exchange(received, Received{}));
    }
}

void AirServer::admit() {
    while (true) {
        Descriptor socket{::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)};
        if (!socket) return;
        if (is_peer_ours(socket)) greet(std::move(socket));
    }
}

void AirServer::greet(Descriptor socket) {
    AirMessage answer;
    answer.epoch = epoch_;
    answer.verb = station_ ? AirVerb::Busy : AirVerb::Welcome;
    AirDescriptors descriptors;
    if (!station_) descriptors[0] = Descriptor{::fcntl(page_.get(), F_DUPFD_CLOEXEC, 3)};
    if (!station_ && tape_ != nullptr) descriptors[1] = Descriptor{::fcntl(tape_->get(), F_DUPFD_CLOEXEC, 3)};
    if (send_message(socket, answer, descriptors) != Sent::Yes || station_) return;
    station_ = std::move(socket);
    on_station(true);
}

void AirServer::hang_up() {
    station_.reset();
    on_station(false);
}

bool AirServer::cue(Received& received) {
    AirMessage& message = received.message;
    message.cue.label.back() = '\0';
    if (!is_valid(message.cue) || !received.descriptors[0]) return false;
    if (message.verb == AirVerb::CueRing) {
        engine_.cue(message.cue, received.descriptors[0]);
        return true;
    }
    if (!received.descriptors[1] || message.master_bytes <= 0 || !is_frame(message.master_frames)) return false;
    engine_.cue(message.cue, OpenMaster{std::move(received.descriptors[0]), std::move(received.descriptors[1]),
                                        message.master_bytes, message.master_frames, message.master_channels});
    return true;
}

void AirServer::obey(Received received) {
    AirMessage& message = received.message;
    TakeOrder& take = message.take;
    take = {take.take, tamed(take.at), tamed(take.until), tamed(take.fade_in), tamed(take.fade_out)};
    message.frames = tamed(message.frames);
    switch (message.verb) {
        case AirVerb::Hello:
            return;
        case AirVerb::CueMaster:
        case AirVerb::CueRing:
            if (!cue(received)) hang_up();
            return;
        case AirVerb::Take:
            return engine_.take(take);
        case AirVerb::Release:
            return engine_.release(take.take, take.at, message.frames);
        case AirVerb::Gain:
            if (is_gain(message.gain_db)) engine_.gain(take.take, message.gain_db, take.at, message.frames);
            return;
        case AirVerb::Drop:
            return engine_.drop(take.take);
        case AirVerb::Lease:
            return engine_.lease(message.lease);
        case AirVerb::Welcome:
        case AirVerb::Busy:
            break;
    }
    hang_up();
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See relay_health.h.
#include "audio/relay_health.h"

#include "audio/one_line.h"
#include "audio/relay_wire.h"

namespace truyenthanh {
namespace {

constexpr std::size_t kMostCodec = 64;  // bytes
constexpr std::size_t kMostTitle = 128;

}  // namespace

void read_health(const JobLine& line, RelayHealth& health) {
    health.url = line.url_index.load(std::memory_order_relaxed);
    health.buffered = Frames{static_cast<std::int64_t>(line.held_frames.load(std::memory_order_relaxed))};
    health.decoded = Frames{static_cast<std::int64_t>(line.decoded_frames.load(std::memory_order_relaxed))};
    health.ppm = line.ppm.load(std::memory_order_relaxed);
    health.ppm_error = line.ppm_error.load(std::memory_order_relaxed);
    health.codec = one_line(line.codec(), kMostCodec);
    health.level_dbfs = line.level.load(std::memory_order_relaxed);
    const double loudness = line.loudness.load(std::memory_order_relaxed);
    if (loudness > wire::kUnknownLoudness && loudness < 0.0) health.loudness_lufs = loudness;
    health.ride_db = line.ride.load(std::memory_order_relaxed);
    health.switches = static_cast<int>(line.switches.load(std::memory_order_relaxed));
    health.drops = static_cast<int>(line.drops.load(std::memory_order_relaxed));
    health.title = one_line(line.title(), kMostTitle);
    health.errors = static_cast<int>(line.errors.load(std::memory_order_relaxed));
    health.bytes_per_second = line.bytes_per_second.load(std::memory_order_relaxed);
    health.frames_per_second = line.frames_per_second.load(std::memory_order_relaxed);
    health.trend = line.trend.load(std::memory_order_relaxed);
    health.silent_for = line.silent_for.load(std::memory_order_relaxed);
    health.tone_for = line.tone_for.load(std::memory_order_relaxed);
    health.repeated = line.repeated.load(std::memory_order_relaxed);
    const std::int64_t newest = line.newest.load(std::memory_order_relaxed);
    if (newest >= 0) health.newest = newest;
    health.newest_for = line.newest_for.load(std::memory_order_relaxed);
}

std::optional<Message> relay_fault_message(std::uint32_t fault) {
    switch (static_cast<wire::RelayFault>(fault)) {
        case wire::RelayFault::None:
            return std::nullopt;
        case wire::RelayFault::NoSuchHost:
            return Message{"relay.no_such_host", {}};
        case wire::RelayFault::NotReachable:
            return Message{"relay.not_reachable", {}};
        case wire::RelayFault::HostNotAllowed:
            return Message{"relay.host_not_allowed", {}};
        case wire::RelayFault::AddressNotAllowed:
            return Message{"relay.address_not_allowed", {}};
        case wire::RelayFault::TooManyRedirects:
            return Message{"relay.too_many_redirects", {}};
        case wire::RelayFault::Untrusted:
            return Message{"relay.untrusted", {}};
        case wire::RelayFault::HttpError:
            return Message{"relay.http_error", {}};
        case wire::RelayFault::NotAudio:
            return Message{"relay.not_audio", {}};
        case wire::RelayFault::Stalled:
            return Message{"relay.stalled", {}};
        case wire::RelayFault::Ended:
            return Message{"relay.ended", {}};
        case wire::RelayFault::BadAddress:
            return Message{"relay.bad_address", {}};
        case wire::RelayFault::Silent:
            return Message{"relay.silent", {}};
        case wire::RelayFault::Stuck:
            return Message{"relay.stuck", {}};
        case wire::RelayFault::WentBack:
            return Message{"relay.went_back", {}};
        case wire::RelayFault::WrongClock:
            return Message{"relay.wrong_clock", {}};
        case wire::RelayFault::Damaged:
            return Message{"relay.damaged", {}};
        case wire::RelayFault::NoSuchInput:
            return Message{"relay.no_such_input", {}};
        case wire::RelayFault::InputRefused:
            return Message{"relay.input_refused", {}};
        case wire::RelayFault::InputAway:
            return Message{"relay.input_away", {}};
    }
    return Message{"relay.ended", {}};
}

}  // namespace truyenthanh

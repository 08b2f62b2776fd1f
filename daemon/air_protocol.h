// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What goes over the air socket (Unix seqpacket): one message of fixed size, some with open descriptors. Both ends are
// of one machine and one version of the programs; anything else is refused.
#pragma once

#include <cstdint>
#include <type_traits>

#include "core/air.h"

namespace truyenthanh {

inline constexpr std::uint32_t kAirProtocol = 0x54540001;  // "TT", version 1
inline constexpr std::size_t kMostDescriptors = 2;

enum class AirVerb : std::uint32_t {
    Hello,      // station: who are you
    Welcome,    // chain: this epoch; descriptors: the meter page, the tape
    Busy,       // chain: another station is served
    CueMaster,  // descriptors: the file, its block hashes
    CueRing,    // descriptor: the ring
    Take,
    Release,
    Gain,
    Drop,
    Lease
};

struct AirMessage {
    std::uint32_t protocol = kAirProtocol;
    AirVerb verb = AirVerb::Hello;
    std::uint64_t epoch = 0;
    CueOrder cue;
    std::int64_t master_bytes = 0;
    Frames master_frames;
    std::int32_t master_channels = 0;
    std::int32_t reserved = 0;
    TakeOrder take;  // take.take names the take of Release, Gain and Drop too; `at` is their frame
    Frames frames;   // the fade of Release, the ramp of Gain
    double gain_db = 0.0;
    SteadyTime lease;
};
static_assert(std::is_trivially_copyable_v<AirMessage>);

}  // namespace truyenthanh

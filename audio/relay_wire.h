// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a relay job is told when it is born, and the numbers of its faults. All else passes through the ring's JobLine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace truyenthanh::wire {

inline constexpr int kRingFd = 3;   // the ring's memory
inline constexpr int kOrderFd = 4;  // a RelayOrder as text
inline constexpr int kLockFd = 5;   // the note, locked for as long as the job lives

enum class RelayFault : std::uint32_t {
    None,
    NoSuchHost,
    NotReachable,
    HostNotAllowed,
    AddressNotAllowed,
    TooManyRedirects,
    Untrusted,  // the certificate
    HttpError,
    NotAudio,
    Stalled,
    Ended,
    BadAddress,    // the URL itself
    Silent,        // sound is sent, and there is nothing in it
    Stuck,         // one steady tone, or the same segments again
    WentBack,      // the playlist went backwards
    WrongClock,    // a certificate that begins in our future
    Damaged,       // pieces of its sound are missing again and again
    NoSuchInput,   // no sound device of that name listens here now
    InputRefused,  // it is there and does not open
    InputAway      // the program that holds the inputs does not answer
};

// "stalled": for logs.
const char* name(RelayFault fault) noexcept;

// What the door refuses by its rules: no use to wait for.
bool is_forbidden(RelayFault fault) noexcept;

inline constexpr double kUnknownLoudness = -120.0;

struct RelayOrder {
    std::vector<std::string> urls;   // best first
    std::vector<double> loudness;    // of each, LUFS as remembered; kUnknownLoudness where nobody knows, or fewer
    std::optional<double> target;    // LUFS to bring them to; empty: as they come
    std::vector<std::string> hosts;  // further names that may be asked: redirects, segments
    bool allow_private = false;
    int buffer_ms = 5000;
    int silence_s = 5;    // so long without a sound counts as lost; 0: never
    std::string ca_file;  // authorities; empty: the system's
    std::string inputs;   // socket of the program that holds sound inputs; empty: there is none
};

// One line a value; a value with a line break in it is left out.
std::string to_text(const RelayOrder& order);
std::optional<RelayOrder> relay_order_from(const std::string& text);

}  // namespace truyenthanh::wire

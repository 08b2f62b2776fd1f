// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a relay gave, by the hour: table relay_hour. Thread: that of the connection.
#pragma once

#include <optional>

#include "store/connection.h"

namespace truyenthanh {

struct RelayEvidence {
    double open_s = 0.0;        // seconds in which it was wanted
    double lost_s = 0.0;        // of these, without sound
    int drops = 0;              // of the address that was carried
    int switches = 0;           // from one address to another
    std::optional<double> ppm;  // of its clock, last measured
    int errors = 0;             // pieces that could not be decoded
    double silent_s = 0.0;      // connected, and nothing in it
    double stuck_s = 0.0;       // one tone, or the same segments again
};

// Adds to the hour in which `at` lies.
void add_relay_evidence(Connection& connection, RelayId relay, WallTime at, const RelayEvidence& more);
// Of all hours that begin in [from, until) together.
RelayEvidence relay_evidence(Connection& connection, RelayId relay, WallTime from, WallTime until);
// Hours that began before then go.
void forget_relay_evidence(Connection& connection, WallTime before);

}  // namespace truyenthanh

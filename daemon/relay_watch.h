// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Watches what each relay gives and keeps the sums by the hour. Thread: the station's.
#pragma once

#include <map>
#include <optional>

#include "core/clock.h"
#include "core/relay_desk.h"
#include "store/connection.h"
#include "store/relay_hours.h"

namespace truyenthanh {

class RelayWatch {
public:
    RelayWatch(Connection& database, RelayDesk& desk) : database_(database), desk_(desk) {}

    // At each tick; looks once a second, writes once a minute. Throws StoreError; what was not written stays.
    void look(const Now& now);
    // Writes what was seen so far.
    void keep(const Now& now);

private:
    struct Seen {
        RelayEvidence more;  // not yet written
        SteadyTime open_since;
        int drops = 0;  // as the job counts
        int switches = 0;
        int errors = 0;
        bool is_open = false;
        int url = 0;
        std::optional<double> loudness;  // of that address, not yet written
    };

    void look_at(const Relay& relay, const Now& now, double seconds);

    Connection& database_;
    RelayDesk& desk_;
    std::map<RelayId, Seen> seen_;
    SteadyTime looked_at_;
    SteadyTime kept_at_;
};

}  // namespace truyenthanh

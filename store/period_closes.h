// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Closed periods and what was said of them later, and the targets of periods: tables period_close, period_correction,
// target. Nothing in the first two is ever changed or deleted. Thread: that of the connection.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/library.h"
#include "store/connection.h"

namespace truyenthanh {

// A period under the name it is asked for ("2018-q1") and the day on which its months begin.
struct PeriodName {
    std::string period;
    int first_day = 1;
};

struct PeriodCorrection {
    std::string figure;
    std::int64_t change = 0;
    std::string reason;
    std::string by;
    WallTime at;
};

struct PeriodClose {
    std::int64_t id = 0;
    PeriodName name;
    std::int64_t entries = 0;  // of the ledger's chain
    Sha256 head;
    std::string figures;  // as they were: one JSON text
    std::string by;
    WallTime at;
    std::vector<PeriodCorrection> corrections;  // oldest first
};

// Throws RequestError store.period_closed where it is closed already, store.bad_person.
std::int64_t close_period(Connection& connection, const PeriodName& name, std::int64_t entries, const Sha256& head,
                          const std::string& figures, const std::string& by, WallTime now);
// Throws RequestError store.no_period_close, store.bad_title (the reason), store.bad_person.
void correct_period(Connection& connection, const PeriodName& name, const std::string& figure, std::int64_t change,
                    const std::string& reason, const std::string& by, WallTime now);
std::optional<PeriodClose> find_period_close(Connection& connection, const PeriodName& name);

// A new value takes the old one's place.
void set_target(Connection& connection, const PeriodName& name, const std::string& figure, std::int64_t value,
                const std::string& by, WallTime now);
std::map<std::string, std::int64_t> targets_of(Connection& connection, const PeriodName& name);

// The last place in the chain and its hash; 0 and the genesis of an empty ledger.
std::pair<std::int64_t, Sha256> chain_end(Connection& connection);

}  // namespace truyenthanh

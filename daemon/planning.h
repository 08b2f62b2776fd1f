// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The week of the database and the thought of scheduler/ put together: plans for the runner, for people and for the
// linter. Thread: that of the connection.
#pragma once

#include <optional>
#include <vector>

#include "config/settings.h"
#include "core/library.h"
#include "core/zone.h"
#include "scheduler/lint.h"
#include "scheduler/plan.h"
#include "scheduler/runner.h"
#include "store/connection.h"

namespace truyenthanh {

class StationPlans final : public PlanSource {
public:
    StationPlans(Connection& database, const Zone& zone, const Settings& settings, Library& library)
        : database_(database), zone_(zone), settings_(settings), library_(library) {}

    std::uint64_t version() override;
    Plan make(WallTime from, WallTime until) override;
    std::optional<WallTime> hours_until(WallTime at) override;
    // All that begins or sounds on one local date.
    Plan day(LocalDate date);
    // Both dates included.
    std::vector<Finding> findings(LocalDate first, LocalDate last);
    // A transmission of the moment, judged by the gate, of what a person wants on air now: its items as `programme`
    // lists them. Throws RequestError where the gate refuses it.
    Transmission by_hand(const Programme& programme, WallTime now);

private:
    // How much had been written to the database, by others and by us, when it was last looked at.
    struct Written {
        std::uint64_t by_others = 0;
        std::int64_t by_us = 0;
        bool operator==(const Written&) const = default;
    };

    template <class Use>
    auto with_inputs(const Use& use);
    const Week& week();

    Connection& database_;
    const Zone& zone_;
    const Settings& settings_;
    Library& library_;
    std::optional<Week> week_;  // as read when the database was at version week_version_
    std::uint64_t week_version_ = 0;
    std::optional<Written> written_;
    std::int64_t generation_ = 0;      // as read at written_
    std::vector<Override> overrides_;  // those that end after overrides_from_, as read at written_
    std::optional<WallTime> overrides_from_;
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// After a restart of the station: playout's memory found again in the rows the ledger still has open. What the chain
// plays of it is recognised at the first step that sees the chain; the rest is continued at its place.
// Thread: any.
#pragma once

#include <vector>

#include "core/as_run.h"
#include "core/clock.h"
#include "core/transmission.h"
#include "scheduler/playout.h"

namespace truyenthanh {

struct Adoption {
    PlayoutState state;
    std::vector<AsRunEntry> orphans;  // gaps: to be closed as last refreshed
    std::vector<ManualTake> takes;    // what a person took and nobody has heard yet: their rows are open
};

Adoption adopt(const std::vector<AsRunEntry>& open, const Plan& plan, const Now& now);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plans made from the database without the station. Thread: one.
#pragma once

#include "cli/session.h"
#include "daemon/planning.h"
#include "newsroom/approval.h"
#include "store/master_library.h"

namespace truyenthanh {

struct OfflinePlans {
    explicit OfflinePlans(Session& session) : OfflinePlans(session, session.database()) {}
    // Of another database than the station's own: a rehearsal's copy.
    OfflinePlans(Session& session, Connection& database)
        : library(database, session.places().masters,
                  [](const std::string& title, const Recording& recording, const std::optional<Approval>& approval,
                     WallTime at) { return why_not_heard(title, recording, approval, at); }),
          plans(database, session.zone(), session.settings(), library) {}

    MasterLibrary library;
    StationPlans plans;
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The desk's methods on reporting periods: closing, correcting, targets. docs/desk.md describes them. Thread: the
// station's.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/station_log.h"
#include "core/zone.h"
#include "daemon/desk_methods.h"
#include "store/connection.h"

namespace truyenthanh {

struct ReportDesk {
    Connection& database;
    const Clock& clock;
    const Zone& zone;
    std::string station;
    std::function<void(Severity, const Message&)> note;
};

std::vector<Method> report_methods(const ReportDesk& desk);

}  // namespace truyenthanh

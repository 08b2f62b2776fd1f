// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A report with the house's part, of a station whose permitted hours are 07:00–17:00 and that is inspected four times a
// month.
#pragma once

#include <stdexcept>
#include <string>

#include "airtime/report.h"
#include "daemon/report_house.h"
#include "daemon/reporting.h"

namespace truyenthanh::testing {

inline ReportInput whole_input(Connection& connection, const Zone& zone, const char* period) {
    ReportInput input = read_report(connection, "Đài phường", *parse_period(period));
    Profile profile;
    profile.permitted.push_back({kEveryDay, std::chrono::hours{7}, std::chrono::hours{17}});
    add_house(input, connection, zone, profile, 4);
    return input;
}

inline const ReportTable& table_in(const Report& report, const std::string& key) {
    for (const ReportSection& section : report.sections) {
        for (const ReportTable& table : section.tables) {
            if (table.key == key) return table;
        }
    }
    throw std::runtime_error("no table " + key);
}

}  // namespace truyenthanh::testing

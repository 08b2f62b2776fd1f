// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the newsroom, the diary and the record of the loudspeaker system have to say of a report's period, beside the
// ledger. Thread: that of the connection.
#pragma once

#include <filesystem>

#include "airtime/report.h"
#include "config/places.h"
#include "config/settings.h"
#include "core/profile.h"
#include "core/zone.h"
#include "store/connection.h"
#include "text/catalogue.h"

namespace truyenthanh {

void add_house(ReportInput& input, Connection& database, const Zone& zone, const Profile& profile,
               int inspections_a_month);

// The station's own wording of its reports, report-wording.txt beside its configuration; empty where there is none.
std::filesystem::path wording_file(const std::filesystem::path& configuration);
std::string own_wording(const std::filesystem::path& configuration);
// A wording file's text. Throws RequestError cli.cannot_read.
std::string read_wording(const std::filesystem::path& file);

// Everything a report of the station says: the ledger's figures, the house's part, and where `language` is the
// station's its own wording.
ReportInput read_whole_report(Connection& database, const Settings& settings, const Places& places, const Zone& zone,
                              const Period& period, Language language);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was planned and what was heard as Service and Programme Information (ETSI TS 102 818, the XML of DAB, DRM and
// RadioDNS): a programme a transmission, an event an entry, planned and actual times side by side. Pure.
#pragma once

#include <string>
#include <vector>

#include "core/as_run.h"

namespace truyenthanh {

// Entries in any order; open ones are left out. Times are UTC.
std::string programme_information(const std::string& station, const std::string& language,
                                  const std::vector<AsRunEntry>& entries, WallTime now);

}  // namespace truyenthanh

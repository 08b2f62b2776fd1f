// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The station log (sổ nhật ký phát thanh) as pages to print and sign: planned beside heard, by day or by week; and the
// programme of the next hours, for the wall. Pure.
#pragma once

#include <string>
#include <vector>

#include "airtime/report.h"
#include "core/transmission.h"
#include "core/zone.h"

namespace truyenthanh {

struct LogDay {
    LocalDate date;
    std::vector<std::string> on_duty;  // "Lê Thị Hoa (Sáng)"
    std::vector<AsRunEntry> entries;   // of the day's transmissions, by plan
};

// Every item of every transmission; a week (more than one day) a row a transmission.
Report station_log(const std::string& station, const std::vector<LogDay>& days, const Zone& zone, const Voice& voice);

// What is to be heard from `from` on, each refusal with its reason.
Report wall_page(const std::string& station, WallTime from, WallTime until,
                 const std::vector<Transmission>& transmissions, const Zone& zone, const Voice& voice);

}  // namespace truyenthanh

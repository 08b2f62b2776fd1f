// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Charts of a report as SVG elements that stand by themselves and print in black and white too. Pure.
#pragma once

#include <string>
#include <vector>

#include "airtime/report.h"

namespace truyenthanh {

struct Chart {
    std::string title;
    std::string svg;
};

// Hours by day as a calendar, own time and relays by week, planned beside aired, items and airings by kind; with
// ReportInput::house by field and by person, too. In this order.
std::vector<Chart> report_charts(const ReportInput& input, const Voice& voice);

// Text as it may stand in HTML and SVG.
std::string escaped_markup(const std::string& text);

}  // namespace truyenthanh

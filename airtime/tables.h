// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sections of a report. In every table the parts add up to the total. Pure.
#pragma once

#include "airtime/report.h"

namespace truyenthanh {

// The headline figures beside the period before, the same a year ago, and the target.
ReportSection summary_section(const ReportInput& input, const Voice& voice);
// Airtime by class, planned against aired, by month, and what was lost and why.
ReportSection airtime_section(const ReportInput& input, const Voice& voice);
ReportSection items_section(const ReportInput& input, const Voice& voice);
// Which ledger it was counted from, who closed the period, and what was said afterwards.
ReportSection ground_section(const ReportInput& input, const Voice& voice);

// These need ReportInput::house.
ReportSection orientation_section(const ReportInput& input, const Voice& voice);
ReportSection technical_section(const ReportInput& input, const Voice& voice);
ReportSection contributors_section(const ReportInput& input, const Voice& voice);
ReportSection exchange_section(const ReportInput& input, const Voice& voice);
ReportSection compliance_section(const ReportInput& input, const Voice& voice);
// Items by block, field, column, language and origin; none without ReportInput::house.
std::vector<ReportTable> breakdown_tables(const ReportInput& input, const Voice& voice);

// A headline figure: a count, or a length in whole seconds.
struct Headline {
    std::string key;
    bool is_length = false;
    std::int64_t value = 0;
};
std::vector<Headline> headlines(const Figures& figures);

// A table whose columns bear the sentences report.<table>.<key>.
ReportTable table_of(const std::string& key, const std::vector<std::string>& columns, const Voice& voice);
// 100 × part ÷ whole; nothing for a whole of nothing.
Cell percent_of(std::int64_t part, std::int64_t whole);

}  // namespace truyenthanh

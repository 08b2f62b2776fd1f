// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A report written down: for a terminal, for spreadsheets, for programs. Pure.
#pragma once

#include <string>

#include "airtime/report.h"

namespace truyenthanh {

// For a terminal or a printer of lines; counts and lengths to the right.
std::string report_text(const Report& report, const Voice& voice);

// A line a cell: section,table,row,column,value,unit (RFC 4180). Units: count, seconds, percent, date, text. Keys, not
// words, so that the file reads the same in every language.
std::string report_csv(const Report& report);

// The same with the sentences, and under "figures" every sum in frames, exact. One document, ends with a line feed.
std::string report_json(const Report& report, const ReportInput& input);

// One file that needs nothing else, charts and the report's JSON within; prints on A4.
std::string report_html(const Report& report, const ReportInput& input, const Voice& voice);
// The same of a page that was not counted from the ledger: nothing is drawn or carried.
std::string page_html(const Report& page, const Voice& voice);
// A4 with a signature block and page numbers. Throws StoreError report.cannot_write.
void write_report_pdf(const Report& report, const Voice& voice, const std::string& file);
// A sheet a section, heads frozen; lengths are durations, shares are percentages. Throws StoreError
// report.cannot_write.
void write_report_xlsx(const Report& report, const std::string& file);

// What a report's JSON says it was made from, but for the figures, and its language. Throws RequestError
// report.bad_file where it is no report.
ReportInput read_report_json(const std::string& text, std::string& language);

// How a cell is typed in CSV and JSON, and its value there.
std::string cell_unit(const Cell& cell);
std::string cell_value(const Cell& cell);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A report as a workbook: a sheet a section, heads frozen, numbers as numbers and lengths as durations. The one file
// that knows libxlsxwriter.
#include <xlsxwriter.h>

#include <cstdlib>

#include "airtime/render.h"
#include "core/error.h"

namespace truyenthanh {
namespace {

struct Formats {
    explicit Formats(lxw_workbook* book)
        : bold(workbook_add_format(book)),
          length(workbook_add_format(book)),
          count(workbook_add_format(book)),
          percent(workbook_add_format(book)) {
        format_set_bold(bold);
        format_set_text_wrap(bold);
        format_set_num_format(length, "[h]:mm:ss");
        format_set_num_format(count, "#,##0");
        format_set_num_format(percent, "0.0%");
    }
    lxw_format *bold, *length, *count, *percent;
};

void write(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell, const Formats& formats) {
    if (const auto* count = std::get_if<std::int64_t>(&cell)) {
        worksheet_write_number(sheet, row, column, static_cast<double>(*count), formats.count);
    } else if (const auto* length = std::get_if<std::chrono::seconds>(&cell)) {
        worksheet_write_number(sheet, row, column, static_cast<double>(length->count()) / 86'400.0, formats.length);
    } else if (const auto* percent = std::get_if<Percent>(&cell)) {
        worksheet_write_number(sheet, row, column, percent->value / 100.0, formats.percent);
    } else if (!std::holds_alternative<std::monostate>(cell)) {
        worksheet_write_string(sheet, row, column, cell_value(cell).c_str(), nullptr);
    }
}

lxw_row_t write_table(lxw_worksheet* sheet, lxw_row_t row, const ReportTable& table, const Formats& formats) {
    worksheet_write_string(sheet, row++, 0, table.title.c_str(), formats.bold);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        worksheet_write_string(sheet, row, static_cast<lxw_col_t>(i), table.columns[i].head.c_str(), formats.bold);
    }
    for (const auto& cells : table.rows) {
        ++row;
        for (std::size_t i = 0; i < cells.size(); ++i) write(sheet, row, static_cast<lxw_col_t>(i), cells[i], formats);
    }
    return row + 2;
}

// Sheet names are at most 31 letters and none of these.
std::string sheet_name(std::string title) {
    for (char& c : title) {
        if (std::string("[]:*?/\\").find(c) != std::string::npos) c = ' ';
    }
    while (lxw_utf8_strlen(title.c_str()) > 31) title.pop_back();
    return title;
}

void write_section(lxw_workbook* book, const Report& report, const ReportSection& section, const Formats& formats) {
    lxw_worksheet* sheet = workbook_add_worksheet(book, sheet_name(section.title).c_str());
    worksheet_set_column(sheet, 0, 0, 30.0, nullptr);
    worksheet_set_column(sheet, 1, 12, 15.0, nullptr);
    worksheet_write_string(sheet, 0, 0, (report.station + " – " + report.title).c_str(), formats.bold);
    worksheet_freeze_panes(sheet, 1, 1);
    worksheet_set_paper(sheet, 9);
    worksheet_fit_to_pages(sheet, 1, 0);
    lxw_row_t row = 2;
    for (const std::string& sentence : section.sentences)
        worksheet_write_string(sheet, row++, 0, sentence.c_str(), nullptr);
    ++row;
    for (const ReportTable& table : section.tables) row = write_table(sheet, row, table, formats);
}

}  // namespace

void write_report_xlsx(const Report& report, const std::string& file) {
    lxw_workbook* book = workbook_new(file.c_str());
    if (book == nullptr) throw StoreError({"report.cannot_write", {{"file", file}, {"why", "memory"}}});
    const Formats formats(book);
    for (const ReportSection& section : report.sections) write_section(book, report, section, formats);
    const lxw_error error = workbook_close(book);
    if (error != LXW_NO_ERROR)
        throw StoreError({"report.cannot_write", {{"file", file}, {"why", lxw_strerror(error)}}});
}

}  // namespace truyenthanh

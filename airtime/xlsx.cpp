// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A report as a workbook: a sheet a section, heads frozen, numbers as numbers and lengths as durations. The one file
// that knows libxlsxwriter.
#include <xlsxwriter.h>

#include <array>
#include <cstdlib>
#include <string>

#include "airtime/render.h"
#include "core/error.h"

namespace truyenthanh {
namespace {

struct Formats {
    explicit Formats(lxw_workbook* book)
        : bold(workbook_add_format(book)),
          length(workbook_add_format(book)),
          count(workbook_add_format(book)),
          percent(workbook_add_format(book)),
          date(workbook_add_format(book)) {
        format_set_bold(bold);
        format_set_text_wrap(bold);
        format_set_num_format(length, "[h]:mm:ss");
        format_set_num_format(count, "#,##0");
        format_set_num_format(percent, "0.0%");
        format_set_num_format(date, "dd/mm/yyyy");
    }
    lxw_format *bold, *length, *count, *percent, *date;
};

void write(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell, const Formats& formats) {
    if (const auto* count = std::get_if<std::int64_t>(&cell)) {
        worksheet_write_number(sheet, row, column, static_cast<double>(*count), formats.count);
    } else if (const auto* length = std::get_if<std::chrono::seconds>(&cell)) {
        worksheet_write_number(sheet, row, column, static_cast<double>(length->count()) / 86'400.0, formats.length);
    } else if (const auto* percent = std::get_if<Percent>(&cell)) {
        worksheet_write_number(sheet, row, column, percent->value / 100.0, formats.percent);
    } else if (const auto* day = std::get_if<LocalDate>(&cell)) {
        lxw_datetime date{static_cast<int>(day->year()),
                          static_cast<int>(static_cast<unsigned>(day->month())),
                          static_cast<int>(static_cast<unsigned>(day->day())),
                          0,
                          0,
                          0.0};
        worksheet_write_datetime(sheet, row, column, &date, formats.date);
    } else if (!std::holds_alternative<std::monostate>(cell)) {
        worksheet_write_string(sheet, row, column, cell_value(cell).c_str(), nullptr);
    }
}

// A total is a formula, so that whoever changes a copy sees it move; its value is in the file, too.
void write_total(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::size_t rows, const Cell& cell,
                 const Formats& formats) {
    const auto* count = std::get_if<std::int64_t>(&cell);
    const auto* length = std::get_if<std::chrono::seconds>(&cell);
    if (rows == 0 || (count == nullptr && length == nullptr)) {
        write(sheet, row, column, cell, formats);
        return;
    }
    std::array<char, LXW_MAX_CELL_RANGE_LENGTH> range{};
    lxw_rowcol_to_range(range.data(), row - static_cast<lxw_row_t>(rows), column, row - 1, column);
    const std::string formula = "=SUM(" + std::string(range.data()) + ")";
    const double value =
        count != nullptr ? static_cast<double>(*count) : static_cast<double>(length->count()) / 86'400.0;
    worksheet_write_formula_num(sheet, row, column, formula.c_str(), count != nullptr ? formats.count : formats.length,
                                value);
}

lxw_row_t write_table(lxw_worksheet* sheet, lxw_row_t row, const ReportTable& table, const Formats& formats) {
    worksheet_write_string(sheet, row++, 0, table.title.c_str(), formats.bold);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        worksheet_write_string(sheet, row, static_cast<lxw_col_t>(i), table.columns[i].head.c_str(), formats.bold);
    }
    for (std::size_t at = 0; at < table.rows.size(); ++at) {
        ++row;
        const bool is_total = table.has_total && at + 1 == table.rows.size();
        for (std::size_t i = 0; i < table.rows[at].size(); ++i) {
            const auto column = static_cast<lxw_col_t>(i);
            const Cell& cell = table.rows[at][i];
            is_total ? write_total(sheet, row, column, at, cell, formats) : write(sheet, row, column, cell, formats);
        }
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

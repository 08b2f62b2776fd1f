// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A report for a terminal.
#include <algorithm>

#include "airtime/render.h"

namespace truyenthanh {
namespace {

// Letters, not bytes; Vietnamese is composed, a letter a code point.
std::size_t width(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool is_figure(const Cell& cell) {
    return !std::holds_alternative<std::string>(cell) && !std::holds_alternative<LocalDate>(cell);
}

struct Column {
    std::vector<std::string> lines;  // the head first
    bool is_right = true;
};

std::vector<Column> columns_of(const ReportTable& table, const Voice& voice) {
    std::vector<Column> columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        Column column{{table.columns[i].head}, i > 0};
        for (const auto& row : table.rows) {
            column.lines.push_back(cell_text(row[i], voice));
            column.is_right = column.is_right && is_figure(row[i]);
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

std::string padded(const std::string& text, std::size_t to, bool is_right) {
    const std::string space(to - width(text), ' ');
    return is_right ? space + text : text + space;
}

std::string table_text(const ReportTable& table, const Voice& voice) {
    const std::vector<Column> columns = columns_of(table, voice);
    std::vector<std::string> lines(table.rows.size() + 1);
    for (const Column& column : columns) {
        std::size_t widest = 0;
        for (const std::string& text : column.lines) widest = std::max(widest, width(text));
        for (std::size_t i = 0; i < lines.size(); ++i)
            lines[i] += "  " + padded(column.lines[i], widest, column.is_right);
    }
    std::string text = table.title + "\n";
    for (std::string& line : lines) {
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

}  // namespace

std::string report_text(const Report& report, const Voice& voice) {
    std::string text = report.station + "\n" + report.title + "\n" + report.subtitle + "\n";
    // A report's sentence opens its first section too.
    const bool is_said = !report.sections.empty() && !report.sections[0].sentences.empty() &&
                         report.sections[0].sentences[0] == report.sentence;
    if (!report.sentence.empty() && !is_said) text += "\n" + report.sentence + "\n";
    for (const ReportSection& section : report.sections) {
        text += "\n" + section.title + "\n";
        for (const std::string& sentence : section.sentences) text += sentence + "\n";
        for (const ReportTable& table : section.tables) text += "\n" + table_text(table, voice);
    }
    return text;
}

}  // namespace truyenthanh

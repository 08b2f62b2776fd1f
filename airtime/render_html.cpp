// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A report as one HTML file that needs nothing else and prints on A4; it carries its own JSON, so that it can be
// proved.
#include "airtime/charts.h"
#include "airtime/render.h"

namespace truyenthanh {
namespace {

constexpr const char* kStyle = R"(
@page { size: A4; margin: 18mm 15mm 18mm 20mm; }
body { font: 15px/1.5 "Noto Serif", "Times New Roman", serif; color: #1b1b1b; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; text-align: center; margin: .5rem 0 0; }
h2 { font-size: 1.15rem; margin: 1.8rem 0 .4rem; border-bottom: 1px solid #1f6f54; }
h3 { font-size: 1rem; margin: 1.1rem 0 .3rem; }
p { margin: .3rem 0; overflow-wrap: anywhere; }
.station, .days { text-align: center; margin: 0; }
.sentence { text-align: center; font-size: 1.15rem; font-weight: bold; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; page-break-inside: avoid; }
th, td { border: 1px solid #9a9a9a; padding: .2rem .45rem; text-align: left; vertical-align: top; }
th { background: #eef3f0; }
td.figure, th.figure { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
th.figure { white-space: normal; }
tr.total td { font-weight: bold; border-top: 2px solid #1b1b1b; }
figure { margin: .8rem 0; page-break-inside: avoid; }
figcaption { font-weight: bold; font-size: .95rem; }
svg { max-width: 100%; height: auto; font: 11px "Noto Sans", sans-serif; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.signatures { display: flex; justify-content: space-around; margin-top: 2rem; page-break-inside: avoid; text-align: center; }
.signatures div { min-height: 8rem; }
@media print {
body { font-size: 13px; line-height: 1.4; max-width: none; margin: 0; padding: 0; }
h2, h3, figcaption { break-after: avoid; }
tr { break-inside: avoid; }
h2 { margin-top: 1.2rem; }
.signatures { break-before: avoid; margin-top: 1.2rem; }
.signatures div { min-height: 6rem; }
}
)";

bool is_figure(const Cell& cell) {
    return !std::holds_alternative<std::string>(cell) && !std::holds_alternative<LocalDate>(cell);
}

bool is_figure_column(const ReportTable& table, std::size_t column) {
    for (const auto& row : table.rows) {
        if (!is_figure(row[column])) return false;
    }
    return !table.rows.empty();
}

std::string table_html(const ReportTable& table, const Voice& voice) {
    std::string html = "<h3>" + escaped_markup(table.title) + "</h3>\n<table>\n<thead><tr>";
    const auto mark = [&](const char* tag, bool is_right) {
        return std::string("<") + tag + (is_right ? " class=\"figure\">" : ">");
    };
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        html += mark("th", is_figure_column(table, i)) + escaped_markup(table.columns[i].head) + "</th>";
    html += "</tr></thead>\n<tbody>\n";
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        html += table.has_total && i + 1 == table.rows.size() ? "<tr class=\"total\">" : "<tr>";
        for (const Cell& cell : table.rows[i])
            html += mark("td", is_figure(cell)) + escaped_markup(cell_text(cell, voice)) + "</td>";
        html += "</tr>\n";
    }
    return html + "</tbody>\n</table>\n";
}

// As it may stand in a script element.
std::string within_script(std::string json) {
    for (std::size_t at = json.find('<'); at != std::string::npos; at = json.find('<', at))
        json.replace(at, 1, "\\u003c");
    return json;
}

std::string sections_html(const Report& report, const Voice& voice) {
    std::string html;
    for (const ReportSection& section : report.sections) {
        html += "<h2>" + escaped_markup(section.title) + "</h2>\n";
        for (const std::string& sentence : section.sentences) html += "<p>" + escaped_markup(sentence) + "</p>\n";
        for (const ReportTable& table : section.tables) html += table_html(table, voice);
    }
    html += "<div class=\"signatures\">";
    for (const std::string& head : report.signatures)
        html += "<div><strong>" + escaped_markup(head) + "</strong></div>";
    return html + "</div>\n";
}

std::string head_html(const Report& report) {
    std::string html = "<!DOCTYPE html>\n<html lang=\"" + report.language + "\">\n<head>\n<meta charset=\"utf-8\">\n" +
                       "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" +
                       escaped_markup(report.title) + "</title>\n<style>" + kStyle + "</style>\n</head>\n<body>\n";
    html += "<p class=\"station\">" + escaped_markup(report.station) + "</p>\n<h1>" + escaped_markup(report.title) +
            "</h1>\n<p class=\"days\">" + escaped_markup(report.subtitle) + "</p>\n<p class=\"sentence\">" +
            escaped_markup(report.sentence) + "</p>\n";
    return html;
}

}  // namespace

std::string report_html(const Report& report, const ReportInput& input, const Voice& voice) {
    std::string html = head_html(report);
    for (const Chart& chart : report_charts(input, voice))
        html += "<figure><figcaption>" + escaped_markup(chart.title) + "</figcaption>\n" + chart.svg + "</figure>\n";
    return html + sections_html(report, voice) + "<script type=\"application/json\" id=\"truyenthanh-report\">" +
           within_script(report_json(report, input)) + "</script>\n</body>\n</html>\n";
}

std::string page_html(const Report& page, const Voice& voice) {
    return head_html(page) + sections_html(page, voice) + "</body>\n</html>\n";
}

}  // namespace truyenthanh

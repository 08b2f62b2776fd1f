// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A report for spreadsheets and programs: CSV and JSON.
#include <array>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "airtime/figures_document.h"
#include "airtime/house_document.h"
#include "airtime/render.h"
#include "core/names.h"

namespace truyenthanh {
namespace {

using Json = nlohmann::ordered_json;

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string result = "\"";
    for (const char c : text) result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + "\"";
}

std::string two_digits(double value) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.2f", value);
    return text.data();
}

Json json_of(const Cell& cell) {
    if (std::holds_alternative<std::monostate>(cell)) return nullptr;
    if (const auto* count = std::get_if<std::int64_t>(&cell)) return *count;
    if (const auto* length = std::get_if<std::chrono::seconds>(&cell)) return length->count();
    if (const auto* percent = std::get_if<Percent>(&cell)) return std::round(percent->value * 100.0) / 100.0;
    return cell_value(cell);
}

Json json_of(const ReportTable& table) {
    Json rows = Json::array();
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        Json row{{"row", table.row_keys[i]}};
        for (std::size_t c = 0; c < table.columns.size(); ++c) row[table.columns[c].key] = json_of(table.rows[i][c]);
        rows.push_back(std::move(row));
    }
    return {{"table", table.key}, {"title", table.title}, {"has_total", table.has_total}, {"rows", rows}};
}

Json json_of(const ReportSection& section) {
    Json tables = Json::array();
    for (const ReportTable& table : section.tables) tables.push_back(json_of(table));
    return {{"section", section.key}, {"title", section.title}, {"sentences", section.sentences}, {"tables", tables}};
}

Json json_of(const std::optional<Closing>& closing) {
    if (!closing) return nullptr;
    Json corrections = Json::array();
    for (const Correction& c : closing->corrections) {
        corrections.push_back(
            {{"figure", c.figure}, {"change", c.change}, {"reason", c.reason}, {"by", c.by}, {"at", c.at}});
    }
    return {{"by", closing->by}, {"at", closing->at}, {"corrections", corrections}};
}

}  // namespace

std::string cell_unit(const Cell& cell) {
    constexpr std::array<const char*, 6> units{"none", "text", "count", "seconds", "percent", "date"};
    return units.at(cell.index());
}

std::string cell_value(const Cell& cell) {
    struct Reader {
        std::string operator()(std::monostate) const { return ""; }
        std::string operator()(const std::string& text) const { return text; }
        std::string operator()(std::int64_t count) const { return std::to_string(count); }
        std::string operator()(std::chrono::seconds length) const { return std::to_string(length.count()); }
        std::string operator()(Percent percent) const { return two_digits(percent.value); }
        std::string operator()(LocalDate date) const { return to_string(date); }
    };
    return std::visit(Reader{}, cell);
}

std::string report_csv(const Report& report) {
    std::string text = "section,table,row,column,value,unit\r\n";
    for (const ReportSection& section : report.sections) {
        for (const ReportTable& table : section.tables) {
            for (std::size_t i = 0; i < table.rows.size(); ++i) {
                for (std::size_t c = 0; c < table.columns.size(); ++c) {
                    const Cell& cell = table.rows[i][c];
                    if (std::holds_alternative<std::monostate>(cell)) continue;
                    text += section.key + "," + table.key + "," + quoted(table.row_keys[i]) + "," +
                            table.columns[c].key + "," + quoted(cell_value(cell)) + "," + cell_unit(cell) + "\r\n";
                }
            }
        }
    }
    return text;
}

std::string report_json(const Report& report, const ReportInput& input) {
    Json sections = Json::array();
    for (const ReportSection& section : report.sections) sections.push_back(json_of(section));
    Json document;
    document["truyenthanh_report"] = 1;
    document["station"] = report.station;
    document["title"] = report.title;
    document["period"] = to_string(input.period);
    document["first_day"] = input.period.first_day;
    document["language"] = report.language;
    document["sentence"] = report.sentence;
    document["ledger"] = {{"entries", input.seal.entries}, {"head", input.seal.head}};
    document["open"] = input.now.open;
    document["targets"] = input.targets;
    if (!input.wording.empty()) document["wording"] = input.wording;
    document["closing"] = json_of(input.closing);
    if (input.house) document["house"] = house_document(*input.house);
    document["figures"] = Json::parse(figures_document(input.now));
    document["sections"] = sections;
    return document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A report as sections, sentences and tables of typed cells: made once from the figures, written as text, CSV, JSON and
// the other forms. Values and pure functions.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "airtime/figures.h"
#include "airtime/period.h"
#include "airtime/voice.h"
#include "core/house.h"

namespace truyenthanh {

struct Percent {
    double value = 0.0;

    bool operator==(const Percent&) const = default;
};

using Cell = std::variant<std::monostate, std::string, std::int64_t, std::chrono::seconds, Percent, LocalDate>;

struct ReportColumn {
    std::string key;  // the same in every language
    std::string head;
};

struct ReportTable {
    std::string key;
    std::string title;
    std::vector<ReportColumn> columns;
    std::vector<std::string> row_keys;  // the same in every language
    std::vector<std::vector<Cell>> rows;
    bool has_total = false;  // the last row is the sum of those above it

    void add(std::string row_key, std::vector<Cell> row);
};

struct ReportSection {
    std::string key;
    std::string title;
    std::vector<std::string> sentences;
    std::vector<ReportTable> tables;
};

struct Report {
    std::string language;  // "vi", "en"
    std::string station;
    std::string title;
    std::string subtitle;  // the days it is about
    std::string sentence;  // programmes, airtime, items
    std::vector<ReportSection> sections;
    std::vector<std::string> signatures;  // over the places where people sign
};

// The place in the ledger's chain up to which a report counts.
struct Seal {
    std::int64_t entries = 0;
    Sha256 head;
};

// A word about a closed period after its closing; the figures themselves stay as they were.
struct Correction {
    std::string figure;  // the key of a headline figure
    std::int64_t change = 0;
    std::string reason;
    std::string by;
    std::string at;  // UTC
};

struct Closing {
    std::string by;
    std::string at;  // UTC
    std::vector<Correction> corrections;
};

// What a report is made from.
struct ReportInput {
    std::string station;
    Period period;
    Seal seal;
    std::optional<Closing> closing;  // absent: the period is not closed
    Figures now;
    Figures before;
    Figures year_ago;
    std::map<std::string, std::int64_t> targets;  // by the key of the headline figure; lengths in seconds
    std::optional<House> house;                   // absent: nothing but the ledger is told
    std::string wording;                          // the station's own (airtime/wording.h), as its file has it
};

// Throws RequestError report.bad_wording.
Report make_report(const ReportInput& input, const Voice& voice);

// "quý I/2018", "từ 20/01/2018 đến 19/02/2018".
std::string period_words(const Period& period, const Voice& voice);
std::string figures_sentence(const Figures& figures, const Voice& voice);

// One cell as people read it; 29h30'00" for a length.
std::string cell_text(const Cell& cell, const Voice& voice);

}  // namespace truyenthanh

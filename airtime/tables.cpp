// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See tables.h.
#include "airtime/tables.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "airtime/rounding.h"
#include "core/names.h"

namespace truyenthanh {
namespace {

using std::chrono::seconds;
using Seconds = std::vector<seconds>;

constexpr std::array<const char*, kAirtimes> kAirtimeKeys{"local",  "central",   "province", "city",
                                                          "filler", "emergency", "test"};

std::string airtime_word(Airtime airtime, const Voice& voice) {
    return voice.say({std::string("report.airtime.") + kAirtimeKeys.at(index(airtime)), {}});
}

seconds total(const Seconds& parts) { return std::accumulate(parts.begin(), parts.end(), seconds{0}); }

Cell headline_cell(const Headline& headline) {
    if (headline.is_length) return seconds{headline.value};
    return headline.value;
}

// The word of a loss's cause: report.cause.<key>, or that of other causes.
std::string cause_word(const std::string& cause, const Voice& voice) {
    const std::string key = "report.cause." + cause;
    if (voice.knows(key)) return voice.say({key, {}});
    const bool is_gate = cause.starts_with("gate.");
    return voice.say({is_gate ? "report.cause.gate" : "report.cause.other", {}});
}

// Each class of the plan: planned, aired, lost, and the difference that joins made.
ReportTable plan_table(const Figures& figures, const Voice& voice) {
    ReportTable table = table_of("plan", {"class", "planned", "aired", "percent", "lost", "difference"}, voice);
    const auto planned = apportioned(figures.whole.planned);
    const auto aired = apportioned(figures.whole.airtime);
    const auto lost = apportioned(figures.whole.lost);
    seconds sum_planned{0}, sum_aired{0}, sum_lost{0};
    const auto row = [&](const std::string& key, const std::string& word, seconds plan, seconds air, seconds loss) {
        table.add(key, {word, plan, air, percent_of(air.count(), plan.count()), loss, air - plan + loss});
    };
    for (const Airtime airtime : {Airtime::Local, Airtime::Central, Airtime::Province, Airtime::City}) {
        const std::size_t i = index(airtime);
        row(kAirtimeKeys.at(i), airtime_word(airtime, voice), planned[i], aired[i], lost[i]);
        sum_planned += planned[i];
        sum_aired += aired[i];
        sum_lost += lost[i];
    }
    row("total", voice.say({"report.total", {}}), sum_planned, sum_aired, sum_lost);
    table.has_total = true;
    return table;
}

ReportTable airtime_table(const Figures& figures, const Voice& voice) {
    ReportTable table = table_of("airtime", {"class", "length", "percent"}, voice);
    const auto lengths = apportioned(figures.whole.airtime);
    const seconds all = total(lengths);
    for (std::size_t i = 0; i < kAirtimes; ++i) {
        table.add(kAirtimeKeys.at(i), {airtime_word(static_cast<Airtime>(i), voice), lengths[i],
                                       percent_of(lengths[i].count(), all.count())});
    }
    table.add("total", {voice.say({"report.total", {}}), all, percent_of(all.count(), all.count())});
    table.has_total = true;
    return table;
}

// Every class's seconds, given out over the months so that they add up both ways.
std::vector<Seconds> lengths_by_month(const Figures& figures, const std::vector<DayFigures>& months) {
    const auto wholes = apportioned(figures.whole.airtime);
    std::vector<Seconds> columns;
    for (std::size_t i = 0; i < kAirtimes; ++i) {
        std::vector<Frames> parts;
        parts.reserve(months.size());
        for (const DayFigures& month : months) parts.push_back(month.airtime[i]);
        columns.push_back(shared_out(wholes[i], parts));
    }
    return columns;
}

ReportTable month_table(const ReportInput& input, const Voice& voice) {
    ReportTable table = table_of(
        "months",
        {"month", "programmes", "transmissions", "local", "relayed", "filler", "emergency", "items", "airings"}, voice);
    const std::vector<Period> periods = months_of(input.period);
    std::vector<DayFigures> months;
    months.reserve(periods.size());
    for (const Period& period : periods) months.push_back(figures_within(input.now, period.span));
    const std::vector<Seconds> columns = lengths_by_month(input.now, months);
    const auto relayed_of = [&](std::size_t month) {
        return columns[1][month] + columns[2][month] + columns[3][month];
    };
    seconds all_relayed{0};
    for (std::size_t i = 0; i < months.size(); ++i) {
        const DayFigures& m = months[i];
        all_relayed += relayed_of(i);
        table.add(to_string(periods[i]),
                  {period_words(periods[i], voice), m.programmes, m.transmissions.heard, columns[0][i], relayed_of(i),
                   columns[4][i], columns[5][i], m.items, m.airings});
    }
    const DayFigures& w = input.now.whole;
    table.add("total", {voice.say({"report.total", {}}), w.programmes, w.transmissions.heard, total(columns[0]),
                        all_relayed, total(columns[4]), total(columns[5]), w.items, w.airings});
    table.has_total = true;
    return table;
}

ReportTable loss_table(const Figures& figures, const Voice& voice) {
    ReportTable table = table_of("losses", {"cause", "class", "entries", "lost"}, voice);
    std::vector<Frames> parts;
    for (const Loss& loss : figures.losses) parts.push_back(loss.lost);
    const Seconds lengths = shared_out(total(apportioned(figures.whole.lost)), parts);
    std::int64_t entries = 0;
    for (std::size_t i = 0; i < lengths.size(); ++i) {
        const Loss& loss = figures.losses[i];
        entries += loss.entries;
        table.add(loss.cause.empty() ? "none" : loss.cause,
                  {cause_word(loss.cause, voice), airtime_word(loss.airtime, voice), loss.entries, lengths[i]});
    }
    table.add("total", {voice.say({"report.total", {}}), {}, entries, total(lengths)});
    table.has_total = true;
    return table;
}

ReportSection section_of(const std::string& key, const Voice& voice) {
    return {key, voice.say({"report.section." + key, {}}), {}, {}};
}

}  // namespace

std::vector<Headline> headlines(const Figures& figures) {
    const DayFigures& whole = figures.whole;
    const auto lengths = apportioned(whole.airtime);
    const auto length = [&](Airtime airtime) { return lengths[index(airtime)].count(); };
    return {{"programmes", false, whole.programmes},
            {"transmissions", false, whole.transmissions.heard},
            {"local", true, length(Airtime::Local)},
            {"relayed", true, length(Airtime::Central) + length(Airtime::Province) + length(Airtime::City)},
            {"items", false, figures.items.items},
            {"airings", false, figures.items.airings},
            {"lost", true, total(apportioned(whole.lost)).count()}};
}

ReportTable table_of(const std::string& key, const std::vector<std::string>& columns, const Voice& voice) {
    ReportTable table;
    table.key = key;
    table.title = voice.say({"report.table." + key, {}});
    for (const std::string& column : columns)
        table.columns.push_back({column, voice.say({"report.column." + column, {}})});
    return table;
}

Cell percent_of(std::int64_t part, std::int64_t whole) {
    if (whole == 0) return {};
    return Percent{100.0 * static_cast<double>(part) / static_cast<double>(whole)};
}

ReportSection summary_section(const ReportInput& input, const Voice& voice) {
    ReportSection section = section_of("summary", voice);
    section.sentences.push_back(figures_sentence(input.now, voice));
    ReportTable table = table_of(
        "headlines", {"figure", "now", "before", "change", "year_ago", "change_year", "target", "reached"}, voice);
    const auto now = headlines(input.now);
    const auto before = headlines(input.before);
    const auto year_ago = headlines(input.year_ago);
    for (std::size_t i = 0; i < now.size(); ++i) {
        const std::string word = voice.say({"report.figure." + now[i].key, {}});
        std::vector<Cell> row{word, headline_cell(now[i])};
        for (const Headline& other : {before[i], year_ago[i]}) {
            row.push_back(headline_cell(other));
            row.push_back(percent_of(now[i].value - other.value, other.value));
        }
        const auto target = input.targets.find(now[i].key);
        const bool has_target = target != input.targets.end();
        row.push_back(has_target ? headline_cell({now[i].key, now[i].is_length, target->second}) : Cell{});
        row.push_back(has_target ? percent_of(now[i].value, target->second) : Cell{});
        table.add(now[i].key, std::move(row));
    }
    section.tables.push_back(std::move(table));
    return section;
}

ReportSection airtime_section(const ReportInput& input, const Voice& voice) {
    ReportSection section = section_of("airtime", voice);
    const TransmissionCount& count = input.now.whole.transmissions;
    section.sentences.push_back(voice.say({"report.transmissions",
                                           {{"heard", voice.count(count.heard)},
                                            {"local", voice.count(count.local)},
                                            {"relayed", voice.count(count.relayed)},
                                            {"unheard", voice.count(count.unheard)},
                                            {"emergency", voice.count(count.emergency)}}}));
    const seconds silent = whole_seconds(input.now.whole.dead_air);
    const seconds starved = whole_seconds(input.now.starved + input.now.silenced);
    section.sentences.push_back(
        voice.say({"report.silence", {{"dead_air", voice.exact(silent)}, {"inside", voice.exact(starved)}}}));
    if (input.now.open > 0)
        section.sentences.push_back(voice.say({"report.open", {{"entries", voice.count(input.now.open)}}}));
    section.tables = {month_table(input, voice), airtime_table(input.now, voice), plan_table(input.now, voice),
                      loss_table(input.now, voice)};
    return section;
}

ReportSection items_section(const ReportInput& input, const Voice& voice) {
    ReportSection section = section_of("items", voice);
    ReportTable table = table_of("kinds", {"kind", "items", "older", "airings", "whole", "length"}, voice);
    std::vector<Frames> parts;
    for (const auto& [kind, count] : input.now.kinds) {
        if (is_counted(kind)) parts.push_back(count.heard);
    }
    const Seconds lengths = apportioned(parts);
    std::size_t i = 0;
    const auto add = [&](const std::string& key, const std::string& word, const ItemCount& c, seconds length) {
        table.add(key, {word, c.items, c.older, c.airings, c.whole, length});
    };
    for (const auto& [kind, count] : input.now.kinds) {
        if (!is_counted(kind)) continue;
        const std::string key(name(kind));
        add(key, voice.say({"kind." + key, {}}), count, lengths[i++]);
    }
    add("total", voice.say({"report.total", {}}), input.now.items, total(lengths));
    table.has_total = true;
    section.tables.push_back(std::move(table));
    for (ReportTable& more : breakdown_tables(input, voice)) section.tables.push_back(std::move(more));
    return section;
}

ReportSection ground_section(const ReportInput& input, const Voice& voice) {
    ReportSection section = section_of("ground", voice);
    section.sentences.push_back(
        voice.say({"report.seal", {{"entries", voice.count(input.seal.entries)}, {"head", input.seal.head}}}));
    if (!input.closing) return section;
    section.sentences.push_back(voice.say({"report.closed", {{"by", input.closing->by}, {"at", input.closing->at}}}));
    if (input.closing->corrections.empty()) return section;
    ReportTable table = table_of("corrections", {"figure", "change", "reason", "by", "at"}, voice);
    for (const Correction& c : input.closing->corrections) {
        const auto known = headlines(input.now);
        const bool is_length = std::any_of(known.begin(), known.end(),
                                           [&](const Headline& h) { return h.key == c.figure && h.is_length; });
        table.add(c.figure, {voice.say({"report.figure." + c.figure, {}}),
                             headline_cell({c.figure, is_length, c.change}), c.reason, c.by, c.at});
    }
    section.tables.push_back(std::move(table));
    return section;
}

}  // namespace truyenthanh

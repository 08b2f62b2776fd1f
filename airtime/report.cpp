// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See report.h.
#include "airtime/report.h"

#include <array>

#include "airtime/rounding.h"
#include "airtime/tables.h"

namespace truyenthanh {
namespace {

constexpr std::array<const char*, 4> kRoman{"I", "II", "III", "IV"};

std::string period_key(PeriodKind kind) {
    constexpr std::array<const char*, 5> keys{"report.month", "report.quarter", "report.half", "report.year",
                                              "report.days"};
    return keys.at(static_cast<std::size_t>(kind));
}

}  // namespace

void ReportTable::add(std::string row_key, std::vector<Cell> row) {
    row_keys.push_back(std::move(row_key));
    rows.push_back(std::move(row));
}

std::string period_words(const Period& period, const Voice& voice) {
    Message words{period_key(period.kind),
                  {{"year", std::to_string(period.year)},
                   {"from", voice.date(period.span.from)},
                   {"to", voice.date(period.span.to)}}};
    const bool is_quarter = period.kind == PeriodKind::Quarter;
    if (period.kind == PeriodKind::Half) words.key += period.number == 1 ? "_first" : "_second";
    words.args.emplace_back(
        "number", is_quarter ? kRoman.at(static_cast<std::size_t>(period.number - 1)) : std::to_string(period.number));
    return voice.say(words);
}

std::string figures_sentence(const Figures& figures, const Voice& voice) {
    const auto local = whole_seconds(figures.whole.airtime[index(Airtime::Local)]);
    return voice.say({"report.sentence",
                      {{"programmes", voice.count(figures.whole.programmes)},
                       {"airtime", voice.brief(local)},
                       {"items", voice.count(figures.items.items)}}});
}

std::string cell_text(const Cell& cell, const Voice& voice) {
    struct Reader {
        const Voice& voice;
        std::string operator()(std::monostate) const { return "–"; }
        std::string operator()(const std::string& text) const { return text; }
        std::string operator()(std::int64_t count) const { return voice.count(count); }
        std::string operator()(std::chrono::seconds length) const {
            return length.count() < 0 ? "−" + voice.exact(-length) : voice.exact(length);
        }
        std::string operator()(Percent percent) const { return voice.percent(percent.value); }
        std::string operator()(LocalDate date) const { return voice.date(date); }
    };
    return std::visit(Reader{voice}, cell);
}

Report make_report(const ReportInput& input, const Voice& voice) {
    Report report;
    report.language = voice.language();
    report.station = input.station;
    report.title = voice.say({"report.title", {{"period", period_words(input.period, voice)}}});
    report.subtitle = voice.say(
        {"report.subtitle", {{"from", voice.date(input.period.span.from)}, {"to", voice.date(input.period.span.to)}}});
    report.sentence = figures_sentence(input.now, voice);
    report.sections = {summary_section(input, voice), airtime_section(input, voice), items_section(input, voice),
                       ground_section(input, voice)};
    return report;
}

}  // namespace truyenthanh

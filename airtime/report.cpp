// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See report.h.
#include "airtime/report.h"

#include <algorithm>
#include <array>

#include "airtime/rounding.h"
#include "airtime/tables.h"
#include "airtime/wording.h"

namespace truyenthanh {
namespace {

constexpr std::array<const char*, 9> kRoman{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};

std::string period_key(PeriodKind kind) {
    constexpr std::array<const char*, 5> keys{"report.month", "report.quarter", "report.half", "report.year",
                                              "report.days"};
    return keys.at(static_cast<std::size_t>(kind));
}

constexpr std::array<const char*, 9> kSections{"summary",  "orientation", "airtime",    "items", "contributors",
                                               "exchange", "technical",   "compliance", "ground"};

std::vector<ReportSection> sections_of(const ReportInput& input, const Voice& voice) {
    std::vector<ReportSection> sections{summary_section(input, voice)};
    if (input.house) sections.push_back(orientation_section(input, voice));
    sections.push_back(airtime_section(input, voice));
    sections.push_back(items_section(input, voice));
    if (input.house) {
        sections.push_back(contributors_section(input, voice));
        sections.push_back(exchange_section(input, voice));
        sections.push_back(technical_section(input, voice));
        sections.push_back(compliance_section(input, voice));
    }
    sections.push_back(ground_section(input, voice));
    return sections;
}

std::vector<ReportSection> numbered(std::vector<ReportSection> sections) {
    for (std::size_t i = 0; i < sections.size(); ++i)
        sections[i].title = std::string(kRoman.at(i)) + ". " + sections[i].title;
    return sections;
}

// As the wording wants them; the ground, which proves the figures, is never left out.
std::vector<ReportSection> in_order(std::vector<ReportSection> sections, const Wording& wording) {
    for (ReportSection& section : sections) {
        const auto own = wording.paragraphs.find(section.key);
        if (own == wording.paragraphs.end()) continue;
        section.sentences.insert(section.sentences.end(), own->second.begin(), own->second.end());
    }
    if (wording.sections.empty()) return sections;
    std::vector<std::string> keys = wording.sections;
    if (std::find(keys.begin(), keys.end(), "ground") == keys.end()) keys.emplace_back("ground");
    std::vector<ReportSection> ordered;
    for (const std::string& key : keys) {
        for (const ReportSection& section : sections) {
            if (section.key == key) ordered.push_back(section);
        }
    }
    return ordered;
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
    const std::vector<std::string> known(kSections.begin(), kSections.end());
    const Wording wording = parse_wording(input.wording, known, voice);
    const OwnVoice own(voice, wording);
    Report report;
    report.language = voice.language();
    report.station = input.station;
    report.title = own.say({"report.title", {{"period", period_words(input.period, own)}}});
    report.subtitle = own.say(
        {"report.subtitle", {{"from", voice.date(input.period.span.from)}, {"to", voice.date(input.period.span.to)}}});
    report.sentence = figures_sentence(input.now, own);
    report.sections = numbered(in_order(sections_of(input, own), wording));
    report.signatures = wording.signatures;
    if (report.signatures.empty())
        report.signatures = {own.say({"report.signed_maker", {}}), own.say({"report.signed_head", {}})};
    return report;
}

}  // namespace truyenthanh

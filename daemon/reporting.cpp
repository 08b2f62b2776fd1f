// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See reporting.h.
#include "daemon/reporting.h"

#include <nlohmann/json.hpp>
#include <tuple>

#include "airtime/render.h"
#include "airtime/technical.h"
#include "core/names.h"
#include "store/ledger_sums.h"
#include "store/period_closes.h"
#include "store/verify.h"
#include "text/figures.h"

namespace truyenthanh {

namespace {

Closing closing_of(const PeriodClose& close) {
    Closing closing{close.by, to_string(close.at), {}};
    for (const PeriodCorrection& c : close.corrections)
        closing.corrections.push_back({c.figure, c.change, c.reason, c.by, to_string(c.at)});
    return closing;
}

// What lies between the marks of an HTML report; the text itself where it has none.
std::string json_within(const std::string& text) {
    const std::string mark = "<script type=\"application/json\" id=\"truyenthanh-report\">";
    const std::size_t begin = text.find(mark);
    if (begin == std::string::npos) return text;
    const std::size_t end = text.find("</script>", begin);
    return text.substr(begin + mark.size(), end == std::string::npos ? end : end - begin - mark.size());
}

// Where two documents differ first: a path, what the report says, what the ledger gives.
std::optional<Message> difference(const std::string& report, const std::string& expected) {
    const auto found = nlohmann::json::parse(report), wanted = nlohmann::json::parse(expected);
    const auto patch = nlohmann::json::diff(found, wanted);
    if (patch.empty()) return std::nullopt;
    const std::string path = patch[0].at("path").get<std::string>();
    const nlohmann::json::json_pointer pointer(path);
    const std::string says = found.contains(pointer) ? found.at(pointer).dump() : "–";
    const std::string gives = wanted.contains(pointer) ? wanted.at(pointer).dump() : "–";
    return Message{"report.differs", {{"path", path}, {"says", says}, {"gives", gives}}};
}

std::optional<Message> ledger_fault(const Seal& seal, const std::vector<AsRunEntry>& chained) {
    const LedgerVerdict ledger = verify_entries(chained, {});
    if (ledger.fault && ledger.fault->key != "store.verify_missing") return ledger.fault;
    const auto held = static_cast<std::int64_t>(chained.size());
    if (held < seal.entries) {
        return Message{"report.ledger_ends",
                       {{"number", std::to_string(held + 1)}, {"entries", std::to_string(seal.entries)}}};
    }
    const Sha256 head = seal.entries > 0 ? chained[static_cast<std::size_t>(seal.entries - 1)].hash : seal.head;
    if (head == seal.head) return std::nullopt;
    return Message{"report.other_ledger", {{"number", std::to_string(seal.entries)}}};
}

template <class Sums>
void count_periods(ReportInput& input, const Sums& sums) {
    const std::int64_t open = input.now.open;
    const auto figures = [&](DayRange span) { return figures_of(sums(span), span); };
    input.now = figures(input.period.span);
    input.before = figures(before(input.period).span);
    input.year_ago = figures(year_before(input.period).span);
    input.now.open += open;
}

}  // namespace

ReportInput read_report(Connection& database, const std::string& station, const Period& period) {
    const ReadSnapshot snapshot(database);
    const PeriodName name{to_string(period), period.first_day};
    ReportInput input;
    input.station = station;
    input.period = period;
    input.targets = targets_of(database, name);
    std::tie(input.seal.entries, input.seal.head) = chain_end(database);
    if (const auto close = find_period_close(database, name)) {
        input.seal = {close->entries, close->head};
        input.closing = closing_of(*close);
    }
    count_periods(input, [&](DayRange span) { return ledger_sums(database, span, input.seal.entries); });
    return input;
}

ReportVerdict verify_report(const std::string& report, const std::vector<AsRunEntry>& chained) {
    const std::string json = json_within(report);
    std::string language;
    ReportInput input = read_report_json(json, language);
    ReportVerdict verdict{to_string(input.period), input.seal, ledger_fault(input.seal, chained)};
    if (verdict.fault) return verdict;
    const std::vector<AsRunEntry> counted(chained.begin(), chained.begin() + input.seal.entries);
    count_periods(input, [&](DayRange span) { return sums_of(counted, span); });
    if (input.house) {
        Technical& technical = input.house->technical;
        count_losses(technical, ticket_entries_of(technical, counted, input.period.span));
    }
    const Catalogue words(language_named(language).value_or(Language::Vietnamese));
    verdict.fault = difference(json, report_json(make_report(input, CatalogueVoice(words)), input));
    return verdict;
}

std::string CatalogueVoice::count(std::int64_t value) const { return grouped(value, words_.language()); }
std::string CatalogueVoice::percent(double value) const { return decimal(value, 1, words_.language()) + " %"; }
std::string CatalogueVoice::date(LocalDate date) const { return short_date(date, words_.language()); }
std::string CatalogueVoice::weekday(LocalDate date) const {
    return weekday_name(std::chrono::weekday{std::chrono::local_days{date}}, words_.language());
}
std::string CatalogueVoice::clock(std::chrono::seconds since_midnight) const { return time_of_day(since_midnight); }
std::string CatalogueVoice::brief(std::chrono::seconds length) const { return airtime(length); }
std::string CatalogueVoice::exact(std::chrono::seconds length) const { return exact_airtime(length); }
std::string CatalogueVoice::language() const { return words_.language() == Language::English ? "en" : "vi"; }

}  // namespace truyenthanh

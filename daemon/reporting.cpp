// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See reporting.h.
#include "daemon/reporting.h"

#include "store/ledger_sums.h"
#include "text/figures.h"

namespace truyenthanh {

ReportInput read_report(Connection& database, const std::string& station, const Period& period) {
    const ReadSnapshot snapshot(database);
    const auto figures = [&](DayRange span) { return figures_of(ledger_sums(database, span), span); };
    return {station, period, figures(period.span), figures(before(period).span), figures(year_before(period).span), {}};
}

std::string CatalogueVoice::count(std::int64_t value) const { return grouped(value, words_.language()); }
std::string CatalogueVoice::percent(double value) const { return decimal(value, 1, words_.language()) + " %"; }
std::string CatalogueVoice::date(LocalDate date) const { return short_date(date, words_.language()); }
std::string CatalogueVoice::weekday(LocalDate date) const {
    return weekday_name(std::chrono::weekday{std::chrono::local_days{date}}, words_.language());
}
std::string CatalogueVoice::brief(std::chrono::seconds length) const { return airtime(length); }
std::string CatalogueVoice::exact(std::chrono::seconds length) const { return exact_airtime(length); }
std::string CatalogueVoice::language() const { return words_.language() == Language::English ? "en" : "vi"; }

}  // namespace truyenthanh

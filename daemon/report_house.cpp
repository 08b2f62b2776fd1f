// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See report_house.h.
#include "daemon/report_house.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include "core/error.h"
#include "daemon/reporting.h"
#include "daemon/technical_documents.h"
#include "newsroom/royalty.h"
#include "scheduler/gate.h"
#include "store/house.h"
#include "store/overrides.h"
#include "store/royalties.h"

namespace truyenthanh {

namespace {

// How much of the span lies outside the permitted hours; the edges of hours are whole minutes.
std::chrono::microseconds outside(const Profile& profile, const std::vector<Override>& overrides, const Zone& zone,
                                  WallTime from, WallTime until) {
    std::chrono::microseconds sum{0};
    while (from < until) {
        const auto allowed = hours_until(profile, overrides, zone, from);
        const WallTime next =
            allowed ? *allowed : std::chrono::floor<std::chrono::minutes>(from) + std::chrono::minutes{1};
        if (!allowed) sum += std::min(next, until) - from;
        if (next <= from) break;
        from = next;
    }
    return sum;
}

void add_outside(House& house, Connection& database, const Zone& zone, const Profile& profile, DayRange days,
                 WallTime from) {
    const std::vector<Override> overrides = list_overrides(database, from);
    std::chrono::microseconds all{0};
    for (const auto& [first, last] : sound_spans(database, days)) {
        const std::chrono::microseconds one = outside(profile, overrides, zone, first, last);
        all += one;
        house.outside_transmissions += one >= std::chrono::seconds{1} ? 1 : 0;
    }
    house.outside_s = std::chrono::round<std::chrono::seconds>(all).count();
}

// Nothing is read of the ledger where no rate holds.
void add_royalties(House& house, Connection& database, const Zone& zone, DayRange days) {
    std::vector<RoyaltyRate> rates;
    for (const RateOnFile& on_file : list_rates(database)) {
        const RoyaltyRate& rate = on_file.rate;
        if (rate.from <= days.to && (!rate.until || days.from <= *rate.until)) rates.push_back(rate);
    }
    house.has_royalties = !rates.empty();
    if (rates.empty()) return;
    std::map<PersonId, std::int64_t> sums;
    const auto items = read_paid_items(database, zone, days.from, days.to);
    for (const RoyaltyLine& line : royalty_sheet(items, rates, days.from, days.to).lines)
        sums[line.person] += line.amount;
    for (Contributor& one : house.contributors) one.royalty = sums[one.person];
}

}  // namespace

void add_house(ReportInput& input, Connection& database, const Zone& zone, const Profile& profile,
               int inspections_a_month) {
    const ReadSnapshot snapshot(database);
    const DayRange& days = input.period.span;
    const auto midnight = [&](LocalDate date, std::chrono::days after) {
        return zone.to_utc(LocalTime(std::chrono::local_days(date) + after));
    };
    const WallTime from = midnight(days.from, std::chrono::days{0}), until = midnight(days.to, std::chrono::days{1});
    House house = read_house(database, from, until, days, input.now.heard);
    for (NamedAct& act : house.acts)
        act.ahead = std::chrono::round<std::chrono::seconds>(zone.to_local(act.at).time_since_epoch() -
                                                             act.at.time_since_epoch());
    add_outside(house, database, zone, profile, days, from);
    add_royalties(house, database, zone, days);
    house.technical = read_technical(database, zone, days, inspections_a_month);
    input.house = std::move(house);
}

ReportInput read_whole_report(Connection& database, const Settings& settings, const Places& places, const Zone& zone,
                              const Period& period, Language language) {
    const ReadSnapshot snapshot(database);
    ReportInput input = read_report(database, settings.station_name, period);
    add_house(input, database, zone, settings.profile, settings.inspections.a_month);
    const bool is_of_language = language_named(settings.language).value_or(Language::Vietnamese) == language;
    if (is_of_language) input.wording = own_wording(places.configuration);
    return input;
}

std::filesystem::path wording_file(const std::filesystem::path& configuration) {
    return configuration.parent_path() / "report-wording.txt";
}

std::string own_wording(const std::filesystem::path& configuration) {
    const std::filesystem::path file = wording_file(configuration);
    std::error_code ignored;
    return std::filesystem::exists(file, ignored) ? read_wording(file) : std::string{};
}

std::string read_wording(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw RequestError({"cli.cannot_read", {{"file", file.string()}, {"why", "open"}}});
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace truyenthanh

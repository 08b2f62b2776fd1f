// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rates, what was heard of each item, and what contributors did: tables royalty_rate, royalty_coefficient,
// item_coefficient. Thread: that of the connection. A person's mistake is a RequestError, and nothing is changed then.
#pragma once

#include <string>
#include <vector>

#include "core/editorial.h"
#include "core/zone.h"
#include "store/connection.h"

namespace truyenthanh {

struct RateOnFile {
    RoyaltyRate rate;
    std::string decision;
    std::string added_by;
};

// The id is ignored. Throws store.bad_rate, store.bad_dates, store.rate_taken (another begins that day).
RateId add_rate(Connection& connection, const RateOnFile& rate, const std::string& by, WallTime now);
std::vector<RateOnFile> list_rates(Connection& connection);  // oldest first

// In hundredths, 0–100,000. Throws store.no_item, store.bad_rate.
void set_coefficient(Connection& connection, ItemId item, int hundredths, const std::string& by, WallTime now);

// Every item of which something was heard whole on one of these days, with all its airings ever by local day, its
// authors and coefficient.
std::vector<PaidItem> read_paid_items(Connection& connection, const Zone& zone, LocalDate from, LocalDate until);

// What a person did in a period. Everybody who was a contributor then or wrote anything has a row, zeros included.
struct ContributorRow {
    PersonId person;
    std::string name;
    int written = 0;   // items added in the period of which they are an author
    int aired = 0;     // items first heard in it
    int posted = 0;    // of those written, how many have a link on the portal
    int returned = 0;  // how often an item of theirs was returned in it
    std::int64_t royalty = 0;
};
// Without the royalty, which is newsroom's to reckon. By name.
std::vector<ContributorRow> count_contributors(Connection& connection, const Zone& zone, LocalDate from,
                                               LocalDate until);

}  // namespace truyenthanh

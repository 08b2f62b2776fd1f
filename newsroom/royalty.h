// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What contributors are owed for what was heard. Money is whole đồng; nothing about it is known here but the
// arithmetic: rates are the station's to set. Pure; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/editorial.h"

namespace truyenthanh {

struct RoyaltyLine {
    PersonId person;
    ItemId item;
    std::string title;
    ItemKind kind = ItemKind::News;
    LocalDate aired;
    bool is_repeat = false;
    int coefficient = 0;  // hundredths
    int share = 0;
    int shares = 0;  // of so many
    std::int64_t amount = 0;

    bool operator==(const RoyaltyLine&) const = default;
};

struct RoyaltySheet {
    std::vector<RoyaltyLine> lines;  // by date, item, person
    std::int64_t total = 0;
    std::vector<Message> remarks;  // aired but not paid: no rate on that date, no coefficient, no author
};

// The rate of that date; the one that begins last where two hold.
const RoyaltyRate* rate_on(const std::vector<RoyaltyRate>& rates, LocalDate date);

// The whole pay of one airing.
std::int64_t pay_of(const RoyaltyRate& rate, int coefficient, bool is_repeat);

// `amount` in parts as `shares` say, which add up to it exactly: each has its share rounded down, and the đồng left go
// one by one to those who lost most by that, the earlier one first.
std::vector<std::int64_t> parts_of(std::int64_t amount, const std::vector<int>& shares);

// What the airings of from–until earn. An item never heard earns nothing, however often it was planned.
RoyaltySheet royalty_sheet(const std::vector<PaidItem>& items, const std::vector<RoyaltyRate>& rates, LocalDate from,
                           LocalDate until);

}  // namespace truyenthanh

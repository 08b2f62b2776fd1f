// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a report says that the ledger does not: whose an item is, who wrote it, who permitted what. It comes from the
// newsroom's tables as they are when the report is made. Values only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/message.h"
#include "core/units.h"

namespace truyenthanh {

// Words as people read them; language and origin are keys. Empty: nothing was noted.
struct ItemFacts {
    ItemId item;
    std::string block;
    std::string field;
    std::string language;
    std::string origin;
};

struct Contributor {
    std::string name;
    std::string unit;
    std::int64_t written = 0;   // items begun within the period
    std::int64_t returned = 0;  // times one was given back within it
    std::int64_t posted = 0;    // of those begun, with a link to the portal
    // Heard within the period. One of several authors counts with the largest share, so that all add up.
    std::vector<ItemId> items;
};

// Something out of the ordinary that a person answers for, in the diary's words.
struct NamedAct {
    WallTime at;
    Message message;
    std::chrono::seconds ahead{0};  // the station's local time, of UTC, then
};

// Between the station and the portal, within the period.
struct Exchange {
    std::int64_t from_portal = 0;     // items brought from it
    std::int64_t heard_posted = 0;    // heard, and with a link to it
    std::int64_t heard_unposted = 0;  // heard, and without
    std::int64_t posted_unheard = 0;  // begun and posted, never heard
};

struct House {
    std::vector<ItemFacts> items;  // of every item heard within the period
    std::vector<Contributor> contributors;
    std::vector<NamedAct> acts;
    std::int64_t outside_s = 0;  // heard outside the permitted hours while no override held
    Exchange exchange;
};

}  // namespace truyenthanh

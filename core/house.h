// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a report says that the ledger does not: whose an item is, who wrote it, who permitted what. It comes from the
// newsroom's tables as they are when the report is made. Values only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/message.h"
#include "core/technical.h"
#include "core/units.h"

namespace truyenthanh {

// Words as people read them; language and origin are keys. Empty: nothing was noted.
struct ItemFacts {
    ItemId item;
    std::string block;
    std::string field;
    std::string column;
    std::string language;
    std::string origin;
};

struct Contributor {
    PersonId person;
    std::string name;
    std::string unit;
    std::int64_t written = 0;   // items begun within the period
    std::int64_t returned = 0;  // times one was given back within it
    std::int64_t posted = 0;    // of those begun, with a link to the portal
    std::int64_t royalty = 0;   // đồng, for what was heard within it
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

// Items sent to one higher station within the period, and how far they have come since.
struct SubmissionCount {
    std::string receiver;
    std::int64_t sent = 0;
    std::int64_t accepted = 0;  // those it has aired are accepted too
    std::int64_t aired = 0;
    std::int64_t returned = 0;
};

// A guidance document that holds on a day of the period.
struct GuidanceFacts {
    std::string number;
    std::string title;
    std::string issued_by;
    LocalDate from;
    LocalDate until;
    std::int64_t topics = 0;
    std::int64_t served = 0;  // of these, with an item heard by the end of the period
};

// Of the loudspeaker system at the end of the period, or now while that is not over.
struct EquipmentFacts {
    EquipmentKind kind = EquipmentKind::Cluster;
    std::string name;
    std::string place;
    bool is_good = true;
    std::int64_t inspections = 0;  // within the period
};

// A fault that was open at some moment of the period.
struct TicketFacts {
    TicketId ticket;
    FaultPart part = FaultPart::Other;
    std::string thing;  // the equipment's name; empty: none
    std::string symptom;
    std::string cause;
    LocalDate opened;
    std::optional<LocalDate> closed;  // absent: open at the end of the period
    bool is_new = true;               // opened within the period
    std::chrono::seconds broken{0};   // within the period
    std::chrono::seconds unheard{0};  // sent to broken equipment within the period
    std::vector<EntryId> entries;     // of the period, whose loss it explains
    Frames lost;                      // by those entries
};

struct Technical {
    int inspections_a_month = 4;  // that are to be
    std::vector<LocalDate> inspections;
    std::vector<EquipmentFacts> equipment;
    std::vector<TicketFacts> tickets;
};

struct House {
    std::vector<ItemFacts> items;  // of every item heard within the period
    std::vector<Contributor> contributors;
    std::vector<NamedAct> acts;
    std::int64_t outside_s = 0;              // heard outside the permitted hours while no override held
    std::int64_t outside_transmissions = 0;  // of which so much as a second was
    bool has_royalties = false;              // a rate holds on a day of the period
    Exchange exchange;
    std::vector<SubmissionCount> submissions;
    std::vector<GuidanceFacts> guidance;
    Technical technical;
};

}  // namespace truyenthanh

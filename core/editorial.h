// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words of the day's work: columns, guidance, formats and what programmes are made from, rates and what is paid.
// The store reads them, newsroom reckons with them. Dates are local, the last one included. Values only.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/library.h"
#include "core/names.h"
#include "core/newsroom.h"
#include "core/units.h"

namespace truyenthanh {

using ColumnId = Id<struct ColumnTag>;
using GuidanceId = Id<struct GuidanceTag>;
using TopicId = Id<struct TopicTag>;
using FormatId = Id<struct FormatTag>;
using RateId = Id<struct RateTag>;
using DutyId = Id<struct DutyTag>;
using SubmissionId = Id<struct SubmissionTag>;

// An item as the proposal weighs it.
struct PoolItem {
    ItemId id;
    std::string title;
    ItemKind kind = ItemKind::News;
    Frames frames;
    ItemPriority priority = ItemPriority::Normal;
    bool serves_guidance = false;
    std::string field;  // empty: none
    ColumnId column;    // 0: none
    LocalDate added;
    std::optional<LocalDate> last_aired;
    std::optional<LocalDate> valid_from;  // both included
    std::optional<LocalDate> valid_until;
    std::optional<Message> refused;  // why its sound may not be heard
};

// A part of the format: `least` to `most` items of one of `kinds`, of that column and field where they are given.
struct FormatPlace {
    std::vector<ItemKind> kinds;
    ColumnId column;    // 0: any
    std::string field;  // empty: any
    int least = 1;
    int most = 1;

    bool operator==(const FormatPlace&) const = default;
};

enum class QuotaPeriod { Week, Month, Quarter };

// A topic of a guidance document and the items that serve it.
struct GuidanceTopic {
    TopicId id;
    std::string title;
    std::string document;
    std::string owner;  // empty: nobody
    std::string field;  // empty: none
    std::optional<LocalDate> due;
    int items = 0;                   // linked to it
    int ready = 0;                   // of them: with sound that may be heard
    std::optional<LocalDate> aired;  // when the first of them was heard
};

struct ColumnCount {
    ColumnId id;
    std::string name;
    int quota = 0;  // items heard a period
    QuotaPeriod period = QuotaPeriod::Month;
    std::optional<LocalDate> from;  // it exists on these days, both included
    std::optional<LocalDate> until;
    std::vector<LocalDate> aired;  // a day an item of it was first heard
};

struct FieldCount {
    std::string name;
    int people = 0;  // who answer for it that day
    int items = 0;   // written for it in the period
};

enum class GuidanceKind { Month, Week, Other };

struct GuidanceDocument {
    GuidanceId id;
    GuidanceKind kind = GuidanceKind::Week;
    std::string number;  // of the document
    std::string title;
    std::string issued_by;
    LocalDate from;
    LocalDate until;
    std::vector<GuidanceTopic> topics;
};

// The reusable shape of a programme (khung).
struct Format {
    FormatId id;
    std::string name;
    std::string series;  // of its editions; empty: none
    std::chrono::seconds length{900};
    std::vector<ItemId> opening;
    std::optional<ItemId> stinger;  // between two items
    std::vector<ItemId> closing;
    std::vector<FormatPlace> places;  // in the order in which they are heard
    int no_repeat_days = 7;
    std::chrono::seconds freeze_before{1800};  // its programmes freeze so long before their first start
};

// How a programme came to be, and until when it may be changed.
struct ProgrammeBuild {
    ProgrammeId programme;
    std::optional<FormatId> format;
    std::chrono::seconds length{900};  // to be filled
    std::optional<WallTime> starts_at;
    std::optional<WallTime> freezes_at;  // by itself
    std::string built_by;
    WallTime built_at;
    std::string frozen_by;  // empty: not by hand
    std::optional<WallTime> frozen_at;
};

enum class SubmissionState { Sent, Accepted, Returned, Aired };

// The table that holds on the dates from–until, both included. An item's whole pay is
//   base_salary × unit_permille/1000 × coefficient/100, rounded to a multiple of `round_to`, half up.
struct RoyaltyRate {
    RateId id;
    LocalDate from;
    std::optional<LocalDate> until;
    std::int64_t base_salary = 0;          // đồng
    int unit_permille = 100;               // of the base salary
    int repeat_percent = 0;                // of an item's pay, for each airing after its first
    std::int64_t round_to = 1;             // đồng, ≥ 1
    std::map<ItemKind, int> coefficients;  // in hundredths; a kind without one is not paid
};

struct AuthorShare {
    PersonId person;
    int share = 100;  // > 0; of the sum of the item's shares
};

struct PaidItem {
    ItemId id;
    std::string title;
    ItemKind kind = ItemKind::News;
    std::optional<int> coefficient;  // of this item, in hundredths, instead of its kind's
    std::vector<AuthorShare> authors;
    std::vector<LocalDate> airings;  // every time it was heard whole, oldest first
};

template <>
struct EnumNames<QuotaPeriod> {
    static constexpr std::array<std::string_view, 3> names{"week", "month", "quarter"};
};
template <>
struct EnumNames<GuidanceKind> {
    static constexpr std::array<std::string_view, 3> names{"month", "week", "other"};
};
template <>
struct EnumNames<SubmissionState> {
    static constexpr std::array<std::string_view, 4> names{"sent", "accepted", "returned", "aired"};
};

}  // namespace truyenthanh

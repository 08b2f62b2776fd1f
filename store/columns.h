// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Columns, guidance and duty: tables broadcast_column, item_column, guidance, guidance_topic, item_guidance, duty.
// Thread: that of the connection. A person's mistake is a RequestError, and nothing is changed then.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/editorial.h"
#include "core/zone.h"
#include "store/connection.h"

namespace truyenthanh {

// The field of that code; absent for "". Throws store.no_field.
std::optional<FieldId> field_if_named(Connection& connection, const std::string& field);

struct BroadcastColumn {
    ColumnId id;
    std::string name;
    std::string field;  // its code; empty: none
    int quota = 0;
    QuotaPeriod period = QuotaPeriod::Month;
    std::optional<LocalDate> from;
    std::optional<LocalDate> until;
};

// The id is ignored. Throws store.bad_title, store.column_taken, store.bad_quota, store.no_field.
ColumnId add_column(Connection& connection, const BroadcastColumn& column, WallTime now);
BroadcastColumn read_column(Connection& connection, ColumnId column);  // throws store.no_column
std::vector<BroadcastColumn> list_columns(Connection& connection);
// The last day on which it exists.
void end_column(Connection& connection, ColumnId column, LocalDate until);
// Column 0: out of its column. Throws store.no_item, store.no_column.
void put_in_column(Connection& connection, ItemId item, ColumnId column);
// The same of all an item has, within the caller's transaction.
void write_column_of(Connection& connection, ItemId item, std::optional<ColumnId> column);
void write_topics_of(Connection& connection, ItemId item, const std::vector<TopicId>& topics);

// The ids are ignored; owners are people's names. Throws store.bad_title, store.bad_dates, store.no_field.
GuidanceId add_guidance(Connection& connection, const GuidanceDocument& document, const std::string& by, WallTime now);
// With what their topics have: items linked, items with sound, the first whole airing by the local day in `zone`.
std::vector<GuidanceDocument> list_guidance(Connection& connection, const Zone& zone);
void remove_guidance(Connection& connection, GuidanceId guidance);  // throws store.no_guidance
// Title, owner, field and due day of a topic count. Throw as above, store.no_guidance, store.no_topic.
TopicId add_topic(Connection& connection, GuidanceId guidance, const GuidanceTopic& topic, WallTime now);
GuidanceTopic read_topic(Connection& connection, TopicId topic);
void change_topic(Connection& connection, const GuidanceTopic& topic, WallTime now);
// Throws store.no_item, store.no_topic.
void link_guidance(Connection& connection, ItemId item, TopicId topic, bool is_linked);

// What coverage counts of columns and fields; a person answers for a field who is its deputy on `today` or owns an open
// topic of it.
std::vector<ColumnCount> count_columns(Connection& connection, const Zone& zone);
std::vector<FieldCount> count_fields(Connection& connection, LocalDate today);

struct Duty {
    DutyId id;
    LocalDate date;
    SlotId slot;  // 0: all of the day
    std::string person;
    std::string note;
};
// Replaces who was named for it. Throws store.bad_person, store.no_slot.
DutyId set_duty(Connection& connection, const Duty& duty, WallTime now);
std::vector<Duty> list_duties(Connection& connection, LocalDate from, LocalDate until);
// Who answers for the slot on that day: the one named for it, else for the day; empty: nobody.
std::string on_duty(Connection& connection, LocalDate date, SlotId slot);
void remove_duty(Connection& connection, DutyId duty);  // throws store.no_duty

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See columns.h: columns and fields.
#include "store/columns.h"

#include <map>

#include "core/error.h"
#include "core/person_name.h"
#include "store/roles.h"
#include "store/texts.h"

namespace truyenthanh {
namespace {

BroadcastColumn column_of(const Query& query) {
    BroadcastColumn c;
    query.read(c.id, c.name, c.field, c.quota, c.period, c.from, c.until);
    return c;
}

#define COLUMN_COLUMNS                                                                              \
    "SELECT c.id, c.name, coalesce(f.code, ''), c.quota, c.quota_period, c.from_date, c.until_date" \
    " FROM broadcast_column c LEFT JOIN field f ON f.id = c.field_id"

}  // namespace

std::optional<FieldId> field_if_named(Connection& connection, const std::string& field) {
    if (field.empty()) return std::nullopt;
    return field_named(connection, field).id;
}

ColumnId add_column(Connection& connection, const BroadcastColumn& column, WallTime now) {
    Transaction transaction(connection);
    check_title(column.name);
    if (column.quota < 0 || column.quota > 1'000) {
        throw RequestError({"store.bad_quota", {{"column", column.name}, {"quota", std::to_string(column.quota)}}});
    }
    if (scalar(connection, 0, "SELECT 1 FROM broadcast_column WHERE folded = ?", folded_case(column.name)) != 0) {
        throw RequestError({"store.column_taken", {{"column", column.name}}});
    }
    run(connection,
        "INSERT INTO broadcast_column (name, folded, field_id, quota, quota_period, from_date, until_date, added_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        column.name, folded_case(column.name), field_if_named(connection, column.field), column.quota, column.period,
        column.from, column.until, now);
    const ColumnId id{connection.last_row()};
    transaction.commit();
    return id;
}

BroadcastColumn read_column(Connection& connection, ColumnId column) {
    Query query(connection, COLUMN_COLUMNS " WHERE c.id = ?", column);
    if (!query.next()) throw RequestError({"store.no_column", {{"column", std::to_string(column.value)}}});
    return column_of(query);
}

std::vector<BroadcastColumn> list_columns(Connection& connection) {
    Query query(connection, COLUMN_COLUMNS " ORDER BY c.name");
    std::vector<BroadcastColumn> columns;
    while (query.next()) columns.push_back(column_of(query));
    return columns;
}

void end_column(Connection& connection, ColumnId column, LocalDate until) {
    read_column(connection, column);
    run(connection, "UPDATE broadcast_column SET until_date = ? WHERE id = ?", until, column);
}

void put_in_column(Connection& connection, ItemId item, ColumnId column) {
    Transaction transaction(connection);
    if (!scalar(connection, ItemId{}, "SELECT id FROM item WHERE id = ?", item)) {
        throw RequestError({"store.no_item", {{"item", std::to_string(item.value)}}});
    }
    write_column_of(connection, item, column ? std::optional(column) : std::nullopt);
    transaction.commit();
}

void write_column_of(Connection& connection, ItemId item, std::optional<ColumnId> column) {
    run(connection, "DELETE FROM item_column WHERE item_id = ?", item);
    if (!column) return;
    read_column(connection, *column);
    run(connection, "INSERT INTO item_column (item_id, column_id) VALUES (?, ?)", item, *column);
}

std::vector<ColumnCount> count_columns(Connection& connection, const Zone& zone) {
    std::map<ColumnId, std::vector<LocalDate>> aired;
    Query query(connection,
                "SELECT c.column_id, min(a.started) FROM item_column c JOIN as_run a ON a.item = c.item_id"
                " WHERE a.outcome IN ('aired', 'aired_late') AND a.started IS NOT NULL GROUP BY c.item_id");
    while (query.next()) {
        ColumnId column;
        WallTime at;
        query.read(column, at);
        aired[column].emplace_back(std::chrono::floor<std::chrono::days>(zone.to_local(at)));
    }
    std::vector<ColumnCount> counts;
    for (const BroadcastColumn& column : list_columns(connection)) {
        counts.push_back(
            {column.id, column.name, column.quota, column.period, column.from, column.until, aired[column.id]});
    }
    return counts;
}

std::vector<FieldCount> count_fields(Connection& connection, LocalDate today) {
    Query query(connection,
                "SELECT f.name,"
                " (SELECT count(*) FROM field_deputy d WHERE d.field_id = f.id AND d.from_date <= ?1"
                "  AND (d.until_date IS NULL OR d.until_date >= ?1))"
                " + (SELECT count(*) FROM guidance_topic t JOIN guidance g ON g.id = t.guidance_id"
                "  WHERE t.field_id = f.id AND t.owner_id IS NOT NULL AND g.until_date >= ?1),"
                " (SELECT count(*) FROM item i WHERE i.field_id = f.id) FROM field f ORDER BY f.id",
                today);
    std::vector<FieldCount> counts;
    while (query.next()) {
        FieldCount& count = counts.emplace_back();
        query.read(count.name, count.people, count.items);
    }
    return counts;
}

}  // namespace truyenthanh

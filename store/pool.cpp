// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See pool.h.
#include "store/pool.h"

#include "store/search.h"

namespace truyenthanh {
namespace {

// The item's number, asked for again with what it needs once it is known to be on the page.
#define IN_POOL                                                                                \
    " i.state <> 'archived' AND i.kind NOT IN ('ident', 'tune', 'call', 'stinger', 'close')"   \
    " AND EXISTS (SELECT 1 FROM recording WHERE item_id = i.id)"                               \
    " AND NOT EXISTS (SELECT 1 FROM rundown_entry e JOIN programme p ON p.id = e.programme_id" \
    "  WHERE e.item_id = i.id AND p.date = ?1 AND p.id <> ?2) ORDER BY i.id DESC LIMIT ?3 OFFSET ?4"

std::vector<ItemId> ids_of(Query& query) {
    std::vector<ItemId> ids;
    while (query.next()) query.read(ids.emplace_back());
    return ids;
}

std::vector<ItemId> found(Connection& connection, LocalDate date, ProgrammeId for_programme, const PoolSearch& search) {
    const auto most = static_cast<std::int64_t>(search.most) + 1;
    const auto offset = static_cast<std::int64_t>(search.offset);
    if (!has_words(search.words)) {
        Query all(connection, "SELECT i.id FROM item i WHERE" IN_POOL, date, for_programme, most, offset);
        return ids_of(all);
    }
    Query some(connection,
               "SELECT i.id FROM (SELECT rowid / 8 AS id FROM search WHERE search MATCH ?5 AND rowid % 8 = 0"
               " ORDER BY rowid DESC LIMIT 5000) AS s JOIN item i ON i.id = s.id WHERE" IN_POOL,
               date, for_programme, most, offset, match_of(search.words));
    return ids_of(some);
}

LocalDate local_day(const Zone& zone, WallTime at) {
    return LocalDate{std::chrono::floor<std::chrono::days>(zone.to_local(at))};
}

PoolItem read_one(Connection& connection, const Zone& zone, ItemId id) {
    Query query(connection,
                "SELECT i.title, i.kind, (SELECT frames FROM recording WHERE item_id = i.id ORDER BY id DESC LIMIT 1),"
                " i.priority, coalesce(f.code, ''), coalesce(c.column_id, 0), i.added_at, i.valid_from, i.valid_until,"
                " EXISTS (SELECT 1 FROM item_guidance g WHERE g.item_id = i.id),"
                " (SELECT max(started) FROM as_run WHERE item = i.id AND started IS NOT NULL"
                "  AND outcome IN ('aired', 'aired_late'))"
                " FROM item i LEFT JOIN field f ON f.id = i.field_id LEFT JOIN item_column c ON c.item_id = i.id"
                " WHERE i.id = ?",
                id);
    PoolItem item;
    item.id = id;
    if (!query.next()) return item;
    WallTime added;
    std::optional<WallTime> aired;
    query.read(item.title, item.kind, item.frames, item.priority, item.field, item.column, added, item.valid_from,
               item.valid_until, item.serves_guidance, aired);
    item.added = local_day(zone, added);
    if (aired) item.last_aired = local_day(zone, *aired);
    return item;
}

}  // namespace

PoolPage search_pool(Connection& connection, const Zone& zone, LocalDate date, ProgrammeId for_programme,
                     const PoolSearch& search) {
    std::vector<ItemId> ids = found(connection, date, for_programme, search);
    PoolPage page;
    page.has_more = ids.size() > search.most;
    if (page.has_more) ids.pop_back();
    for (const ItemId id : ids) page.items.push_back(read_one(connection, zone, id));
    return page;
}

}  // namespace truyenthanh

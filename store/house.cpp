// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See house.h.
#include "store/house.h"

#include <map>

#include "store/ledger_record.h"
#include "store/number_list.h"

namespace truyenthanh {
namespace {

// An item's author of the largest share; of equals the one named first.
#define FIRST_AUTHOR_OF(item)                                                               \
    "(SELECT person_id FROM item_author INDEXED BY item_author_share WHERE item_id = " item \
    " ORDER BY share DESC, rowid LIMIT 1)"

// People with what they did, by number.
using Contributors = std::map<std::int64_t, Contributor>;

// Names by number, with that of nothing.
std::map<std::int64_t, std::string> names(Connection& connection, const char* sql) {
    std::map<std::int64_t, std::string> list{{0, ""}};
    Query query(connection, sql);
    while (query.next()) list[query.integer(0)] = query.text(1);
    return list;
}

// One look at each item that was heard: `heard` is by number, and so are the rows. Music is nobody's to post.
void add_heard(Connection& connection, const std::vector<ItemSum>& heard, House& house, Contributors& contributors) {
    const auto blocks = names(connection, "SELECT id, name FROM block");
    const auto fields = names(connection, "SELECT id, name FROM field");
    const auto columns = names(connection, "SELECT id, name FROM broadcast_column");
    Query query(connection,
                "SELECT i.id, i.block_id, i.field_id, k.column_id, i.language, i.origin, i.kind = 'music',"
                " i.portal_link <> '', " FIRST_AUTHOR_OF("i.id")
                " FROM json_each(?) AS h CROSS JOIN item AS i INDEXED BY item_facts ON i.id = h.value"
                " LEFT JOIN item_column AS k ON k.item_id = i.id",
                number_list(heard, [](const ItemSum& sum) { return sum.item.value; }));
    house.items.reserve(heard.size());
    while (query.next()) {
        const ItemId item{query.integer(0)};
        house.items.push_back({item, blocks.at(query.integer(1)), fields.at(query.integer(2)),
                               columns.at(query.integer(3)), std::string(query.text(4)), std::string(query.text(5))});
        const bool is_music = query.integer(6) != 0, is_posted = query.integer(7) != 0;
        if (!is_music) ++(is_posted ? house.exchange.heard_posted : house.exchange.heard_unposted);
        if (const std::int64_t author = query.integer(8); author != 0) contributors[author].items.push_back(item);
    }
}

// Whoever may write in these days, and whoever wrote: those without anything are in it with zeros.
Contributors people(Connection& connection, DayRange span) {
    Query query(connection,
                "SELECT p.id, p.name, coalesce(u.name, '') FROM person AS p LEFT JOIN unit AS u ON u.id = p.unit_id"
                " WHERE p.id IN (SELECT person_id FROM role_grant WHERE role IN ('contributor', 'editor') AND"
                " from_date <= ?2 AND (until_date IS NULL OR until_date >= ?1)) OR EXISTS (SELECT 1 FROM"
                " item_author AS a WHERE a.person_id = p.id)",
                span.from, span.to);
    Contributors list;
    while (query.next()) {
        Contributor one;
        query.read(one.person, one.name, one.unit);
        list[one.person.value] = std::move(one);
    }
    return list;
}

void add_work(Connection& connection, WallTime from, WallTime until, Contributors& contributors) {
    Query written(connection,
                  "SELECT " FIRST_AUTHOR_OF("i.id") " AS who, count(*), sum(portal_link <> '') FROM item AS i"
                  " INDEXED BY item_added WHERE added_at >= ? AND added_at < ? AND who IS NOT NULL GROUP BY who",
                  from, until);
    while (written.next()) {
        Contributor& one = contributors[stored<std::int64_t>(written.value(0))];
        from_sql(written.value(1), one.written);
        from_sql(written.value(2), one.posted);
    }
    Query returned(connection,
                   "SELECT " FIRST_AUTHOR_OF("e.item_id") " AS who, count(*) FROM item_event AS e INDEXED BY"
                   " item_event_returned WHERE at >= ? AND at < ? AND step = 'returned' AND who IS NOT NULL GROUP BY who",
                   from, until);
    while (returned.next()) from_sql(returned.value(1), contributors[stored<std::int64_t>(returned.value(0))].returned);
}

// What a person did to sound beside the plan.
std::vector<NamedAct> acts(Connection& connection, WallTime from, WallTime until) {
    Query query(connection,
                "SELECT at, message, args FROM station_event WHERE at >= ? AND at < ? AND message IN ('station.killed',"
                " 'station.kill_noticed', 'station.release_noticed', 'station.released', 'station.held',"
                " 'station.resumed', 'station.taken', 'station.taken_emergency', 'station.override_requested', "
                "'station.override_confirmed',"
                " 'station.override_revoked') ORDER BY id",
                from, until);
    std::vector<NamedAct> list;
    while (query.next()) {
        std::string key, args;
        NamedAct& act = list.emplace_back();
        query.read(act.at, key, args);
        act.message = read_message(key, args);
    }
    return list;
}

void add_exchange(Connection& connection, WallTime from, WallTime until, Exchange& sums) {
    sums.from_portal =
        scalar(connection, std::int64_t{0},
               "SELECT count(*) FROM item WHERE origin = 'portal' AND added_at >= ? AND added_at < ?", from, until);
    sums.posted_unheard = scalar(
        connection, std::int64_t{0},
        "SELECT count(*) FROM item AS i WHERE portal_link <> '' AND added_at >= ? AND added_at < ? AND NOT EXISTS"
        " (SELECT 1 FROM as_run WHERE item = i.id AND kind IN ('item', 'insert') AND outcome IS NOT NULL AND"
        " frames > starved + silenced)",
        from, until);
}

std::vector<SubmissionCount> submissions(Connection& connection, WallTime from, WallTime until) {
    Query query(connection,
                "SELECT receiver, count(*), sum(state IN ('accepted', 'aired')), sum(state = 'aired'),"
                " sum(state = 'returned') FROM submission WHERE sent_at >= ? AND sent_at < ? GROUP BY receiver"
                " ORDER BY receiver",
                from, until);
    std::vector<SubmissionCount> list;
    while (query.next()) {
        SubmissionCount& one = list.emplace_back();
        query.read(one.receiver, one.sent, one.accepted, one.aired, one.returned);
    }
    return list;
}

std::vector<GuidanceFacts> guidance(Connection& connection, DayRange span) {
    Query query(connection,
                "SELECT g.number, g.title, g.issued_by, g.from_date, g.until_date,"
                " (SELECT count(*) FROM guidance_topic AS t WHERE t.guidance_id = g.id),"
                " (SELECT count(*) FROM guidance_topic AS t WHERE t.guidance_id = g.id AND EXISTS"
                " (SELECT 1 FROM item_guidance AS l JOIN as_run AS a ON a.item = l.item_id WHERE l.topic_id = t.id"
                " AND a.kind IN ('item', 'insert') AND a.outcome IS NOT NULL AND a.frames > a.starved + a.silenced"
                " AND a.date <= ?2)) FROM guidance AS g WHERE g.from_date <= ?2 AND g.until_date >= ?1"
                " ORDER BY g.from_date, g.id",
                span.from, span.to);
    std::vector<GuidanceFacts> list;
    while (query.next()) {
        GuidanceFacts& one = list.emplace_back();
        query.read(one.number, one.title, one.issued_by, one.from, one.until, one.topics, one.served);
    }
    return list;
}

}  // namespace

House read_house(Connection& connection, WallTime from, WallTime until, DayRange span,
                 const std::vector<ItemSum>& heard) {
    House house;
    Contributors contributors = people(connection, span);
    add_work(connection, from, until, contributors);
    add_heard(connection, heard, house, contributors);
    add_exchange(connection, from, until, house.exchange);
    for (auto& [id, one] : contributors) house.contributors.push_back(std::move(one));
    house.acts = acts(connection, from, until);
    house.submissions = submissions(connection, from, until);
    house.guidance = guidance(connection, span);
    return house;
}

std::vector<std::pair<WallTime, WallTime>> sound_spans(Connection& connection, DayRange span) {
    Query query(connection,
                "SELECT min(started), max(ended) FROM as_run INDEXED BY as_run_sound WHERE date BETWEEN ? AND ? AND"
                " started IS NOT NULL AND ended IS NOT NULL AND kind NOT IN ('dead_air', 'session')"
                " GROUP BY date, slot, exception",
                span.from, span.to);
    std::vector<std::pair<WallTime, WallTime>> list;
    while (query.next()) {
        auto& [from, until] = list.emplace_back();
        query.read(from, until);
    }
    return list;
}

}  // namespace truyenthanh

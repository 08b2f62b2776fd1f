// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See royalties.h.
#include "store/royalties.h"

#include <map>

#include "core/error.h"
#include "store/people.h"

namespace truyenthanh {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::sys_days;

bool is_sound(const RoyaltyRate& rate) {
    bool has_good_coefficients = !rate.coefficients.empty();
    for (const auto& [kind, hundredths] : rate.coefficients) {
        has_good_coefficients = has_good_coefficients && !is_frame(kind) && hundredths >= 0 && hundredths <= 100'000;
    }
    return has_good_coefficients && rate.base_salary >= 1 && rate.base_salary <= 1'000'000'000 &&
           rate.unit_permille >= 1 && rate.unit_permille <= 1'000 && rate.repeat_percent >= 0 &&
           rate.repeat_percent <= 100 && rate.round_to >= 1 && rate.round_to <= 100'000;
}

void read_coefficients(Connection& connection, RoyaltyRate& rate) {
    Query query(connection, "SELECT kind, hundredths FROM royalty_coefficient WHERE rate_id = ?", rate.id);
    ItemKind kind{};
    int hundredths = 0;
    while (query.next()) {
        query.read(kind, hundredths);
        rate.coefficients[kind] = hundredths;
    }
}

LocalDate local_day(const Zone& zone, WallTime at) { return LocalDate{std::chrono::floor<days>(zone.to_local(at))}; }

// In the order in which they were named: the đồng that is left goes to the earlier one.
std::map<ItemId, std::vector<AuthorShare>> read_authors(Connection& connection) {
    Query query(connection, "SELECT item_id, person_id, share FROM item_author ORDER BY item_id, rowid");
    std::map<ItemId, std::vector<AuthorShare>> authors;
    while (query.next()) {
        ItemId item;
        AuthorShare author;
        query.read(item, author.person, author.share);
        authors[item].push_back(author);
    }
    return authors;
}

}  // namespace

RateId add_rate(Connection& connection, const RateOnFile& r, const std::string& by, WallTime now) {
    Transaction transaction(connection);
    const RoyaltyRate& rate = r.rate;
    if (!is_sound(rate)) throw RequestError({"store.bad_rate", {}});
    if (rate.until && sys_days{*rate.until} < sys_days{rate.from}) {
        throw RequestError({"store.bad_dates", {{"from", to_string(rate.from)}, {"until", to_string(*rate.until)}}});
    }
    if (scalar(connection, 0, "SELECT 1 FROM royalty_rate WHERE from_date = ?", rate.from) != 0) {
        throw RequestError({"store.rate_taken", {{"date", to_string(rate.from)}}});
    }
    run(connection,
        "INSERT INTO royalty_rate (from_date, until_date, base_salary, unit_permille, repeat_percent, round_to,"
        " decision, added_by, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rate.from, rate.until, rate.base_salary, rate.unit_permille, rate.repeat_percent, rate.round_to, r.decision,
        person_named(connection, by, now), now);
    const RateId id{connection.last_row()};
    for (const auto& [kind, hundredths] : rate.coefficients) {
        run(connection, "INSERT INTO royalty_coefficient (rate_id, kind, hundredths) VALUES (?, ?, ?)", id, kind,
            hundredths);
    }
    transaction.commit();
    return id;
}

std::vector<RateOnFile> list_rates(Connection& connection) {
    Query query(connection,
                "SELECT r.id, r.from_date, r.until_date, r.base_salary, r.unit_permille, r.repeat_percent, r.round_to,"
                " r.decision, p.name FROM royalty_rate r JOIN person p ON p.id = r.added_by ORDER BY r.from_date");
    std::vector<RateOnFile> rates;
    while (query.next()) {
        RateOnFile& r = rates.emplace_back();
        query.read(r.rate.id, r.rate.from, r.rate.until, r.rate.base_salary, r.rate.unit_permille,
                   r.rate.repeat_percent, r.rate.round_to, r.decision, r.added_by);
        read_coefficients(connection, r.rate);
    }
    return rates;
}

void set_coefficient(Connection& connection, ItemId item, int hundredths, const std::string& by, WallTime now) {
    Transaction transaction(connection);
    if (!scalar(connection, ItemId{}, "SELECT id FROM item WHERE id = ?", item)) {
        throw RequestError({"store.no_item", {{"item", std::to_string(item.value)}}});
    }
    if (hundredths < 0 || hundredths > 100'000) throw RequestError({"store.bad_rate", {}});
    run(connection,
        "INSERT INTO item_coefficient (item_id, hundredths, set_by, set_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (item_id) DO UPDATE SET hundredths = excluded.hundredths, set_by = excluded.set_by,"
        " set_at = excluded.set_at",
        item, hundredths, person_named(connection, by, now), now);
    transaction.commit();
}

// The items of the days are looked for by the dates of transmissions, which may lie a day beside those of their sound.
std::vector<PaidItem> read_paid_items(Connection& connection, const Zone& zone, LocalDate from, LocalDate until) {
    auto authors = read_authors(connection);
    Query query(
        connection,
        "WITH heard AS (SELECT DISTINCT item FROM as_run WHERE date BETWEEN ? AND ? AND outcome IN"
        " ('aired', 'aired_late') AND coalesce(item_kind, '') NOT IN ('ident', 'tune', 'call', 'stinger', 'close'))"
        " SELECT i.id, i.title, i.kind, c.hundredths, a.started FROM heard AS h JOIN item AS i ON i.id = h.item"
        " JOIN as_run AS a ON a.item = h.item AND a.kind IN ('item', 'insert') AND a.outcome IS NOT NULL"
        " AND a.frames > a.starved + a.silenced LEFT JOIN item_coefficient AS c ON c.item_id = i.id"
        " WHERE a.outcome IN ('aired', 'aired_late') AND a.started IS NOT NULL ORDER BY i.id, a.started",
        LocalDate{local_days{from} - days{1}}, LocalDate{local_days{until} + days{1}});
    std::vector<PaidItem> items;
    while (query.next()) {
        PaidItem item;
        WallTime at;
        query.read(item.id, item.title, item.kind, item.coefficient, at);
        if (items.empty() || items.back().id != item.id) {
            item.authors = authors[item.id];
            items.push_back(item);
        }
        items.back().airings.push_back(local_day(zone, at));
    }
    return items;
}

std::vector<ContributorRow> count_contributors(Connection& connection, const Zone& zone, LocalDate from,
                                               LocalDate until) {
    const WallTime begin = zone.to_utc(local_days{from});
    const WallTime end = zone.to_utc(local_days{until} + days{1});
    Query query(connection,
                "SELECT p.id, p.name,"
                " (SELECT count(*) FROM item_author w JOIN item i ON i.id = w.item_id WHERE w.person_id = p.id"
                "  AND i.added_at >= ?1 AND i.added_at < ?2),"
                " (SELECT count(*) FROM item_author w WHERE w.person_id = p.id AND (SELECT min(a.started) FROM as_run a"
                "  WHERE a.item = w.item_id AND a.outcome IN ('aired', 'aired_late')) BETWEEN ?1 AND ?2 - 1),"
                " (SELECT count(*) FROM item_author w JOIN item i ON i.id = w.item_id WHERE w.person_id = p.id"
                "  AND i.portal_link <> '' AND i.added_at >= ?1 AND i.added_at < ?2),"
                " (SELECT count(*) FROM item_author w JOIN item_event e ON e.item_id = w.item_id"
                "  WHERE w.person_id = p.id AND e.step = 'returned' AND e.at >= ?1 AND e.at < ?2)"
                " FROM person p WHERE EXISTS (SELECT 1 FROM item_author w WHERE w.person_id = p.id)"
                " OR EXISTS (SELECT 1 FROM role_grant r WHERE r.person_id = p.id AND r.role = 'contributor'"
                "  AND r.from_date <= ?4 AND (r.until_date IS NULL OR r.until_date >= ?3)) ORDER BY p.name, p.id",
                begin, end, from, until);
    std::vector<ContributorRow> rows;
    while (query.next()) {
        ContributorRow& row = rows.emplace_back();
        query.read(row.person, row.name, row.written, row.aired, row.posted, row.returned);
    }
    return rows;
}

}  // namespace truyenthanh

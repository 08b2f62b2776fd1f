// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See formats.h.
#include "store/formats.h"

#include <algorithm>
#include <map>

#include "core/error.h"
#include "core/person_name.h"
#include "store/audit.h"
#include "store/columns.h"
#include "store/people.h"
#include "store/programmes.h"
#include "store/texts.h"

namespace truyenthanh {
namespace {

constexpr std::int64_t kMostPlaces = 20;

void check_item(Connection& connection, ItemId item) {
    if (!scalar(connection, ItemId{}, "SELECT id FROM item WHERE id = ?", item)) {
        throw RequestError({"store.no_item", {{"item", std::to_string(item.value)}}});
    }
}

void check_place(Connection& connection, const Format& format, const FormatPlace& place) {
    const bool is_sound = !place.kinds.empty() && std::none_of(place.kinds.begin(), place.kinds.end(), is_frame) &&
                          place.least >= 0 && place.most >= 1 && place.most <= 40 && place.least <= place.most;
    if (!is_sound) throw RequestError({"store.bad_format", {{"format", format.name}}});
    if (place.column) read_column(connection, place.column);
}

void check(Connection& connection, const Format& format) {
    check_title(format.name);
    if (!format.series.empty()) check_title(format.series);
    const bool is_sound = format.length.count() >= 1 && format.length.count() <= 86'400 && !format.places.empty() &&
                          format.places.size() <= kMostPlaces && format.no_repeat_days >= 0 &&
                          format.no_repeat_days <= 3'660 && format.freeze_before.count() >= 60 &&
                          format.freeze_before.count() <= 604'800;
    if (!is_sound) throw RequestError({"store.bad_format", {{"format", format.name}}});
    for (const ItemId item : format.opening) check_item(connection, item);
    for (const ItemId item : format.closing) check_item(connection, item);
    if (format.stinger) check_item(connection, *format.stinger);
    for (const FormatPlace& place : format.places) check_place(connection, format, place);
    if (scalar(connection, 0, "SELECT 1 FROM format WHERE folded = ?", folded_case(format.name)) != 0) {
        throw RequestError({"store.format_taken", {{"format", format.name}}});
    }
}

std::string kinds_text(const std::vector<ItemKind>& kinds) {
    std::string text;
    for (const ItemKind kind : kinds) text.append(text.empty() ? "" : ",").append(name(kind));
    return text;
}

std::vector<ItemKind> kinds_from(const std::string& text) {
    std::vector<ItemKind> kinds;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const auto kind = parse<ItemKind>(text.substr(begin, end - begin));
        if (!kind) bad_value(SqlValue(text));
        kinds.push_back(*kind);
        begin = end + 1;
    }
    return kinds;
}

void insert_frame(Connection& connection, FormatId format, const char* part, const std::vector<ItemId>& items) {
    int position = 0;
    for (const ItemId item : items) {
        run(connection, "INSERT INTO format_frame (format_id, part, position, item_id) VALUES (?, ?, ?, ?)", format,
            part, ++position, item);
    }
}

std::vector<ItemId> read_frame(Connection& connection, FormatId format, const char* part) {
    Query query(connection, "SELECT item_id FROM format_frame WHERE format_id = ? AND part = ? ORDER BY position",
                format, part);
    std::vector<ItemId> items;
    while (query.next()) query.read(items.emplace_back());
    return items;
}

void read_places(Connection& connection, Format& format) {
    Query query(connection,
                "SELECT p.kinds, coalesce(p.column_id, 0), coalesce(f.code, ''), p.least, p.most FROM format_place p"
                " LEFT JOIN field f ON f.id = p.field_id WHERE p.format_id = ? ORDER BY p.position",
                format.id);
    std::string kinds;
    while (query.next()) {
        FormatPlace& place = format.places.emplace_back();
        query.read(kinds, place.column, place.field, place.least, place.most);
        place.kinds = kinds_from(kinds);
    }
}

Format format_of(Connection& connection, const Query& query) {
    Format format;
    query.read(format.id, format.name, format.series, format.length, format.stinger, format.no_repeat_days,
               format.freeze_before);
    format.opening = read_frame(connection, format.id, "opening");
    format.closing = read_frame(connection, format.id, "closing");
    read_places(connection, format);
    return format;
}

// When each item was last heard whole.
std::map<ItemId, LocalDate> last_airings(Connection& connection, const Zone& zone) {
    Query query(connection,
                "SELECT item, max(started) FROM as_run WHERE item IS NOT NULL AND started IS NOT NULL"
                " AND outcome IN ('aired', 'aired_late') GROUP BY item");
    std::map<ItemId, LocalDate> last;
    while (query.next()) {
        ItemId item;
        WallTime at;
        query.read(item, at);
        last[item] = LocalDate{std::chrono::floor<std::chrono::days>(zone.to_local(at))};
    }
    return last;
}

LocalDate local_day(const Zone& zone, WallTime at) {
    return LocalDate{std::chrono::floor<std::chrono::days>(zone.to_local(at))};
}

#define BUILD_COLUMNS                                                  \
    "SELECT programme_id, format_id, length_s, starts_at, freezes_at," \
    " (SELECT name FROM person WHERE id = built_by), built_at,"        \
    " coalesce((SELECT name FROM person WHERE id = frozen_by), ''), frozen_at FROM programme_build"

ProgrammeBuild build_of(const Query& query) {
    ProgrammeBuild b;
    query.read(b.programme, b.format, b.length, b.starts_at, b.freezes_at, b.built_by, b.built_at, b.frozen_by,
               b.frozen_at);
    return b;
}

void audit_programme(Connection& connection, ProgrammeId programme, const std::string& before, const char* sentence) {
    const std::string name = read_programme(connection, programme).name;
    audit(connection, "programme", programme.value, before,
          {sentence, {{"name", name}, {"number", std::to_string(programme.value)}}});
}

}  // namespace

FormatId add_format(Connection& connection, const Format& format) {
    Transaction transaction(connection);
    check(connection, format);
    run(connection,
        "INSERT INTO format (name, folded, series, length_s, stinger_id, no_repeat_days, freeze_before_s)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        format.name, folded_case(format.name), format.series, format.length, format.stinger, format.no_repeat_days,
        format.freeze_before);
    const FormatId id{connection.last_row()};
    insert_frame(connection, id, "opening", format.opening);
    insert_frame(connection, id, "closing", format.closing);
    int position = 0;
    for (const FormatPlace& place : format.places) {
        run(connection,
            "INSERT INTO format_place (format_id, position, kinds, column_id, field_id, least, most)"
            " VALUES (?, ?, ?, nullif(?, 0), ?, ?, ?)",
            id, ++position, kinds_text(place.kinds), place.column, field_if_named(connection, place.field), place.least,
            place.most);
    }
    transaction.commit();
    return id;
}

#define FORMAT_COLUMNS "SELECT id, name, series, length_s, stinger_id, no_repeat_days, freeze_before_s FROM format"

Format read_format(Connection& connection, FormatId format) {
    Query query(connection, FORMAT_COLUMNS " WHERE id = ?", format);
    if (!query.next()) throw RequestError({"store.no_format", {{"format", std::to_string(format.value)}}});
    return format_of(connection, query);
}

std::vector<Format> list_formats(Connection& connection) {
    Query query(connection, FORMAT_COLUMNS " ORDER BY name");
    std::vector<Format> formats;
    while (query.next()) formats.push_back(format_of(connection, query));
    return formats;
}

void remove_format(Connection& connection, FormatId format) {
    run(connection, "DELETE FROM format WHERE id = ?", format);
    if (connection.changes() == 0) {
        throw RequestError({"store.no_format", {{"format", std::to_string(format.value)}}});
    }
}

std::vector<PoolItem> read_pool(Connection& connection, const Zone& zone, LocalDate date, ProgrammeId for_programme) {
    const auto aired = last_airings(connection, zone);
    Query query(connection,
                "SELECT i.id, i.title, i.kind, r.frames, i.priority, coalesce(f.code, ''), coalesce(c.column_id, 0),"
                " i.added_at, i.valid_from, i.valid_until,"
                " EXISTS (SELECT 1 FROM item_guidance g WHERE g.item_id = i.id)"
                " FROM item i JOIN recording r ON r.id = (SELECT max(id) FROM recording WHERE item_id = i.id)"
                " LEFT JOIN field f ON f.id = i.field_id LEFT JOIN item_column c ON c.item_id = i.id"
                " WHERE i.state <> 'archived' AND i.kind NOT IN ('ident', 'tune', 'call', 'stinger', 'close')"
                " AND NOT EXISTS (SELECT 1 FROM rundown_entry e JOIN programme p ON p.id = e.programme_id"
                "  WHERE e.item_id = i.id AND p.date = ? AND p.id <> ?) ORDER BY i.id",
                date, for_programme);
    std::vector<PoolItem> pool;
    while (query.next()) {
        PoolItem& item = pool.emplace_back();
        WallTime added;
        query.read(item.id, item.title, item.kind, item.frames, item.priority, item.field, item.column, added,
                   item.valid_from, item.valid_until, item.serves_guidance);
        item.added = local_day(zone, added);
        if (const auto found = aired.find(item.id); found != aired.end()) item.last_aired = found->second;
    }
    return pool;
}

void write_build(Connection& connection, const ProgrammeBuild& b) {
    run(connection,
        "INSERT INTO programme_build (programme_id, format_id, length_s, starts_at, freezes_at, built_by, built_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (programme_id) DO UPDATE SET format_id = excluded.format_id,"
        " length_s = excluded.length_s, starts_at = excluded.starts_at, freezes_at = excluded.freezes_at,"
        " built_by = excluded.built_by, built_at = excluded.built_at",
        b.programme, b.format, b.length, b.starts_at, b.freezes_at, person_named(connection, b.built_by, b.built_at),
        b.built_at);
}

std::optional<ProgrammeBuild> find_build(Connection& connection, ProgrammeId programme) {
    Query query(connection, BUILD_COLUMNS " WHERE programme_id = ?", programme);
    if (!query.next()) return std::nullopt;
    return build_of(query);
}

std::vector<ProgrammeBuild> builds_not_over(Connection& connection, WallTime now) {
    Query query(connection, BUILD_COLUMNS " WHERE starts_at + length_s * 1000000 > ? ORDER BY starts_at", now);
    std::vector<ProgrammeBuild> builds;
    while (query.next()) builds.push_back(build_of(query));
    return builds;
}

std::optional<Programme> find_edition(Connection& connection, const std::string& series, LocalDate date) {
    const ProgrammeId id =
        scalar(connection, ProgrammeId{}, "SELECT id FROM programme WHERE series = ? AND date = ?", series, date);
    if (series.empty() || !id) return std::nullopt;
    return read_programme(connection, id);
}

ProgrammeId save_built(Connection& connection, const Programme& programme, const ProgrammeBuild& build) {
    ProgrammeBuild saved = build;
    saved.programme = programme.id;
    Change change(connection);
    const std::string before = programme.id ? thing_text(connection, "programme", programme.id.value) : "";
    if (programme.id) {
        rewrite_programme(connection, programme);
    } else {
        saved.programme = insert_programme(connection, programme);
    }
    write_build(connection, saved);
    audit_programme(connection, saved.programme, before,
                    programme.id ? "audit.programme_changed" : "audit.programme_added");
    change.commit();
    return saved.programme;
}

void freeze_programme(Connection& connection, ProgrammeId programme, const std::string& by, WallTime now) {
    Transaction transaction(connection);
    const Acting acting(connection, {by, now});
    const std::string before = thing_text(connection, "programme", programme.value);
    read_programme(connection, programme);
    run(connection,
        "UPDATE programme_build SET frozen_by = ?, frozen_at = ? WHERE programme_id = ? AND frozen_at IS NULL",
        person_named(connection, by, now), now, programme);
    if (!find_build(connection, programme)) {
        throw RequestError({"store.no_build", {{"programme", std::to_string(programme.value)}}});
    }
    audit_programme(connection, programme, before, "audit.programme_frozen");
    transaction.commit();
}

}  // namespace truyenthanh

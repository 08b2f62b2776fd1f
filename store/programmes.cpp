// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See programmes.h.
#include "store/programmes.h"

#include "core/error.h"
#include "store/audit.h"
#include "store/search.h"
#include "store/texts.h"

namespace truyenthanh {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLongestFade{60'000};

void check_entry(Connection& connection, const Programme& programme, const RundownEntry& entry) {
    if (!scalar(connection, ItemId{}, "SELECT id FROM item WHERE id = ?", entry.item)) {
        throw RequestError({"store.no_item", {{"item", std::to_string(entry.item.value)}}});
    }
    const bool is_windowed = entry.pause_window == milliseconds(0) ||
                             (entry.at && entry.pause_window > milliseconds(0) && entry.pause_window <= *entry.at);
    const bool is_placed = !entry.at || (*entry.at >= milliseconds(0) && *entry.at < std::chrono::hours(24));
    if (!is_placed || !is_windowed || entry.fade < milliseconds(0) || entry.fade > kLongestFade) {
        throw RequestError(
            {"store.bad_entry", {{"programme", programme.name}, {"item", std::to_string(entry.item.value)}}});
    }
}

void check(Connection& connection, const Programme& programme) {
    check_title(programme.name);
    if (!programme.series.empty()) check_title(programme.series);
    for (const RundownEntry& entry : programme.rundown) check_entry(connection, programme, entry);
    if (programme.series.empty() || !programme.date) return;
    const std::string other =
        scalar(connection, std::string(), "SELECT name FROM programme WHERE series = ? AND date = ? AND id <> ?",
               programme.series, programme.date, programme.id);
    if (!other.empty()) {
        throw RequestError({"store.edition_taken",
                            {{"series", programme.series}, {"date", to_string(*programme.date)}, {"other", other}}});
    }
}

void insert_rundown(Connection& connection, ProgrammeId id, const std::vector<RundownEntry>& rundown) {
    int position = 0;
    for (const RundownEntry& entry : rundown) {
        run(connection,
            "INSERT INTO rundown_entry (programme_id, position, item_id, at_ms, mix, fade_ms,"
            " pause_window_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
            id, ++position, entry.item, entry.at, entry.mix, entry.fade, entry.pause_window);
    }
}

void read_rundown(Connection& connection, Programme& programme) {
    Query query(connection,
                "SELECT item_id, at_ms, mix, fade_ms, pause_window_ms FROM rundown_entry WHERE programme_id = ?"
                " ORDER BY position",
                programme.id);
    while (query.next()) {
        RundownEntry& entry = programme.rundown.emplace_back();
        query.read(entry.item, entry.at, entry.mix, entry.fade, entry.pause_window);
    }
}

Message told(const char* key, ProgrammeId id, const std::string& name) {
    return {key, {{"name", name}, {"number", std::to_string(id.value)}}};
}

}  // namespace

ProgrammeId insert_programme(Connection& connection, const Programme& programme) {
    check(connection, programme);
    run(connection, "INSERT INTO programme (id, name, series, date) VALUES (nullif(?, 0), ?, ?, ?)", programme.id,
        programme.name, programme.series, programme.date);
    const ProgrammeId id{connection.last_row()};
    insert_rundown(connection, id, programme.rundown);
    return id;
}

ProgrammeId add_programme(Connection& connection, const Programme& programme) {
    Change change(connection);
    Programme added = programme;
    added.id = {};
    const ProgrammeId id = insert_programme(connection, added);
    audit(connection, "programme", id.value, "", told("audit.programme_added", id, added.name));
    change.commit();
    return id;
}

void rewrite_programme(Connection& connection, const Programme& programme) {
    read_programme(connection, programme.id);
    check(connection, programme);
    run(connection, "UPDATE programme SET name = ?, series = ?, date = ? WHERE id = ?", programme.name,
        programme.series, programme.date, programme.id);
    run(connection, "DELETE FROM rundown_entry WHERE programme_id = ?", programme.id);
    insert_rundown(connection, programme.id, programme.rundown);
}

void update_programme(Connection& connection, const Programme& programme) {
    Change change(connection);
    const std::string before = thing_text(connection, "programme", programme.id.value);
    rewrite_programme(connection, programme);
    audit(connection, "programme", programme.id.value, before,
          told("audit.programme_changed", programme.id, programme.name));
    change.commit();
}

Programme read_programme(Connection& connection, ProgrammeId id) {
    Programme programme;
    Query query(connection, "SELECT id, name, series, date FROM programme WHERE id = ?", id);
    if (!query.next()) throw RequestError({"store.no_programme", {{"programme", std::to_string(id.value)}}});
    query.read(programme.id, programme.name, programme.series, programme.date);
    read_rundown(connection, programme);
    return programme;
}

std::vector<Programme> list_programmes(Connection& connection, const std::string& search, int most) {
    Query query(connection,
                "SELECT id, name, series, date FROM programme"
                " WHERE ?1 = '' OR CAST(id AS TEXT) = ?1 OR id IN"
                " (SELECT rowid / 8 FROM search WHERE search MATCH ?2 AND rowid % 8 = 1) ORDER BY id DESC LIMIT ?3",
                search, match_of(search), most);
    std::vector<Programme> programmes;
    while (query.next()) {
        Programme& programme = programmes.emplace_back();
        query.read(programme.id, programme.name, programme.series, programme.date);
        read_rundown(connection, programme);
    }
    return programmes;
}

void remove_programme(Connection& connection, ProgrammeId programme) {
    Change change(connection);
    const Programme found = read_programme(connection, programme);
    const std::string user = scalar(connection, std::string(),
                                    "SELECT name FROM slot WHERE programme_id = ?1 UNION ALL"
                                    " SELECT date FROM calendar_exception WHERE programme_id = ?1 LIMIT 1",
                                    programme);
    if (!user.empty()) throw RequestError({"store.programme_used", {{"programme", found.name}, {"user", user}}});
    const std::string before = thing_text(connection, "programme", programme.value);
    run(connection, "DELETE FROM programme WHERE id = ?", programme);
    audit(connection, "programme", programme.value, before, told("audit.programme_removed", programme, found.name));
    change.commit();
}

}  // namespace truyenthanh

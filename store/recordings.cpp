// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See recordings.h.
#include "store/recordings.h"

#include <algorithm>

#include "core/error.h"
#include "core/person_name.h"
#include "store/approvals.h"
#include "store/audit.h"
#include "store/people.h"
#include "store/search.h"
#include "store/texts.h"

namespace truyenthanh {
namespace {

void check_item(Connection& connection, ItemId item) {
    if (!scalar(connection, ItemId{}, "SELECT id FROM item WHERE id = ?", item)) {
        throw RequestError({"store.no_item", {{"item", std::to_string(item.value)}}});
    }
}

void check_sound_is_new(Connection& connection, const Sha256& sha256) {
    if (const std::optional<RecordingOnFile> known = find_recording(connection, sha256)) {
        throw RequestError(
            {"store.known_sound", {{"recording", std::to_string(known->recording.id.value)}, {"title", known->title}}});
    }
}

ItemId insert_item(Connection& connection, const std::string& title, ItemKind kind, WallTime now) {
    check_title(title);
    run(connection, "INSERT INTO item (title, folded, kind, added_at) VALUES (?, ?, ?, ?)", title, folded_case(title),
        kind, now);
    return ItemId{connection.last_row()};
}

void audit_item(Connection& connection, ItemId item, const std::string& title) {
    audit(connection, "item", item.value, "",
          {"audit.item_added", {{"title", title}, {"item", std::to_string(item.value)}}});
}

RecordingId insert_recording(Connection& connection, const Recording& r, const std::string& peaks) {
    check_item(connection, r.item);
    check_sound_is_new(connection, r.sha256);
    const PersonId person = person_named(connection, r.added_by, r.added_at);
    run(connection,
        "INSERT INTO recording (item_id, sha256, frames, channels, loudness_lufs, true_peak_dbtp, head_silence,"
        " tail_silence, source_name, source_format, peaks, added_by, added_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        r.item, r.sha256, r.frames, r.channels, r.loudness_lufs, r.true_peak_dbtp, r.head_silence, r.tail_silence,
        r.source_name, r.source_format, peaks.empty() ? std::nullopt : std::optional(Blob{peaks}), person, r.added_at);
    const RecordingId id{connection.last_row()};
    const std::string title = scalar(connection, std::string(), "SELECT title FROM item WHERE id = ?", r.item);
    audit(connection, Actor{r.added_by, r.added_at},
          {"recording",
           id.value,
           {"audit.recording_added", {{"title", title}, {"recording", std::to_string(id.value)}}},
           "",
           r.sha256});
    return id;
}

// The newest recording of an item and the newest approval of a recording are the ones that count.
#define RECORDING_COLUMNS                                                                                           \
    "r.id, r.item_id, r.sha256, r.frames, r.channels, r.loudness_lufs, r.true_peak_dbtp, r.head_silence,"           \
    " r.tail_silence, r.source_name, r.source_format, (SELECT name FROM person WHERE id = r.added_by), r.added_at," \
    " a.sha256, (SELECT name FROM person WHERE id = a.approved_by), a.approved_by, a.approved_at, a.valid_until,"   \
    " a.revoked_at, (SELECT name FROM person WHERE id = a.on_behalf_of), a.on_behalf_of, a.document_number,"        \
    " a.document_date, a.item_sha256, e.after_sha256, i.title, i.kind,"                                             \
    " CASE WHEN a.id IS NULL THEN '' ELSE i.text END, i.block_id, i.field_id,"                                      \
    " EXISTS (SELECT 1 FROM item_author WHERE item_id = i.id AND person_id = a.approved_by)"
// An approval that was taken back is on record no more, whatever its own row says.
#define NEWEST_APPROVAL                                                                             \
    " LEFT JOIN approval a ON a.id = (SELECT max(id) FROM approval WHERE recording_id = r.id)"      \
    " LEFT JOIN audit_entry e ON e.id = a.audit_id AND e.thing = 'approval' AND e.thing_id = r.id"  \
    " AND NOT EXISTS (SELECT 1 FROM audit_entry l WHERE l.thing = 'approval' AND l.thing_id = r.id" \
    " AND l.id > a.audit_id AND l.after_sha256 IS NULL)"

struct RecordingRow {
    std::optional<RecordingId> id;
    std::optional<ItemId> item;
    std::optional<Sha256> sha256;
    std::optional<Frames> frames;
    std::optional<int> channels;
    std::optional<double> loudness, peak;
    std::optional<Frames> head, tail;
    std::optional<std::string> source_name, source_format, added_by;
    std::optional<WallTime> added_at;
    std::optional<Sha256> approved_sha256;
    std::optional<std::string> approved_by_name;
    std::optional<PersonId> approved_by;
    std::optional<WallTime> approved_at, valid_until, revoked_at;
    std::optional<std::string> for_name;
    std::optional<PersonId> on_behalf_of;
    std::optional<std::string> document_number;
    std::optional<LocalDate> document_date;
    std::optional<Sha256> item_sha256, on_record;
    ItemWords words;
    bool is_by_author = false;

    Recording recording() const {
        return {*id,   *item, *sha256,      *frames,        *channels, *loudness, *peak,
                *head, *tail, *source_name, *source_format, *added_by, *added_at};
    }
    std::optional<Approval> approval() const {
        if (!approved_sha256) return std::nullopt;
        const ApprovalRow row{*id,          *approved_sha256, *approved_by,  *approved_at, valid_until,
                              on_behalf_of, *document_number, document_date, item_sha256,  on_record};
        Approval found{*id, row.sha256, *approved_by_name, row.approved_at, valid_until, revoked_at};
        found.on_behalf_of = for_name.value_or("");
        found.document_number = row.document_number;
        found.document_date = document_date;
        found.is_of_these_words = item_sha256 == words_hash(words);
        found.is_on_record = row.is_on_record();
        found.is_by_author = is_by_author;
        return found;
    }
};

template <class... First>
RecordingRow read_row(const Query& query, First&... first) {
    RecordingRow row;
    query.read(first..., row.id, row.item, row.sha256, row.frames, row.channels, row.loudness, row.peak, row.head,
               row.tail, row.source_name, row.source_format, row.added_by, row.added_at, row.approved_sha256,
               row.approved_by_name, row.approved_by, row.approved_at, row.valid_until, row.revoked_at, row.for_name,
               row.on_behalf_of, row.document_number, row.document_date, row.item_sha256, row.on_record,
               row.words.title, row.words.kind, row.words.text, row.words.block, row.words.field, row.is_by_author);
    return row;
}

Item item_of(const Query& query) {
    Item item;
    const RecordingRow row = read_row(query, item.id, item.title, item.kind);
    if (row.id) {
        item.recording = row.recording();
        item.approval = row.approval();
    }
    return item;
}

RecordingOnFile recording_of(const Query& query) {
    RecordingOnFile found;
    const RecordingRow row = read_row(query, found.title, found.kind);
    found.recording = row.recording();
    found.approval = row.approval();
    return found;
}

#define WAITS(now)                                                                              \
    "NOT EXISTS (SELECT 1 FROM approval a WHERE a.recording_id = r.id AND a.revoked_at IS NULL" \
    " AND (a.valid_until IS NULL OR a.valid_until > " now "))"

std::vector<RecordingId> ids_of(Query& query) {
    std::vector<RecordingId> ids;
    while (query.next()) query.read(ids.emplace_back());
    return ids;
}

std::vector<RecordingId> newest_recordings(Connection& connection, std::size_t offset, std::size_t most) {
    Query query(connection, "SELECT id FROM recording ORDER BY id DESC LIMIT ? OFFSET ?",
                static_cast<std::int64_t>(most), static_cast<std::int64_t>(offset));
    return ids_of(query);
}

// Newest first, kMostFound at most.
std::vector<RecordingId> recordings_found(Connection& connection, const RecordingSearch& search) {
    const auto most = static_cast<std::int64_t>(kMostFound);
    if (!has_words(search.words)) {
        Query waiting(connection, "SELECT r.id FROM recording r WHERE " WAITS("?1") " ORDER BY r.id DESC LIMIT ?2",
                      search.now, most);
        return ids_of(waiting);
    }
    Query found(connection,
                "SELECT r.id FROM (SELECT rowid / 8 AS item FROM search WHERE search MATCH ?1 AND rowid % 8 = 0"
                " ORDER BY rowid DESC LIMIT ?2) JOIN recording r ON r.item_id = item WHERE NOT ?3 OR " WAITS(
                    "?4") " ORDER BY r.id DESC LIMIT ?2",
                match_of(search.words), most, search.only_waiting, search.now);
    return ids_of(found);
}

}  // namespace

ItemId add_item(Connection& connection, const std::string& title, ItemKind kind, WallTime now) {
    Change change(connection);
    const ItemId item = insert_item(connection, title, kind, now);
    audit_item(connection, item, title);
    change.commit();
    return item;
}

Item read_item(Connection& connection, ItemId item) {
    Query query(connection,
                "SELECT i.id, i.title, i.kind, " RECORDING_COLUMNS
                " FROM item i LEFT JOIN recording r ON r.id = (SELECT max(id) FROM recording WHERE item_id = "
                "i.id)" NEWEST_APPROVAL " WHERE i.id = ?",
                item);
    if (!query.next()) throw RequestError({"store.no_item", {{"item", std::to_string(item.value)}}});
    return item_of(query);
}

std::vector<Item> list_items(Connection& connection) {
    Query query(connection,
                "SELECT i.id, i.title, i.kind, " RECORDING_COLUMNS
                " FROM item i LEFT JOIN recording r ON r.id = (SELECT max(id) FROM recording WHERE item_id = "
                "i.id)" NEWEST_APPROVAL " ORDER BY i.id DESC");
    std::vector<Item> items;
    while (query.next()) items.push_back(item_of(query));
    return items;
}

RecordingId add_recording(Connection& connection, const Recording& recording, const std::string& peaks) {
    Change change(connection);
    const RecordingId id = insert_recording(connection, recording, peaks);
    change.commit();
    return id;
}

RecordingId add_item_with_recording(Connection& connection, const std::string& title, ItemKind kind,
                                    const Recording& recording, const std::string& peaks) {
    Change change(connection);
    Recording of_item = recording;
    const Acting acting(connection, Actor{recording.added_by, recording.added_at});
    of_item.item = insert_item(connection, title, kind, recording.added_at);
    audit_item(connection, of_item.item, title);
    const RecordingId id = insert_recording(connection, of_item, peaks);
    change.commit();
    return id;
}

Sha256 sound_of(Connection& connection, RecordingId recording) {
    return scalar(connection, Sha256(), "SELECT sha256 FROM recording WHERE id = ?", recording);
}

std::optional<RecordingOnFile> find_recording(Connection& connection, RecordingId recording) {
    Query query(connection,
                "SELECT i.title, i.kind, " RECORDING_COLUMNS
                " FROM recording r JOIN item i ON i.id = r.item_id" NEWEST_APPROVAL " WHERE r.id = ?",
                recording);
    if (!query.next()) return std::nullopt;
    return recording_of(query);
}

std::optional<RecordingOnFile> find_recording(Connection& connection, const Sha256& sha256) {
    const RecordingId id = scalar(connection, RecordingId{}, "SELECT id FROM recording WHERE sha256 = ?", sha256);
    return find_recording(connection, id);
}

RecordingOnFile read_recording(Connection& connection, RecordingId recording) {
    std::optional<RecordingOnFile> found = find_recording(connection, recording);
    if (!found) throw RequestError({"store.no_recording", {{"recording", std::to_string(recording.value)}}});
    return *std::move(found);
}

std::vector<RecordingOnFile> list_recordings(Connection& connection, const std::string& search) {
    Query query(connection,
                "SELECT i.title, i.kind, " RECORDING_COLUMNS
                " FROM recording r JOIN item i ON i.id = r.item_id" NEWEST_APPROVAL
                " WHERE ?1 = '' OR CAST(r.id AS TEXT) = ?1 OR i.id IN"
                " (SELECT rowid / 8 FROM search WHERE search MATCH ?2 AND rowid % 8 = 0) ORDER BY r.id DESC",
                search, match_of(search));
    std::vector<RecordingOnFile> found;
    while (query.next()) found.push_back(recording_of(query));
    return found;
}

RecordingPage search_recordings(Connection& connection, const RecordingSearch& search) {
    const bool has_some = has_words(search.words);
    const std::vector<RecordingId> found = has_some || search.only_waiting
                                               ? recordings_found(connection, search)
                                               : newest_recordings(connection, search.offset, search.most);
    RecordingPage page;
    const bool is_all = !has_some && !search.only_waiting;
    page.count = found.size();
    if (is_all) {
        page.count = static_cast<std::size_t>(scalar(connection, std::int64_t{0}, "SELECT count(*) FROM recording"));
    }
    const std::size_t first = std::min(is_all ? 0 : search.offset, found.size());
    const std::size_t last = std::min(first + search.most, found.size());
    for (std::size_t at = first; at < last; ++at) page.rows.push_back(read_recording(connection, found[at]));
    return page;
}

std::string read_peaks(Connection& connection, RecordingId recording) {
    return scalar(connection, std::optional<Blob>(), "SELECT peaks FROM recording WHERE id = ?", recording)
        .value_or(Blob{})
        .bytes;
}

}  // namespace truyenthanh

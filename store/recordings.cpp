// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See recordings.h.
#include "store/recordings.h"

#include "core/error.h"
#include "core/person_name.h"
#include "store/people.h"
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
    return RecordingId{connection.last_row()};
}

// The newest recording of an item and the newest approval of a recording are the ones that count.
#define RECORDING_COLUMNS                                                                                           \
    "r.id, r.item_id, r.sha256, r.frames, r.channels, r.loudness_lufs, r.true_peak_dbtp, r.head_silence,"           \
    " r.tail_silence, r.source_name, r.source_format, (SELECT name FROM person WHERE id = r.added_by), r.added_at," \
    " a.sha256, (SELECT name FROM person WHERE id = a.approved_by), a.approved_at, a.valid_until, a.revoked_at"
#define NEWEST_APPROVAL " LEFT JOIN approval a ON a.id = (SELECT max(id) FROM approval WHERE recording_id = r.id)"

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
    std::optional<std::string> approved_by;
    std::optional<WallTime> approved_at, valid_until, revoked_at;

    Recording recording() const {
        return {*id,   *item, *sha256,      *frames,        *channels, *loudness, *peak,
                *head, *tail, *source_name, *source_format, *added_by, *added_at};
    }
    std::optional<Approval> approval() const {
        if (!approved_sha256) return std::nullopt;
        return Approval{*id, *approved_sha256, *approved_by, *approved_at, valid_until, revoked_at};
    }
};

template <class... First>
RecordingRow read_row(const Query& query, First&... first) {
    RecordingRow row;
    query.read(first..., row.id, row.item, row.sha256, row.frames, row.channels, row.loudness, row.peak, row.head,
               row.tail, row.source_name, row.source_format, row.added_by, row.added_at, row.approved_sha256,
               row.approved_by, row.approved_at, row.valid_until, row.revoked_at);
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

}  // namespace

ItemId add_item(Connection& connection, const std::string& title, ItemKind kind, WallTime now) {
    Change change(connection);
    const ItemId item = insert_item(connection, title, kind, now);
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

std::vector<Item> list_items(Connection& connection, const std::string& search) {
    Query query(connection,
                "SELECT i.id, i.title, i.kind, " RECORDING_COLUMNS
                " FROM item i LEFT JOIN recording r ON r.id = (SELECT max(id) FROM recording WHERE item_id = "
                "i.id)" NEWEST_APPROVAL
                " WHERE ?1 = '' OR instr(i.folded, ?1) > 0 OR CAST(i.id AS TEXT) = ?1 ORDER BY i.id DESC",
                folded_case(search));
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
    of_item.item = insert_item(connection, title, kind, recording.added_at);
    const RecordingId id = insert_recording(connection, of_item, peaks);
    change.commit();
    return id;
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
                " WHERE ?1 = '' OR instr(i.folded, ?1) > 0 OR instr(r.source_name, ?2) > 0 OR CAST(r.id AS TEXT) = ?1"
                " ORDER BY r.id DESC",
                folded_case(search), search);
    std::vector<RecordingOnFile> found;
    while (query.next()) found.push_back(recording_of(query));
    return found;
}

std::string read_peaks(Connection& connection, RecordingId recording) {
    return scalar(connection, std::optional<Blob>(), "SELECT peaks FROM recording WHERE id = ?", recording)
        .value_or(Blob{})
        .bytes;
}

void approve(Connection& connection, RecordingId recording, const std::string& person, WallTime now,
             std::optional<WallTime> valid_until) {
    Change change(connection);
    const RecordingOnFile found = read_recording(connection, recording);
    if (is_same_person(found.recording.added_by, person)) {
        throw RequestError({"store.own_recording", {{"title", found.title}, {"person", found.recording.added_by}}});
    }
    if (valid_until && *valid_until <= now) {
        throw RequestError({"store.validity_past", {{"title", found.title}, {"until", to_string(*valid_until)}}});
    }
    run(connection,
        "INSERT INTO approval (recording_id, sha256, approved_by, approved_at, valid_until) VALUES (?, ?, ?, ?, ?)",
        recording, found.recording.sha256, person_named(connection, person, now), now, valid_until);
    change.commit();
}

void revoke(Connection& connection, RecordingId recording, const std::string& person, WallTime now) {
    Change change(connection);
    const RecordingOnFile found = read_recording(connection, recording);
    run(connection, "UPDATE approval SET revoked_by = ?, revoked_at = ? WHERE recording_id = ? AND revoked_at IS NULL",
        person_named(connection, person, now), now, recording);
    if (connection.changes() == 0) throw RequestError({"store.not_approved", {{"title", found.title}}});
    change.commit();
}

std::vector<Approval> approvals_of(Connection& connection, RecordingId recording) {
    Query query(connection,
                "SELECT recording_id, sha256, (SELECT name FROM person WHERE id = approved_by), approved_at,"
                " valid_until, revoked_at FROM approval WHERE recording_id = ? ORDER BY id",
                recording);
    std::vector<Approval> approvals;
    while (query.next()) {
        Approval& a = approvals.emplace_back();
        query.read(a.recording, a.sha256, a.approved_by, a.approved_at, a.valid_until, a.revoked_at);
    }
    return approvals;
}

}  // namespace truyenthanh

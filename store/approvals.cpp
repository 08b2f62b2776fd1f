// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See approvals.h.
#include "store/approvals.h"

#include "core/error.h"
#include "core/person_name.h"
#include "store/audit.h"
#include "store/hash.h"
#include "store/ledger_record.h"
#include "store/people.h"
#include "store/recordings.h"

namespace truyenthanh {
namespace {

ItemWords read_words(Connection& connection, ItemId item) {
    ItemWords words;
    Query query(connection, "SELECT title, kind, text, block_id, field_id FROM item WHERE id = ?", item);
    if (query.next()) query.read(words.title, words.kind, words.text, words.block, words.field);
    return words;
}

void check_no_author(Connection& connection, const RecordingOnFile& found, const std::string& person, WallTime now) {
    const bool is_author = scalar(connection, false, "SELECT 1 FROM item_author WHERE item_id = ? AND person_id = ?",
                                  found.recording.item, person_named(connection, person, now));
    if (is_author) throw RequestError({"store.own_item", {{"title", found.title}, {"person", person}}});
}

std::int64_t audit_approval(Connection& connection, const RecordingOnFile& found, const ApprovalRow& row,
                            const Actor& actor) {
    const bool has_document = !row.document_number.empty();
    Message sentence{has_document ? "audit.sound_approved_by_document" : "audit.sound_approved",
                     {{"title", found.title}, {"recording", std::to_string(row.recording.value)}}};
    if (has_document) sentence.args.emplace_back("document", row.document_number);
    return audit(connection, actor, {"approval", row.recording.value, sentence, "", row.text()});
}

template <class Value>
RecordValue written(const std::optional<Value>& value) {
    return value ? RecordValue(to_string(*value)) : RecordValue();
}

}  // namespace

std::string ApprovalRow::text() const {
    return canonical({{"recording", recording.value},
                      {"sha256", sha256},
                      {"approved_by", approved_by.value},
                      {"approved_at", to_string(approved_at)},
                      {"valid_until", written(valid_until)},
                      {"on_behalf_of", on_behalf_of ? RecordValue(on_behalf_of->value) : RecordValue()},
                      {"document_number", document_number},
                      {"document_date", written(document_date)},
                      {"words", words ? RecordValue(*words) : RecordValue()}});
}

bool ApprovalRow::is_on_record() const { return on_record == sha256_of(text()); }

void approve(Connection& connection, RecordingId recording, const std::string& person, WallTime now,
             std::optional<WallTime> valid_until, const ApprovalGrounds& grounds) {
    Change change(connection);
    const RecordingOnFile found = read_recording(connection, recording);
    if (is_same_person(found.recording.added_by, person)) {
        throw RequestError({"store.own_recording", {{"title", found.title}, {"person", found.recording.added_by}}});
    }
    if (valid_until && *valid_until <= now) {
        throw RequestError({"store.validity_past", {{"title", found.title}, {"until", to_string(*valid_until)}}});
    }
    check_no_author(connection, found, person, now);
    ApprovalRow row{recording, found.recording.sha256, person_named(connection, person, now), now, valid_until};
    if (!grounds.on_behalf_of.empty()) row.on_behalf_of = person_named(connection, grounds.on_behalf_of, now);
    row.document_number = grounds.document_number;
    row.document_date = grounds.document_date;
    row.words = words_hash(read_words(connection, found.recording.item));
    const std::int64_t entry = audit_approval(connection, found, row, {person, now});
    run(connection,
        "INSERT INTO approval (recording_id, sha256, approved_by, approved_at, valid_until, item_sha256, on_behalf_of,"
        " document_number, document_date, audit_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        recording, row.sha256, row.approved_by, now, valid_until, row.words, row.on_behalf_of, row.document_number,
        row.document_date, entry);
    change.commit();
}

void revoke(Connection& connection, RecordingId recording, const std::string& person, WallTime now) {
    Change change(connection);
    const RecordingOnFile found = read_recording(connection, recording);
    run(connection, "UPDATE approval SET revoked_by = ?, revoked_at = ? WHERE recording_id = ? AND revoked_at IS NULL",
        person_named(connection, person, now), now, recording);
    if (connection.changes() == 0) throw RequestError({"store.not_approved", {{"title", found.title}}});
    audit(connection, Actor{person, now},
          {"approval",
           recording.value,
           {"audit.approval_revoked", {{"title", found.title}, {"recording", std::to_string(recording.value)}}},
           found.recording.sha256,
           ""});
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

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See items.h.
#include "store/items.h"

#include <algorithm>

#include "core/error.h"
#include "core/names.h"
#include "core/person_name.h"
#include "store/audit.h"
#include "store/columns.h"
#include "store/item_words.h"
#include "store/people.h"
#include "store/search.h"
#include "store/texts.h"

namespace truyenthanh {
namespace {

constexpr std::size_t kLongestText = 200'000;

std::string number(ItemId item) { return std::to_string(item.value); }

std::optional<PersonId> acting_person(Connection& connection) {
    const Actor actor = actor_of(connection);
    if (actor.who.empty()) return std::nullopt;
    return person_named(connection, actor.who, actor.now);
}

void check_text(const std::string& text) {
    const bool has_controls = std::any_of(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
    });
    if (text.size() > kLongestText || has_controls || !is_utf8(text)) {
        throw RequestError({"store.bad_text", {{"longest", std::to_string(kLongestText)}}});
    }
}

void check_shares(const std::vector<Author>& authors) {
    int sum = 0;
    for (const Author& author : authors) {
        if (author.share < 1) sum = -1'000;
        sum += author.share;
    }
    if (!authors.empty() && sum != 100) throw RequestError({"store.bad_shares", {{"sum", std::to_string(sum)}}});
}

void check_draft(const ItemDraft& draft) {
    check_title(draft.title);
    check_text(draft.text);
    check_text(draft.portal_link);
    check_text(draft.photo);
    check_span(draft.valid);
    check_shares(draft.authors);
    const bool is_code =
        (draft.language.size() == 2 || draft.language.size() == 3) &&
        std::all_of(draft.language.begin(), draft.language.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (!is_code) throw RequestError({"store.bad_language", {{"language", draft.language}}});
}

void note_step(Connection& connection, ItemId item, ItemStep step, const std::string& reason = "") {
    run(connection, "INSERT INTO item_event (item_id, at, step, person_id, reason) VALUES (?, ?, ?, ?, ?)", item,
        actor_of(connection).now, step, acting_person(connection), reason);
}

void write_authors(Connection& connection, ItemId item, const std::vector<Author>& authors) {
    run(connection, "DELETE FROM item_author WHERE item_id = ?", item);
    for (const Author& author : authors) {
        run(connection, "INSERT INTO item_author (item_id, person_id, share) VALUES (?, ?, ?)", item, author.person,
            author.share);
    }
}

void write_links(Connection& connection, ItemId item, const ItemDraft& draft) {
    write_authors(connection, item, draft.authors);
    write_column_of(connection, item, draft.column);
    write_topics_of(connection, item, draft.topics);
}

struct ItemRow {
    std::string title;
    ItemState state = ItemState::Draft;
};

ItemRow read_row(Connection& connection, ItemId item) {
    ItemRow row;
    Query query(connection, "SELECT title, state FROM item WHERE id = ?", item);
    if (!query.next()) throw RequestError({"store.no_item", {{"item", number(item)}}});
    query.read(row.title, row.state);
    return row;
}

// One step from one of `from` to `to`: the state, the life and the audit.
void take_step(Connection& connection, ItemId item, std::initializer_list<ItemState> from, ItemState to, ItemStep step,
               const char* sentence, const std::string& reason = "") {
    const ItemRow row = read_row(connection, item);
    if (std::find(from.begin(), from.end(), row.state) == from.end()) {
        throw RequestError(
            {"store.wrong_state", {{"title", row.title}, {"state", "@stage." + std::string(name(row.state))}}});
    }
    const std::string before = thing_text(connection, "item", item.value);
    run(connection, "UPDATE item SET state = ? WHERE id = ?", to, item);
    note_step(connection, item, step, reason);
    Message told{sentence, {{"title", row.title}, {"item", number(item)}}};
    if (!reason.empty()) told.args.emplace_back("reason", reason);
    audit(connection, "item", item.value, before, told);
}

// Less may be heard than before.
void end_approvals(Connection& connection, ItemId item) {
    const Actor actor = actor_of(connection);
    const std::optional<PersonId> by = acting_person(connection);
    run(connection,
        "UPDATE text_approval SET revoked_by = ?, revoked_at = max(approved_at, ?)"
        " WHERE item_id = ? AND revoked_at IS NULL",
        by, actor.now, item);
    // Those that an edit has voided too: the audit has to say that they are over.
    Query approved(connection,
                   "SELECT DISTINCT r.id, i.title FROM item i JOIN recording r ON r.item_id = i.id"
                   " JOIN approval a ON a.recording_id = r.id WHERE i.id = ? AND NOT EXISTS"
                   " (SELECT 1 FROM audit_entry l WHERE l.thing = 'approval' AND l.thing_id = r.id"
                   " AND l.id > a.audit_id AND l.after_sha256 IS NULL)",
                   item);
    std::vector<std::pair<RecordingId, std::string>> recordings;
    while (approved.next()) {
        auto& [recording, title] = recordings.emplace_back();
        approved.read(recording, title);
    }
    for (const auto& [recording, title] : recordings) {
        audit(connection,
              {"approval",
               recording.value,
               {"audit.approval_revoked", {{"title", title}, {"recording", std::to_string(recording.value)}}},
               "approved"});
    }
    run(connection,
        "UPDATE approval SET revoked_by = ?, revoked_at = max(approved_at, ?) WHERE revoked_at IS NULL"
        " AND recording_id IN (SELECT id FROM recording WHERE item_id = ?)",
        by, actor.now, item);
}

ItemWords words_of(Connection& connection, ItemId item) {
    ItemWords words;
    Query query(connection, "SELECT title, kind, text, block_id, field_id FROM item WHERE id = ?", item);
    if (query.next()) query.read(words.title, words.kind, words.text, words.block, words.field);
    return words;
}

// What has been reached, from the end backwards. Bound: ?1 is the present.
#define STAGE                                                                                                   \
    "CASE WHEN i.state = 'archived' THEN 'archived'"                                                            \
    " WHEN i.state = 'returned' THEN 'returned'"                                                                \
    " WHEN EXISTS (SELECT 1 FROM as_run WHERE item = i.id AND outcome IN ('aired', 'aired_late', 'curtailed'))" \
    " THEN 'aired'"                                                                                             \
    " WHEN EXISTS (SELECT 1 FROM approval a WHERE a.recording_id ="                                             \
    " (SELECT max(id) FROM recording WHERE item_id = i.id) AND a.revoked_at IS NULL"                            \
    " AND (a.valid_until IS NULL OR a.valid_until > ?1)) THEN"                                                  \
    " CASE WHEN EXISTS (SELECT 1 FROM rundown_entry WHERE item_id = i.id) THEN 'scheduled'"                     \
    " ELSE 'sound_approved' END"                                                                                \
    " WHEN i.state IN ('approved', 'draft') AND EXISTS (SELECT 1 FROM recording WHERE item_id = i.id)"          \
    " THEN 'recorded' ELSE i.state END"

#define ITEM_ON_FILE                                                                                              \
    "SELECT i.id, i.title, i.kind, i.text, i.block_id, i.field_id, i.language, i.origin, i.portal_link, i.photo," \
    " i.valid_from, i.valid_until, i.priority, i.zones, i.state, " STAGE                                          \
    ", coalesce((SELECT code FROM block WHERE id = i.block_id), ''),"                                             \
    " coalesce((SELECT name FROM block WHERE id = i.block_id), ''),"                                              \
    " coalesce((SELECT code FROM field WHERE id = i.field_id), ''),"                                              \
    " coalesce((SELECT name FROM field WHERE id = i.field_id), ''),"                                              \
    " coalesce((SELECT name FROM person WHERE id = i.added_by), ''), i.added_at, i.edited_at FROM item i"

void read_authors(Connection& connection, ItemOnFile& item) {
    Query query(connection,
                "SELECT a.person_id, p.name, a.share FROM item_author a JOIN person p ON p.id = a.person_id"
                " WHERE a.item_id = ? ORDER BY a.share DESC, a.rowid",
                item.id);
    while (query.next()) {
        Author& author = item.draft.authors.emplace_back();
        query.read(author.person, author.name, author.share);
    }
}

void read_column_and_topics(Connection& connection, ItemOnFile& item) {
    Query column(connection,
                 "SELECT c.id, c.name FROM item_column i JOIN broadcast_column c ON c.id = i.column_id"
                 " WHERE i.item_id = ?",
                 item.id);
    if (column.next()) column.read(item.draft.column, item.column_name);
    Query topics(connection,
                 "SELECT t.id, t.title FROM item_guidance i JOIN guidance_topic t ON t.id = i.topic_id"
                 " WHERE i.item_id = ? ORDER BY t.id",
                 item.id);
    while (topics.next()) topics.read(item.draft.topics.emplace_back(), item.topic_titles.emplace_back());
}

void read_text_approval(Connection& connection, ItemOnFile& item) {
    Query query(connection,
                "SELECT (SELECT name FROM person WHERE id = t.approved_by),"
                " coalesce((SELECT name FROM person WHERE id = t.on_behalf_of), ''), t.approved_at, t.valid_until,"
                " t.document_number, t.document_date, t.revoked_at, t.item_sha256 FROM text_approval t"
                " WHERE t.item_id = ? ORDER BY t.id DESC LIMIT 1",
                item.id);
    if (!query.next()) return;
    TextApproval& found = item.text_approval.emplace();
    Sha256 words;
    query.read(found.approved_by, found.on_behalf_of, found.approved_at, found.valid_until, found.document_number,
               found.document_date, found.revoked_at, words);
    found.is_of_these_words = words == words_hash(words_of(connection, item.id));
}

ItemOnFile item_of(Connection& connection, const Query& query) {
    ItemOnFile item;
    ItemDraft& d = item.draft;
    query.read(item.id, d.title, d.kind, d.text, d.block, d.field, d.language, d.origin, d.portal_link, d.photo,
               d.valid.from, d.valid.until, d.priority, d.zones, item.state, item.stage, item.block_code,
               item.block_name, item.field_code, item.field_name, item.added_by, item.added_at, item.edited_at);
    read_authors(connection, item);
    read_column_and_topics(connection, item);
    read_text_approval(connection, item);
    return item;
}

}  // namespace

ItemId insert_item(Connection& connection, const ItemDraft& draft) {
    check_draft(draft);
    const WallTime now = actor_of(connection).now;
    const std::optional<PersonId> by = acting_person(connection);
    run(connection,
        "INSERT INTO item (title, folded, kind, added_at, text, block_id, field_id, language, origin, portal_link,"
        " photo, valid_from, valid_until, priority, zones, added_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        draft.title, folded_case(draft.title), draft.kind, now, draft.text, draft.block, draft.field, draft.language,
        draft.origin, draft.portal_link, draft.photo, draft.valid.from, draft.valid.until, draft.priority, draft.zones,
        by);
    const ItemId item{connection.last_row()};
    ItemDraft written = draft;
    if (draft.authors.empty() && by && draft.origin == ItemOrigin::Own && !draft.text.empty())
        written.authors.push_back({*by, "", 100});
    write_links(connection, item, written);
    note_step(connection, item, ItemStep::Added);
    audit(connection, "item", item.value, "", {"audit.item_added", {{"title", draft.title}, {"item", number(item)}}});
    return item;
}

ItemId add_item(Connection& connection, const ItemDraft& draft) {
    Change change(connection);
    const ItemId item = insert_item(connection, draft);
    change.commit();
    return item;
}

void edit_item(Connection& connection, ItemId item, const ItemDraft& draft) {
    check_draft(draft);
    Change change(connection);
    const ItemRow row = read_row(connection, item);
    if (row.state == ItemState::Archived) {
        throw RequestError({"store.wrong_state", {{"title", row.title}, {"state", "@stage.archived"}}});
    }
    const std::string before = thing_text(connection, "item", item.value);
    run(connection,
        "UPDATE item SET title = ?, folded = ?, kind = ?, text = ?, block_id = ?, field_id = ?, language = ?,"
        " origin = ?, portal_link = ?, photo = ?, valid_from = ?, valid_until = ?, priority = ?, zones = ?,"
        " edited_at = ? WHERE id = ?",
        draft.title, folded_case(draft.title), draft.kind, draft.text, draft.block, draft.field, draft.language,
        draft.origin, draft.portal_link, draft.photo, draft.valid.from, draft.valid.until, draft.priority, draft.zones,
        actor_of(connection).now, item);
    write_links(connection, item, draft);
    note_step(connection, item, ItemStep::Edited);
    audit(connection, "item", item.value, before,
          {"audit.item_edited", {{"title", draft.title}, {"item", number(item)}}});
    change.commit();
}

void submit_item(Connection& connection, ItemId item) {
    Change change(connection);
    take_step(connection, item, {ItemState::Draft, ItemState::Returned}, ItemState::Submitted, ItemStep::Submitted,
              "audit.item_submitted");
    change.commit();
}

void return_item(Connection& connection, ItemId item, const std::string& reason) {
    check_title(reason);
    Change change(connection);
    take_step(connection, item, {ItemState::Draft, ItemState::Submitted, ItemState::Approved}, ItemState::Returned,
              ItemStep::Returned, "audit.item_returned", reason);
    end_approvals(connection, item);
    change.commit();
}

void archive_item(Connection& connection, ItemId item, const std::string& reason) {
    Change change(connection);
    take_step(connection, item, {ItemState::Draft, ItemState::Submitted, ItemState::Returned, ItemState::Approved},
              ItemState::Archived, ItemStep::Archived, "audit.item_archived", reason);
    end_approvals(connection, item);
    change.commit();
}

void restore_item(Connection& connection, ItemId item) {
    Change change(connection);
    take_step(connection, item, {ItemState::Archived}, ItemState::Draft, ItemStep::Restored, "audit.item_restored");
    change.commit();
}

void approve_text(Connection& connection, ItemId item, const std::string& person, WallTime now,
                  std::optional<WallTime> valid_until, const ApprovalGrounds& grounds) {
    Change change(connection);
    const Acting acting(connection, {person, now});
    const ItemRow row = read_row(connection, item);
    const PersonId by = person_named(connection, person, now);
    if (scalar(connection, false, "SELECT 1 FROM item_author WHERE item_id = ? AND person_id = ?", item, by)) {
        throw RequestError({"store.own_item", {{"title", row.title}, {"person", person}}});
    }
    if (valid_until && *valid_until <= now) {
        throw RequestError({"store.validity_past", {{"title", row.title}, {"until", to_string(*valid_until)}}});
    }
    std::optional<PersonId> absent;
    if (!grounds.on_behalf_of.empty()) absent = person_named(connection, grounds.on_behalf_of, now);
    run(connection,
        "INSERT INTO text_approval (item_id, item_sha256, approved_by, on_behalf_of, approved_at, valid_until,"
        " document_number, document_date) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        item, words_hash(words_of(connection, item)), by, absent, now, valid_until, grounds.document_number,
        grounds.document_date);
    take_step(connection, item, {ItemState::Submitted, ItemState::Approved}, ItemState::Approved, ItemStep::Approved,
              "audit.text_approved", grounds.document_number);
    change.commit();
}

ItemOnFile read_item_on_file(Connection& connection, ItemId item, WallTime now) {
    Query query(connection, ITEM_ON_FILE " WHERE i.id = ?2", now, item);
    if (!query.next()) throw RequestError({"store.no_item", {{"item", number(item)}}});
    return item_of(connection, query);
}

std::vector<ItemOnFile> list_items_on_file(Connection& connection, const ItemFilter& filter, WallTime now) {
    Query query(
        connection,
        "SELECT * FROM (" ITEM_ON_FILE
        " WHERE (?2 = '' OR CAST(i.id AS TEXT) = ?2 OR i.id IN"
        " (SELECT rowid / 8 FROM search WHERE search MATCH ?7 AND rowid % 8 = 0)) AND (?3 IS NULL OR i.block_id = ?3)"
        " AND (?4 IS NULL OR EXISTS (SELECT 1 FROM item_author WHERE item_id = i.id AND person_id = ?4))"
        " AND (?5 IS NOT NULL OR i.state <> 'archived') AND (?5 IS NULL OR " STAGE
        " = ?5))"
        " ORDER BY id DESC LIMIT ?6",
        now, filter.search, filter.block, filter.author, filter.stage, filter.most, match_of(filter.search));
    std::vector<ItemOnFile> items;
    while (query.next()) items.push_back(item_of(connection, query));
    return items;
}

std::vector<LifeStep> life_of(Connection& connection, ItemId item) {
    Query query(connection,
                "SELECT at, step, coalesce((SELECT name FROM person WHERE id = person_id), who, ''), reason FROM ("
                " SELECT at, step, person_id, NULL AS who, reason, 0 AS rank FROM item_event WHERE item_id = ?1"
                " UNION ALL SELECT added_at, 'recorded', added_by, NULL, source_name, 1 FROM recording"
                " WHERE item_id = ?1"
                " UNION ALL SELECT a.approved_at, 'sound_approved', a.approved_by, NULL, a.document_number, 2"
                " FROM approval a JOIN recording r ON r.id = a.recording_id WHERE r.item_id = ?1"
                " UNION ALL SELECT a.revoked_at, 'sound_revoked', a.revoked_by, NULL, '', 3"
                " FROM approval a JOIN recording r ON r.id = a.recording_id"
                " WHERE r.item_id = ?1 AND a.revoked_at IS NOT NULL"
                " UNION ALL SELECT revoked_at, 'text_revoked', revoked_by, NULL, '', 3 FROM text_approval"
                " WHERE item_id = ?1 AND revoked_at IS NOT NULL"
                // The programmes it is in, each since its beginning: the audit knows by whom.
                " UNION ALL SELECT e.at, 'scheduled', NULL, e.who, p.name, 4 FROM programme p JOIN audit_entry e"
                " ON e.id = (SELECT min(id) FROM audit_entry WHERE thing = 'programme' AND thing_id = p.id)"
                " WHERE EXISTS (SELECT 1 FROM rundown_entry WHERE programme_id = p.id AND item_id = ?1)"
                " UNION ALL SELECT started, 'aired', NULL, NULL, slot_name, 5 FROM as_run"
                " WHERE item = ?1 AND started IS NOT NULL"
                " AND outcome IN ('aired', 'aired_late', 'curtailed')) ORDER BY at, rank",
                item);
    std::vector<LifeStep> life;
    while (query.next()) {
        LifeStep& step = life.emplace_back();
        query.read(step.at, step.step, step.who, step.why);
    }
    return life;
}

}  // namespace truyenthanh

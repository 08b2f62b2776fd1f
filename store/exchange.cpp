// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See exchange.h.
#include "store/exchange.h"

#include "core/error.h"
#include "store/audit.h"
#include "store/people.h"
#include "store/texts.h"

namespace truyenthanh {
namespace {

// People's names are needed by the tables; what the machine does by itself has none.
PersonId acting_person(Connection& connection) {
    const Actor actor = actor_of(connection);
    return person_named(connection, actor.who, actor.now);
}

std::vector<ItemId> items_of(Connection& connection, const char* sql) {
    Query query(connection, sql);
    std::vector<ItemId> items;
    while (query.next()) query.read(items.emplace_back());
    return items;
}

#define HEARD_WHOLE "EXISTS (SELECT 1 FROM as_run WHERE item = i.id AND outcome IN ('aired', 'aired_late'))"
#define IS_CONTENT "i.state <> 'archived' AND i.kind NOT IN ('music', 'ident', 'tune', 'call', 'stinger', 'close')"

#define SUBMISSION_COLUMNS                                                                        \
    "SELECT s.id, s.item_id, i.title, s.receiver, p.name, s.sent_at, s.state, s.state_at, s.note" \
    " FROM submission s JOIN item i ON i.id = s.item_id JOIN person p ON p.id = s.sent_by"

Submission submission_of(const Query& query) {
    Submission s;
    query.read(s.id, s.item, s.title, s.receiver, s.sent_by, s.sent_at, s.state, s.state_at, s.note);
    return s;
}

Submission read_submission(Connection& connection, SubmissionId submission) {
    Query query(connection, SUBMISSION_COLUMNS " WHERE s.id = ?", submission);
    if (!query.next()) throw RequestError({"store.no_submission", {{"submission", std::to_string(submission.value)}}});
    return submission_of(query);
}

bool may_follow(SubmissionState from, SubmissionState to) {
    if (from == SubmissionState::Sent) return to != SubmissionState::Sent;
    return from == SubmissionState::Accepted && to == SubmissionState::Aired;
}

}  // namespace

std::optional<ItemId> find_imported(Connection& connection, const std::string& source, const std::string& external_id) {
    Query query(connection, "SELECT item_id FROM imported_item WHERE source = ? AND external_id = ?", source,
                external_id);
    if (!query.next()) return std::nullopt;
    ItemId item;
    query.read(item);
    return item;
}

void note_imported(Connection& connection, const std::string& source, const std::string& external_id, ItemId item,
                   const std::string& file) {
    run(connection,
        "INSERT INTO imported_item (source, external_id, item_id, file_name, imported_by, imported_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        source, external_id, item, file, acting_person(connection), actor_of(connection).now);
}

std::vector<ItemId> posted_never_aired(Connection& connection) {
    return items_of(connection, "SELECT i.id FROM item i WHERE i.portal_link <> '' AND " IS_CONTENT
                                " AND NOT " HEARD_WHOLE " ORDER BY i.id DESC");
}

std::vector<ItemId> aired_never_posted(Connection& connection) {
    return items_of(connection, "SELECT i.id FROM item i WHERE i.portal_link = '' AND " IS_CONTENT " AND " HEARD_WHOLE
                                " ORDER BY i.id DESC");
}

SubmissionId add_submission(Connection& connection, ItemId item, const std::string& receiver, const std::string& note) {
    check_title(receiver);
    if (!note.empty()) check_title(note);
    Change change(connection);
    const auto title = scalar(connection, std::string(), "SELECT title FROM item WHERE id = ?", item);
    if (title.empty()) throw RequestError({"store.no_item", {{"item", std::to_string(item.value)}}});
    if (scalar(connection, false, "SELECT 1 FROM submission WHERE item_id = ? AND receiver = ?", item, receiver)) {
        throw RequestError({"store.already_sent", {{"title", title}, {"receiver", receiver}}});
    }
    const WallTime now = actor_of(connection).now;
    run(connection,
        "INSERT INTO submission (item_id, receiver, sent_by, sent_at, state, state_at, note)"
        " VALUES (?, ?, ?, ?, 'sent', ?, ?)",
        item, receiver, acting_person(connection), now, now, note);
    const SubmissionId id{connection.last_row()};
    change.commit();
    return id;
}

void mark_submission(Connection& connection, SubmissionId submission, SubmissionState state, const std::string& note) {
    if (!note.empty()) check_title(note);
    Change change(connection);
    const Submission was = read_submission(connection, submission);
    if (!may_follow(was.state, state)) {
        throw RequestError({"store.wrong_submission",
                            {{"title", was.title},
                             {"state", "@submission." + std::string(name(was.state))},
                             {"wanted", "@submission." + std::string(name(state))}}});
    }
    run(connection, "UPDATE submission SET state = ?, state_at = ?, note = iif(? = '', note, ?) WHERE id = ?", state,
        actor_of(connection).now, note, note, submission);
    change.commit();
}

std::vector<Submission> list_submissions(Connection& connection) {
    Query query(connection, SUBMISSION_COLUMNS " ORDER BY s.id DESC");
    std::vector<Submission> all;
    while (query.next()) all.push_back(submission_of(query));
    return all;
}

}  // namespace truyenthanh

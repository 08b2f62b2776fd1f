// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See columns.h: guidance and duty.
#include "core/error.h"
#include "core/person_name.h"
#include "store/columns.h"
#include "store/people.h"
#include "store/slots.h"
#include "store/texts.h"

namespace truyenthanh {
namespace {

std::optional<PersonId> owner_of(Connection& connection, const std::string& name, WallTime now) {
    if (name.empty()) return std::nullopt;
    return person_named(connection, name, now);
}

void insert_topic(Connection& connection, GuidanceId guidance, const GuidanceTopic& topic, WallTime now) {
    check_title(topic.title);
    run(connection,
        "INSERT INTO guidance_topic (guidance_id, title, field_id, owner_id, due_date) VALUES (?, ?, ?, ?, ?)",
        guidance, topic.title, field_if_named(connection, topic.field), owner_of(connection, topic.owner, now),
        topic.due);
}

void read_topics(Connection& connection, const Zone& zone, GuidanceDocument& document) {
    Query query(connection,
                "SELECT t.id, t.title, coalesce(p.name, ''), coalesce(f.code, ''), t.due_date,"
                " (SELECT count(*) FROM item_guidance g WHERE g.topic_id = t.id),"
                " (SELECT count(*) FROM item_guidance g WHERE g.topic_id = t.id"
                "  AND EXISTS (SELECT 1 FROM approval a WHERE a.revoked_at IS NULL AND a.recording_id ="
                "   (SELECT max(id) FROM recording WHERE item_id = g.item_id))),"
                " (SELECT min(a.started) FROM item_guidance g JOIN as_run a ON a.item = g.item_id"
                "  WHERE g.topic_id = t.id AND a.outcome IN ('aired', 'aired_late'))"
                " FROM guidance_topic t LEFT JOIN person p ON p.id = t.owner_id LEFT JOIN field f ON f.id = t.field_id"
                " WHERE t.guidance_id = ? ORDER BY t.id",
                document.id);
    while (query.next()) {
        GuidanceTopic& topic = document.topics.emplace_back();
        std::optional<WallTime> aired;
        query.read(topic.id, topic.title, topic.owner, topic.field, topic.due, topic.items, topic.ready, aired);
        topic.document = document.number.empty() ? document.title : document.number;
        if (aired) topic.aired = LocalDate{std::chrono::floor<std::chrono::days>(zone.to_local(*aired))};
    }
}

void check_row(Connection& connection, const char* sql, std::int64_t id, const char* key, const char* what) {
    if (scalar(connection, 0, sql, id) == 0) throw RequestError({key, {{what, std::to_string(id)}}});
}

}  // namespace

GuidanceId add_guidance(Connection& connection, const GuidanceDocument& document, const std::string& by, WallTime now) {
    Transaction transaction(connection);
    check_title(document.title);
    if (std::chrono::sys_days{document.until} < std::chrono::sys_days{document.from}) {
        throw RequestError(
            {"store.bad_dates", {{"from", to_string(document.from)}, {"until", to_string(document.until)}}});
    }
    run(connection,
        "INSERT INTO guidance (kind, number, title, issued_by, from_date, until_date, added_by, added_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        document.kind, document.number, document.title, document.issued_by, document.from, document.until,
        person_named(connection, by, now), now);
    const GuidanceId id{connection.last_row()};
    for (const GuidanceTopic& topic : document.topics) insert_topic(connection, id, topic, now);
    transaction.commit();
    return id;
}

std::vector<GuidanceDocument> list_guidance(Connection& connection, const Zone& zone) {
    Query query(connection,
                "SELECT id, kind, number, title, issued_by, from_date, until_date FROM guidance"
                " ORDER BY from_date, until_date DESC, id");
    std::vector<GuidanceDocument> documents;
    while (query.next()) {
        GuidanceDocument& d = documents.emplace_back();
        query.read(d.id, d.kind, d.number, d.title, d.issued_by, d.from, d.until);
        read_topics(connection, zone, d);
    }
    return documents;
}

void remove_guidance(Connection& connection, GuidanceId guidance) {
    Transaction transaction(connection);
    check_row(connection, "SELECT 1 FROM guidance WHERE id = ?", guidance.value, "store.no_guidance", "guidance");
    run(connection, "DELETE FROM guidance WHERE id = ?", guidance);
    transaction.commit();
}

TopicId add_topic(Connection& connection, GuidanceId guidance, const GuidanceTopic& topic, WallTime now) {
    Transaction transaction(connection);
    check_row(connection, "SELECT 1 FROM guidance WHERE id = ?", guidance.value, "store.no_guidance", "guidance");
    insert_topic(connection, guidance, topic, now);
    const TopicId id{connection.last_row()};
    transaction.commit();
    return id;
}

GuidanceTopic read_topic(Connection& connection, TopicId topic) {
    Query query(connection,
                "SELECT t.id, t.title, coalesce(p.name, ''), coalesce(f.code, ''), t.due_date FROM guidance_topic t"
                " LEFT JOIN person p ON p.id = t.owner_id LEFT JOIN field f ON f.id = t.field_id WHERE t.id = ?",
                topic);
    if (!query.next()) throw RequestError({"store.no_topic", {{"topic", std::to_string(topic.value)}}});
    GuidanceTopic found;
    query.read(found.id, found.title, found.owner, found.field, found.due);
    return found;
}

void change_topic(Connection& connection, const GuidanceTopic& topic, WallTime now) {
    Transaction transaction(connection);
    read_topic(connection, topic.id);
    check_title(topic.title);
    run(connection, "UPDATE guidance_topic SET title = ?, field_id = ?, owner_id = ?, due_date = ? WHERE id = ?",
        topic.title, field_if_named(connection, topic.field), owner_of(connection, topic.owner, now), topic.due,
        topic.id);
    transaction.commit();
}

void link_guidance(Connection& connection, ItemId item, TopicId topic, bool is_linked) {
    Transaction transaction(connection);
    check_row(connection, "SELECT 1 FROM item WHERE id = ?", item.value, "store.no_item", "item");
    check_row(connection, "SELECT 1 FROM guidance_topic WHERE id = ?", topic.value, "store.no_topic", "topic");
    run(connection,
        is_linked ? "INSERT OR IGNORE INTO item_guidance (item_id, topic_id) VALUES (?, ?)"
                  : "DELETE FROM item_guidance WHERE item_id = ? AND topic_id = ?",
        item, topic);
    transaction.commit();
}

void write_topics_of(Connection& connection, ItemId item, const std::vector<TopicId>& topics) {
    run(connection, "DELETE FROM item_guidance WHERE item_id = ?", item);
    for (const TopicId topic : topics) {
        check_row(connection, "SELECT 1 FROM guidance_topic WHERE id = ?", topic.value, "store.no_topic", "topic");
        run(connection, "INSERT OR IGNORE INTO item_guidance (item_id, topic_id) VALUES (?, ?)", item, topic);
    }
}

DutyId set_duty(Connection& connection, const Duty& duty, WallTime now) {
    Transaction transaction(connection);
    if (duty.slot) read_slot(connection, duty.slot);
    run(connection, "DELETE FROM duty WHERE date = ? AND slot_id = ?", duty.date, duty.slot);
    run(connection, "INSERT INTO duty (date, slot_id, person_id, note, added_at) VALUES (?, ?, ?, ?, ?)", duty.date,
        duty.slot, person_named(connection, duty.person, now), duty.note, now);
    const DutyId id{connection.last_row()};
    transaction.commit();
    return id;
}

std::vector<Duty> list_duties(Connection& connection, LocalDate from, LocalDate until) {
    Query query(connection,
                "SELECT d.id, d.date, d.slot_id, p.name, d.note FROM duty d JOIN person p ON p.id = d.person_id"
                " WHERE d.date >= ? AND d.date <= ? ORDER BY d.date, d.slot_id",
                from, until);
    std::vector<Duty> duties;
    while (query.next()) {
        Duty& duty = duties.emplace_back();
        query.read(duty.id, duty.date, duty.slot, duty.person, duty.note);
    }
    return duties;
}

std::string on_duty(Connection& connection, LocalDate date, SlotId slot) {
    return scalar(connection, std::string(),
                  "SELECT p.name FROM duty d JOIN person p ON p.id = d.person_id WHERE d.date = ?1"
                  " AND d.slot_id IN (?2, 0) ORDER BY d.slot_id DESC LIMIT 1",
                  date, slot);
}

void remove_duty(Connection& connection, DutyId duty) {
    run(connection, "DELETE FROM duty WHERE id = ?", duty);
    if (connection.changes() == 0) throw RequestError({"store.no_duty", {{"duty", std::to_string(duty.value)}}});
}

}  // namespace truyenthanh

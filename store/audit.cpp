// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See audit.h.
#include "store/audit.h"

#include <algorithm>
#include <array>

#include "core/person_name.h"
#include "store/hash.h"
#include "store/ledger_record.h"
#include "store/recordings.h"

namespace truyenthanh {
namespace {

const Sha256 kAuditGenesis(64, '0');

struct ThingRows {
    std::string_view thing;
    const char* sql;
};
constexpr std::array<ThingRows, 22> kThings{{
    {"programme", "SELECT * FROM programme WHERE id = ?"},
    {"programme", "SELECT * FROM rundown_entry WHERE programme_id = ? ORDER BY position"},
    {"programme", "SELECT * FROM programme_build WHERE programme_id = ?"},
    {"relay", "SELECT * FROM relay WHERE id = ?"},
    {"relay", "SELECT * FROM relay_url WHERE relay_id = ? ORDER BY rank"},
    {"slot", "SELECT * FROM slot WHERE id = ?"},
    {"calendar_exception", "SELECT * FROM calendar_exception WHERE id = ?"},
    {"calendar_exception", "SELECT * FROM slot WHERE exception_id = ?"},
    {"override", "SELECT * FROM override WHERE id = ?"},
    {"item", "SELECT * FROM item WHERE id = ?"},
    {"item", "SELECT * FROM item_author WHERE item_id = ? ORDER BY person_id"},
    {"unit", "SELECT * FROM unit WHERE id = ?"},
    {"person", "SELECT * FROM person WHERE id = ?"},
    {"account", "SELECT person_id, password, disabled_by, disabled_at FROM account WHERE person_id = ?"},
    {"block", "SELECT * FROM block WHERE id = ?"},
    {"role_grant", "SELECT * FROM role_grant WHERE id = ?"},
    {"field_deputy", "SELECT * FROM field_deputy WHERE id = ?"},
    {"stand_in", "SELECT * FROM stand_in WHERE id = ?"},
    {"week", "SELECT * FROM slot WHERE ? = 0 ORDER BY id"},
    {"week", "SELECT * FROM calendar_exception WHERE ? = 0 ORDER BY id"},
    {"week",
     "SELECT p.*, r.* FROM programme p LEFT JOIN rundown_entry r ON r.programme_id = p.id WHERE ? = 0"
     " ORDER BY p.id, r.position"},
    {"week", "SELECT r.*, u.* FROM relay r JOIN relay_url u ON u.relay_id = r.id WHERE ? = 0 ORDER BY r.id, u.rank"},
}};

RecordValue written(const SqlValue& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* real = std::get_if<double>(&value)) return std::to_string(*real);
    if (const auto* blob = std::get_if<Blob>(&value)) return sha256_of(blob->bytes);
    return {};
}

RecordValue written(const std::optional<Sha256>& hash) { return hash ? RecordValue(*hash) : RecordValue(); }

Sha256 hash_of(const AuditEntry& entry) {
    return sha256_of(canonical({{"id", entry.number},
                                {"at", to_string(entry.at)},
                                {"who", entry.who},
                                {"thing", entry.thing},
                                {"thing_id", entry.thing_id},
                                {"change", entry.sentence.key},
                                {"args", written_args(entry.sentence)},
                                {"before_sha256", written(entry.before)},
                                {"after_sha256", written(entry.after)},
                                {"previous_hash", entry.previous_hash}}));
}

std::optional<Sha256> hash_unless_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(sha256_of(text));
}

void link_to_last(Connection& connection, AuditEntry& entry) {
    Query last(connection, "SELECT id, hash FROM audit_entry ORDER BY id DESC LIMIT 1");
    entry.previous_hash = kAuditGenesis;
    if (last.next()) last.read(entry.number, entry.previous_hash);
    ++entry.number;
}

#define AUDIT_COLUMNS "id, at, who, thing, thing_id, change, args, before_sha256, after_sha256, previous_hash, hash"

AuditEntry entry_of(const Query& query) {
    AuditEntry entry;
    std::string args;
    query.read(entry.number, entry.at, entry.who, entry.thing, entry.thing_id, entry.sentence.key, args, entry.before,
               entry.after, entry.previous_hash, entry.hash);
    entry.sentence = read_message(entry.sentence.key, args);
    return entry;
}

Message fault(const char* key, std::int64_t number) { return {key, {{"number", std::to_string(number)}}}; }

std::optional<Message> unrecorded_approval(Connection& connection) {
    for (const RecordingOnFile& row : list_recordings(connection)) {
        if (row.approval && !row.approval->revoked_at && !row.approval->is_on_record) {
            return Message{"store.verify_approval",
                           {{"title", row.title}, {"recording", std::to_string(row.recording.id.value)}}};
        }
    }
    return std::nullopt;
}

}  // namespace

std::int64_t audit(Connection& connection, const Actor& actor, const AuditedChange& change) {
    AuditEntry entry;
    link_to_last(connection, entry);
    entry.at = actor.now;
    entry.who = actor.who;
    entry.thing = change.thing;
    entry.thing_id = change.id;
    entry.sentence = change.sentence;
    entry.before = hash_unless_empty(change.before);
    entry.after = hash_unless_empty(change.after);
    run(connection, "INSERT INTO audit_entry (" AUDIT_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.number, entry.at, entry.who, entry.thing, entry.thing_id, entry.sentence.key,
        written_args(entry.sentence), entry.before, entry.after, entry.previous_hash, hash_of(entry));
    return entry.number;
}

Actor actor_of(Connection& connection) {
    if (const std::optional<Actor>& actor = connection.actor()) return *actor;
    return {"", scalar(connection, WallTime{}, "SELECT coalesce(last_seen, created_at) FROM meta")};
}

std::int64_t audit(Connection& connection, const AuditedChange& change) {
    return audit(connection, actor_of(connection), change);
}

std::int64_t audit(Connection& connection, std::string_view thing, std::int64_t id, const std::string& before,
                   const Message& sentence) {
    return audit(connection, {std::string(thing), id, sentence, before, thing_text(connection, thing, id)});
}

std::string thing_text(Connection& connection, std::string_view thing, std::int64_t id) {
    std::string text;
    for (const ThingRows& rows : kThings) {
        if (rows.thing != thing) continue;
        Query query(connection, rows.sql, id);
        while (query.next()) {
            LedgerRecord record;
            for (int i = 0; i < query.columns(); ++i)
                record.emplace_back(query.column_name(i), written(query.value(i)));
            text += canonical(record) + "\n";
        }
    }
    return text;
}

std::vector<AuditEntry> audit_entries(Connection& connection, const AuditFilter& filter) {
    Query query(connection,
                "SELECT " AUDIT_COLUMNS
                " FROM audit_entry WHERE (?1 IS NULL OR at >= ?1) AND (?2 IS NULL OR at < ?2)"
                " AND (?3 = '' OR thing = ?3) AND (?4 = 0 OR thing_id = ?4) ORDER BY id",
                filter.from, filter.until, filter.thing, filter.thing_id);
    std::vector<AuditEntry> entries;
    while (query.next()) {
        AuditEntry entry = entry_of(query);
        if (filter.who.empty() || is_same_person(filter.who, entry.who)) entries.push_back(std::move(entry));
    }
    const auto most = static_cast<std::ptrdiff_t>(filter.most);
    if (std::ssize(entries) > most) entries.erase(entries.begin(), entries.end() - most);
    return entries;
}

std::optional<WallTime> last_act(Connection& connection, const std::string& who) {
    Query query(connection, "SELECT who, max(at) FROM audit_entry GROUP BY who");
    std::optional<WallTime> last;
    while (query.next()) {
        std::string name;
        WallTime at;
        query.read(name, at);
        if (is_same_person(name, who)) last = std::max(last.value_or(at), at);
    }
    return last;
}

AuditVerdict verify_audit(Connection& connection) {
    AuditVerdict verdict;
    verdict.head = kAuditGenesis;
    Query query(connection, "SELECT " AUDIT_COLUMNS " FROM audit_entry ORDER BY id");
    while (!verdict.fault && query.next()) {
        const AuditEntry entry = entry_of(query);
        const std::int64_t expected = verdict.entries + 1;
        if (entry.number != expected) {
            verdict.fault = fault("store.verify_audit_gap", expected);
        } else if (entry.previous_hash != verdict.head) {
            verdict.fault = fault("store.verify_audit_chain", entry.number);
        } else if (entry.hash != hash_of(entry)) {
            verdict.fault = fault("store.verify_audit_changed", entry.number);
        }
        verdict.head = entry.hash;
        ++verdict.entries;
    }
    if (!verdict.fault) verdict.fault = unrecorded_approval(connection);
    return verdict;
}

}  // namespace truyenthanh

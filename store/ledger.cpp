// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See ledger.h.
#include "store/ledger.h"

#include <cmath>

#include "core/error.h"
#include "store/ledger_days.h"
#include "store/ledger_record.h"

namespace truyenthanh {
namespace {

#define ENTRY_COLUMNS                                                                                          \
    "id, kind, date, slot, exception, position, slot_name, programme, programme_name, item, recording, relay," \
    " relay_level, title, item_kind, sha256, approved_by, planned_start, planned_frames, zones, gain_mdb,"     \
    " opened_at, started, ended, epoch, first, frames, starved, silenced, is_estimated, outcome, cause,"       \
    " cause_args, closed_at, number, previous_hash, hash"

AsRunEntry entry_of(const Query& query) {
    AsRunEntry e;
    std::int64_t gain_mdb = 0;
    std::string epoch;
    std::optional<std::string> cause, cause_args, previous_hash, hash;
    std::optional<std::int64_t> number;
    EntryIntent& i = e.intent;
    EntryCount& c = e.count;
    query.read(e.id, i.kind, i.transmission.date, i.transmission.slot, i.transmission.exception, i.position,
               i.slot_name, i.programme, i.programme_name, i.item, i.recording, i.relay, i.relay_level, i.title,
               i.item_kind, i.sha256, i.approved_by, i.planned_start, i.planned_frames, i.zones, gain_mdb, e.opened_at,
               c.started, c.ended, epoch, c.first, c.frames, c.starved, c.silenced, c.is_estimated, e.outcome, cause,
               cause_args, e.closed_at, number, previous_hash, hash);
    i.gain_db = static_cast<double>(gain_mdb) / 1'000.0;
    c.epoch = std::strtoull(epoch.c_str(), nullptr, 10);
    if (cause) e.cause = read_message(*cause, cause_args.value_or("[]"));
    e.number = number.value_or(0);
    e.previous_hash = previous_hash.value_or("");
    e.hash = hash.value_or("");
    return e;
}

std::vector<AsRunEntry> entries_of(Query& query) {
    std::vector<AsRunEntry> entries;
    while (query.next()) entries.push_back(entry_of(query));
    return entries;
}

std::optional<AsRunEntry> find_entry(Connection& connection, EntryId entry) {
    Query query(connection, "SELECT " ENTRY_COLUMNS " FROM as_run WHERE id = ?", entry);
    if (!query.next()) return std::nullopt;
    return entry_of(query);
}

// Planned things happen once; fillers, gaps and calls of a person may come again.
bool happens_once(EntryKind kind) {
    return kind == EntryKind::Item || kind == EntryKind::Relay || kind == EntryKind::Insert || kind == EntryKind::Bed ||
           kind == EntryKind::Session;
}

void check_occurrence(Connection& connection, const EntryIntent& intent) {
    if (!happens_once(intent.kind)) return;
    const EntryId other = scalar(connection, EntryId{},
                                 "SELECT id FROM as_run WHERE date = ? AND slot = ? AND exception = ? AND kind = ?"
                                 " AND position = ?",
                                 intent.transmission.date, intent.transmission.slot, intent.transmission.exception,
                                 intent.kind, intent.position);
    if (!other) return;
    throw StoreError({"store.occurrence_twice",
                      {{"transmission", to_string(intent.transmission)},
                       {"title", intent.title},
                       {"entry", std::to_string(other.value)}}});
}

void write_count(Connection& connection, EntryId entry, const EntryCount& c, WallTime now) {
    run(connection,
        "UPDATE as_run SET started = ?, ended = ?, epoch = ?, first = ?, frames = ?, starved = ?, silenced = ?,"
        " is_estimated = ?, refreshed_at = ? WHERE id = ? AND number IS NULL",
        c.started, c.ended, std::to_string(c.epoch), c.first, c.frames, c.starved, c.silenced, c.is_estimated, now,
        entry);
}

// Puts the entry at the end of the chain.
void chain(Connection& connection, AsRunEntry& entry) {
    entry.number = scalar(connection, std::int64_t{0}, "SELECT coalesce(max(number), 0) FROM as_run") + 1;
    entry.previous_hash = scalar(connection, std::string(),
                                 "SELECT coalesce((SELECT hash FROM as_run WHERE number = ?),"
                                 " (SELECT genesis FROM meta))",
                                 entry.number - 1);
    entry.hash = chain_hash(entry);
    std::optional<std::string> key, args;
    if (entry.cause) {
        key = entry.cause->key;
        args = written_args(*entry.cause);
    }
    run(connection,
        "UPDATE as_run SET outcome = ?, cause = ?, cause_args = ?, closed_at = ?, number = ?, previous_hash = ?,"
        " hash = ? WHERE id = ?",
        entry.outcome, key, args, entry.closed_at, entry.number, entry.previous_hash, entry.hash, entry.id);
}

}  // namespace

EntryId Ledger::open(const EntryIntent& i, WallTime now) {
    Transaction transaction(connection_);
    check_occurrence(connection_, i);
    const EntryId id{scalar(connection_, std::int64_t{0}, "SELECT coalesce(max(id), 0) FROM as_run") + 1};
    run(connection_,
        "INSERT INTO as_run (id, kind, date, slot, exception, position, slot_name, programme, programme_name, item,"
        " recording, relay, relay_level, title, item_kind, sha256, approved_by, planned_start, planned_frames, zones,"
        " gain_mdb, opened_at, refreshed_at, epoch, frames, starved, silenced, is_estimated)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '0', 0, 0, 0, 0)",
        id, i.kind, i.transmission.date, i.transmission.slot, i.transmission.exception, i.position, i.slot_name,
        i.programme, i.programme_name, i.item, i.recording, i.relay, i.relay_level, i.title, i.item_kind, i.sha256,
        i.approved_by, i.planned_start, i.planned_frames, i.zones, std::int64_t{std::llround(i.gain_db * 1'000.0)}, now,
        now);
    transaction.commit();
    return id;
}

void Ledger::progress(const std::vector<std::pair<EntryId, EntryCount>>& counts, WallTime now) {
    if (counts.empty()) return;
    Transaction transaction(connection_);
    for (const auto& [entry, count] : counts) write_count(connection_, entry, count, now);
    transaction.commit();
}

void Ledger::close(EntryId id, const EntryCount& count, Outcome outcome, const std::optional<Message>& cause,
                   WallTime now) {
    Transaction transaction(connection_);
    std::optional<AsRunEntry> entry = find_entry(connection_, id);
    if (!entry) throw StoreError({"store.no_entry", {{"entry", std::to_string(id.value)}}});
    if (entry->outcome) return;
    write_count(connection_, id, count, now);
    entry->count = count;
    entry->outcome = outcome;
    entry->cause = cause;
    entry->closed_at = now;
    chain(connection_, *entry);
    transaction.commit();
}

std::vector<AsRunEntry> Ledger::open_entries() {
    Query query(connection_, "SELECT " ENTRY_COLUMNS " FROM as_run WHERE number IS NULL ORDER BY id");
    return entries_of(query);
}

std::optional<Outcome> Ledger::outcome_of(const TransmissionKey& transmission, EntryKind kind, int position) {
    return scalar(connection_, std::optional<Outcome>(),
                  "SELECT outcome FROM as_run WHERE date = ? AND slot = ? AND exception = ? AND kind = ?"
                  " AND position = ? AND number IS NOT NULL ORDER BY number DESC LIMIT 1",
                  transmission.date, transmission.slot, transmission.exception, kind, position);
}

std::vector<AsRunEntry> as_run_entries(Connection& connection, const AsRunFilter& f) {
    Query query(connection,
                "SELECT " ENTRY_COLUMNS
                " FROM as_run WHERE (?1 IS NULL OR coalesce(started, planned_start) >= ?1)"
                " AND (?2 IS NULL OR coalesce(started, planned_start) < ?2) AND (?3 IS NULL OR kind = ?3)"
                " AND (?4 IS NULL OR outcome = ?4) AND (?5 IS NULL OR slot = ?5) AND (?6 OR number IS NOT NULL)"
                " ORDER BY coalesce(started, planned_start), id",
                f.from, f.until, f.kind, f.outcome, f.slot, f.with_open);
    return entries_of(query);
}

std::vector<AsRunEntry> entries_planned(Connection& connection, WallTime from, WallTime until) {
    Query query(connection,
                "SELECT " ENTRY_COLUMNS
                " FROM as_run WHERE planned_start >= ? AND planned_start < ? ORDER BY planned_start, position, id",
                from, until);
    return entries_of(query);
}

std::vector<AsRunEntry> entries_of_days(Connection& connection, LocalDate from, LocalDate to) {
    const auto first = WallTime(std::chrono::sys_days(from)) - std::chrono::hours{48};
    const auto last = WallTime(std::chrono::sys_days(to)) + std::chrono::hours{72};
    Query query(connection,
                "SELECT " ENTRY_COLUMNS
                " FROM as_run WHERE planned_start BETWEEN ? AND ? AND date BETWEEN ? AND ?"
                " ORDER BY planned_start, position, id",
                first, last, from, to);
    return entries_of(query);
}

AsRunEntry read_entry(Connection& connection, EntryId entry) {
    std::optional<AsRunEntry> found = find_entry(connection, entry);
    if (!found) throw RequestError({"store.no_entry", {{"entry", std::to_string(entry.value)}}});
    return *std::move(found);
}

std::vector<AsRunEntry> chained_entries(Connection& connection) {
    Query query(connection, "SELECT " ENTRY_COLUMNS " FROM as_run WHERE number IS NOT NULL ORDER BY number");
    return entries_of(query);
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See station.h.
#include "store/station.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "core/error.h"
#include "store/ledger_record.h"

namespace truyenthanh {
namespace {

// The triggers that keep rows for ever; in a copy made for rehearsing they come off and on again.
std::vector<std::pair<std::string, std::string>> keeping_triggers(Connection& connection) {
    Query query(connection,
                "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
                " AND tbl_name IN ('as_run', 'station_event')");
    std::vector<std::pair<std::string, std::string>> triggers;
    while (query.next()) {
        auto& [name, sql] = triggers.emplace_back();
        query.read(name, sql);
    }
    return triggers;
}

void empty_ledger(Connection& copy) {
    const auto triggers = keeping_triggers(copy);
    for (const auto& [name, sql] : triggers) copy.run(("DROP TRIGGER " + name).c_str());
    copy.run("DELETE FROM fault_entry; DELETE FROM as_run; DELETE FROM station_event;");
    for (const auto& [name, sql] : triggers) copy.run(sql.c_str());
}

}  // namespace

std::optional<WallTime> last_seen(Connection& connection) {
    return scalar(connection, std::optional<WallTime>(), "SELECT last_seen FROM meta");
}

void note_seen(Connection& connection, WallTime now) {
    run(connection, "UPDATE meta SET last_seen = ?1 WHERE last_seen IS NULL OR last_seen < ?1", now);
}

bool is_rehearsal(Connection& connection) { return scalar(connection, false, "SELECT is_rehearsal FROM meta"); }

void check_is_for_air(Connection& connection) {
    const std::string genesis = scalar(connection, std::string(), "SELECT genesis FROM meta");
    const std::string begin = scalar(connection, genesis, "SELECT previous_hash FROM as_run WHERE number = 1");
    if (is_rehearsal(connection) || genesis != kStationGenesis || begin != kStationGenesis) {
        throw RequestError({"store.is_rehearsal", {{"file", connection.file().string()}}});
    }
}

Connection make_rehearsal_copy(Connection& station, const std::filesystem::path& database) {
    if (std::filesystem::exists(database)) {
        throw RequestError({"store.file_exists", {{"file", database.string()}}});
    }
    station.copy_to(database);
    Connection copy(database, DatabaseAccess::ReadWrite);
    copy.run("PRAGMA synchronous = OFF");
    Transaction transaction(copy);
    empty_ledger(copy);
    run(copy, "UPDATE meta SET is_rehearsal = 1, genesis = ?, last_seen = NULL", kRehearsalGenesis);
    transaction.commit();
    return copy;
}

StationLock::StationLock(const std::filesystem::path& file)
    : file_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640)) {
    if (!file_) throw StoreError({"store.failed", {{"file", file.string()}, {"reason", std::strerror(errno)}}});
    if (::flock(file_.get(), LOCK_EX | LOCK_NB) == 0) return;
    if (errno == EWOULDBLOCK) throw RequestError({"store.station_runs", {{"file", file.string()}}});
    throw StoreError({"store.failed", {{"file", file.string()}, {"reason", std::strerror(errno)}}});
}

}  // namespace truyenthanh

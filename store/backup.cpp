// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See backup.h.
#include "store/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/descriptor.h"
#include "core/error.h"
#include "store/migrations.h"
#include "store/verify.h"

namespace truyenthanh {
namespace {

using std::filesystem::path;

void sync(const path& file) {
    const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor || ::fsync(descriptor.get()) != 0) {
        throw StoreError({"store.failed", {{"file", file.string()}, {"reason", std::strerror(errno)}}});
    }
}

[[noreturn]] void refuse(const path& backup, const std::string& reason) {
    throw RequestError({"store.bad_backup", {{"file", backup.string()}, {"reason", reason}}});
}

// A copy under a passing name, then in one step under its own.
void copy_whole(Connection& connection, const path& target) {
    path passing = target;
    passing += ".part";
    std::filesystem::remove(passing);
    connection.copy_to(passing);
    Connection(passing, DatabaseAccess::ReadWrite).run("PRAGMA journal_mode = DELETE");
    check_backup(passing);
    sync(passing);
    std::filesystem::rename(passing, target);
    sync(target.parent_path());
}

// Keeps the database as it lies, damaged or not; where it was, under the folder.
path keep_old(const path& database, const path& folder, WallTime now) {
    if (!std::filesystem::exists(database)) return {};
    try {
        Connection(database, DatabaseAccess::ReadWrite).run("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (const StoreError&) {
        // A damaged one is a reason to restore; its parts are kept beside each other.
    }
    std::filesystem::create_directories(folder);
    const path kept = folder / ("replaced-" + file_stamp(now) + ".db");
    if (std::filesystem::exists(kept)) throw RequestError({"store.file_exists", {{"file", kept.string()}}});
    std::filesystem::copy_file(database, kept);
    const path log = database.string() + "-wal";
    if (std::filesystem::exists(log)) std::filesystem::copy_file(log, kept.string() + "-wal");
    sync(kept);
    return kept;
}

// A log of the old database must never meet the new one, so it goes first.
void put_in_place(const path& passing, const path& database) {
    std::filesystem::remove(database.string() + "-wal");
    std::filesystem::remove(database.string() + "-shm");
    std::filesystem::rename(passing, database);
    sync(database.parent_path());
}

}  // namespace

std::filesystem::path back_up(Connection& connection, const path& folder, WallTime now) {
    try {
        std::filesystem::create_directories(folder);
        const path target = folder / ("station-" + file_stamp(now) + ".db");
        if (std::filesystem::exists(target)) {
            throw RequestError({"store.file_exists", {{"file", target.string()}}});
        }
        copy_whole(connection, target);
        return target;
    } catch (const std::filesystem::filesystem_error& error) {
        throw StoreError({"store.failed", {{"file", folder.string()}, {"reason", error.code().message()}}});
    }
}

void check_backup(const path& backup) {
    try {
        Connection connection(backup, DatabaseAccess::ReadOnly);
        const int version = schema_version(connection);
        if (version > schema_version()) refuse(backup, "schema " + std::to_string(version));
        const std::string pages = scalar(connection, std::string(), "PRAGMA integrity_check");
        if (pages != "ok") refuse(backup, pages);
        if (!scalar(connection, std::string(), "SELECT \"table\" FROM pragma_foreign_key_check").empty()) {
            refuse(backup, "foreign_key_check");
        }
        const LedgerVerdict verdict = verify_ledger(connection);
        if (verdict.fault) refuse(backup, to_string(*verdict.fault));
    } catch (const StoreError& error) {
        refuse(backup, error.what());
    }
}

std::filesystem::path restore(const path& backup, const path& database, const path& folder, WallTime now) {
    try {
        if (!std::filesystem::exists(backup)) refuse(backup, std::strerror(ENOENT));
        check_backup(backup);
        path passing = database;
        passing += ".part";
        std::filesystem::remove(passing);
        Connection(backup, DatabaseAccess::ReadOnly).copy_to(passing);
        sync(passing);
        path kept = keep_old(database, folder, now);
        put_in_place(passing, database);
        return kept;
    } catch (const std::filesystem::filesystem_error& error) {
        throw StoreError({"store.failed", {{"file", database.string()}, {"reason", error.code().message()}}});
    }
}

}  // namespace truyenthanh

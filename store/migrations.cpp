// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See migrations.h.
#include "store/migrations.h"

#include "core/error.h"
#include "store/ledger_record.h"

namespace truyenthanh {
namespace {

constexpr std::int64_t kApplicationId = 0x7472'7468;  // "trth"

[[noreturn]] void refuse(const char* key, const std::filesystem::path& file, int version) {
    throw StoreError(
        {key,
         {{"file", file.string()}, {"version", std::to_string(version)}, {"known", std::to_string(kSchemaVersion)}}});
}

void migrate(Connection& connection, int from) {
    for (int version = from + 1; version <= kSchemaVersion; ++version) {
        Transaction transaction(connection);
        connection.run(kMigrations[version - 1]);
        connection.run(("PRAGMA user_version = " + std::to_string(version)).c_str());
        transaction.commit();
    }
}

void make_station(Connection& connection, WallTime now) {
    Transaction transaction(connection);
    connection.run(("PRAGMA application_id = " + std::to_string(kApplicationId)).c_str());
    connection.run(kMigrations[0]);
    connection.run("PRAGMA user_version = 1");
    run(connection, "INSERT INTO meta (id, created_at, genesis) VALUES (1, ?, ?)", now, kStationGenesis);
    transaction.commit();
}

bool is_empty(Connection& connection) {
    return scalar(connection, std::int64_t{0}, "SELECT count(*) FROM sqlite_schema") == 0;
}

}  // namespace

std::string file_stamp(WallTime at) {
    std::string stamp = to_string(std::chrono::floor<std::chrono::seconds>(at));
    std::string result;
    for (const char c : stamp) {
        if (c >= '0' && c <= '9') result += c;
        if (c == 'T') result += '-';
    }
    return result;
}

int schema_version(Connection& connection) {
    if (scalar(connection, std::int64_t{0}, "PRAGMA application_id") != kApplicationId) {
        refuse("store.not_a_station", connection.file(), 0);
    }
    return scalar(connection, 0, "PRAGMA user_version");
}

Connection open_station(const std::filesystem::path& database, const std::filesystem::path& backups, WallTime now) {
    Connection connection(database, Access::ReadWrite, true);
    if (is_empty(connection)) make_station(connection, now);
    const int version = schema_version(connection);
    if (version > kSchemaVersion) refuse("store.newer_schema", database, version);
    if (version < kSchemaVersion) {
        std::filesystem::create_directories(backups);
        connection.copy_to(backups / ("before-" + std::to_string(kSchemaVersion) + "-" + file_stamp(now) + ".db"));
        migrate(connection, version);
    }
    return connection;
}

Connection open_station_read_only(const std::filesystem::path& database) {
    if (!std::filesystem::exists(database)) refuse("store.missing", database, 0);
    Connection connection(database, Access::ReadOnly);
    const int version = schema_version(connection);
    if (version > kSchemaVersion) refuse("store.newer_schema", database, version);
    if (version < kSchemaVersion) refuse("store.older_schema", database, version);
    return connection;
}

}  // namespace truyenthanh

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
         {{"file", file.string()}, {"version", std::to_string(version)}, {"known", std::to_string(schema_version())}}});
}

void migrate(Connection& connection, Migrations migrations, std::size_t from) {
    for (std::size_t step = from; step < migrations.size(); ++step) {
        Transaction transaction(connection);
        connection.run(migrations[step]);
        connection.run(("PRAGMA user_version = " + std::to_string(step + 1)).c_str());
        transaction.commit();
    }
}

void make_station(Connection& connection, const char* schema, WallTime now) {
    Transaction transaction(connection);
    connection.run(("PRAGMA application_id = " + std::to_string(kApplicationId)).c_str());
    connection.run(schema);
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

Connection open_station(const std::filesystem::path& database, const std::filesystem::path& backups, WallTime now,
                        Migrations migrations) {
    Connection connection(database, DatabaseAccess::ReadWrite, true);
    const bool is_new = is_empty(connection);
    if (is_new) make_station(connection, migrations.front(), now);
    const int version = schema_version(connection);
    const int newest = static_cast<int>(migrations.size());
    if (version > newest) refuse("store.newer_schema", database, version);
    if (version < newest && !is_new) {
        std::filesystem::create_directories(backups);
        connection.copy_to(backups / ("before-" + std::to_string(newest) + "-" + file_stamp(now) + ".db"));
    }
    migrate(connection, migrations, static_cast<std::size_t>(version));
    return connection;
}

Connection open_station_read_only(const std::filesystem::path& database) {
    if (!std::filesystem::exists(database)) refuse("store.missing", database, 0);
    Connection connection(database, DatabaseAccess::ReadOnly);
    const int version = schema_version(connection);
    if (version > schema_version()) refuse("store.newer_schema", database, version);
    if (version < schema_version()) refuse("store.older_schema", database, version);
    return connection;
}

}  // namespace truyenthanh

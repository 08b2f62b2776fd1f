// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A station's database is made, opened, and not opened.
#include "store/migrations.h"

#include <fstream>

#include "store/week.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using namespace std::chrono_literals;

namespace {

// What this program knows, and one step more.
std::vector<const char*> known_and(const char* step) {
    std::vector<const char*> steps(known_migrations().begin(), known_migrations().end());
    steps.push_back(step);
    return steps;
}

}  // namespace

TEST_CASE("a new station is at the newest schema, in WAL, with full synchronisation and foreign keys") {
    TemporaryStation station;
    CHECK(schema_version(station.connection) == schema_version());
    CHECK(scalar(station.connection, std::string(), "PRAGMA journal_mode") == "wal");
    CHECK(scalar(station.connection, 0, "PRAGMA synchronous") == 2);
    CHECK(scalar(station.connection, 0, "PRAGMA foreign_keys") == 1);
    CHECK(scalar(station.connection, 0, "PRAGMA busy_timeout") == 5'000);
    CHECK_FALSE(std::filesystem::exists(station.backups));
}

TEST_CASE("every table is strict") {
    TemporaryStation station;
    CHECK(
        scalar(station.connection, std::string("none"),
               "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'") ==
        "none");
}

TEST_CASE("a station opened again keeps what it had") {
    TemporaryFolder folder;
    const auto file = folder.path() / "station.db";
    {
        Connection connection = open_station(file, folder.path() / "backups", at());
        add_item(connection, "Tin", ItemKind::News, at());
    }
    Connection connection = open_station(file, folder.path() / "backups", at());
    CHECK(list_items(connection).size() == 1);
}

TEST_CASE("a database of a newer program is refused and left alone") {
    TemporaryStation station;
    station.connection.run("PRAGMA user_version = 99");
    CHECK(refusal([&] { open_station(station.database, station.backups, at()); }) == "store.newer_schema");
    CHECK(refusal([&] { open_station_read_only(station.database); }) == "store.newer_schema");
    CHECK(scalar(station.connection, 0, "PRAGMA user_version") == 99);
}

TEST_CASE("a file that is no station's database is refused") {
    TemporaryFolder folder;
    const auto text = folder.path() / "text.db";
    std::ofstream(text) << "this is not a database, only a longer text about nothing in particular";
    CHECK(refusal([&] { open_station(text, folder.path(), at()); }) == "store.failed");
    const auto other = folder.path() / "other.db";
    Connection(other, DatabaseAccess::ReadWrite, true).run("CREATE TABLE t (a)");
    CHECK(refusal([&] { open_station(other, folder.path(), at()); }) == "store.not_a_station");
    CHECK(refusal([&] { open_station_read_only(folder.path() / "absent.db"); }) == "store.missing");
}

TEST_CASE("a migration keeps a copy of what was there before it") {
    TemporaryStation station;
    add_item(station.connection, "Tin", ItemKind::News, at());
    const std::vector<const char*> newer = known_and("ALTER TABLE item ADD COLUMN note TEXT");
    Connection migrated = open_station(station.database, station.backups, at(1h), newer);
    CHECK(schema_version(migrated) == schema_version() + 1);
    CHECK(scalar(migrated, std::optional<std::string>("x"), "SELECT note FROM item") == std::nullopt);
    Connection before = open_station_read_only(
        station.backups / ("before-" + std::to_string(schema_version() + 1) + "-20261205-010000.db"));
    CHECK(schema_version(before) == schema_version());
    CHECK(list_items(before).size() == 1);
    CHECK(refusal([&] { open_station(station.database, station.backups, at()); }) == "store.newer_schema");
}

TEST_CASE("a new station goes through every migration and needs no copy") {
    TemporaryFolder folder;
    const std::vector<const char*> newer = known_and("ALTER TABLE item ADD COLUMN note TEXT");
    Connection made = open_station(folder.path() / "station.db", folder.path() / "backups", at(), newer);
    CHECK(schema_version(made) == schema_version() + 1);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "backups"));
}

TEST_CASE("a migration that fails leaves the station as it was") {
    TemporaryStation station;
    add_item(station.connection, "Tin", ItemKind::News, at());
    const std::vector<const char*> broken = known_and("UPDATE item SET title = 'x'; ALTER TABLE absent ADD COLUMN a");
    CHECK(refusal([&] { open_station(station.database, station.backups, at(), broken); }) == "store.failed");
    Connection again = open_station(station.database, station.backups, at());
    CHECK(schema_version(again) == schema_version());
    CHECK(list_items(again).size() == 1);
}

TEST_CASE("an older station is not read before it has been brought up to date") {
    TemporaryStation station;
    station.connection.run("PRAGMA user_version = 0");
    CHECK(refusal([&] { open_station_read_only(station.database); }) == "store.older_schema");
}

TEST_CASE("copies are named by their time") {
    CHECK(file_stamp(at(7h + 30min + 15s)) == "20261205-073015");
    CHECK(file_stamp(at(1500ms)) == "20261205-000001");
}

TEST_CASE("a reader sees what the station commits and cannot write") {
    TemporaryStation station;
    Connection reader = open_station_read_only(station.database);
    CHECK(list_items(reader).empty());
    add_item(station.connection, "Tin", ItemKind::News, at());
    CHECK(list_items(reader).size() == 1);
    CHECK(refusal([&] { add_item(reader, "Tin", ItemKind::News, at()); }) == "store.failed");
}

TEST_CASE("what is not committed is not there") {
    TemporaryStation station;
    {
        Change change(station.connection);
        run(station.connection, "INSERT INTO person (name, folded, added_at) VALUES ('A', 'a', 0)");
    }
    CHECK(scalar(station.connection, std::int64_t{-1}, "SELECT count(*) FROM person") == 0);
    CHECK(generation(station.connection) == 0);
}

TEST_CASE("a word the program does not know is a fault of the database, not a crash") {
    TemporaryStation station;
    add_item(station.connection, "Tin", ItemKind::News, at());
    station.connection.run("UPDATE item SET kind = 'gossip'");
    CHECK(refusal([&] { list_items(station.connection); }) == "store.bad_value");
}

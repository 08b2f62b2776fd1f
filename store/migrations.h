// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opens a station's database at the schema this program knows. Migrations are numbered by user_version and only ever
// added to; a copy of the database is kept before the first of them is run. Thread: any, a connection each.
#pragma once

#include <filesystem>
#include <span>

#include "core/units.h"
#include "store/connection.h"

namespace truyenthanh {

// The SQL of each step, the first one making everything.
using Migrations = std::span<const char* const>;
Migrations known_migrations();
inline int schema_version() { return static_cast<int>(known_migrations().size()); }

// Makes the database if there is none, else migrates it, leaving BACKUPS/before-N-DATE.db behind if it had to.
// Throws StoreError store.newer_schema where a newer program has written it, store.not_a_station for another file.
// A step that fails leaves the database as the step before it made it.
Connection open_station(const std::filesystem::path& database, const std::filesystem::path& backups, WallTime now,
                        Migrations migrations = known_migrations());

// For reading beside a running station or without one. Throws StoreError: store.missing, store.newer_schema,
// store.older_schema (the station must be started once), store.not_a_station.
Connection open_station_read_only(const std::filesystem::path& database);

// The user_version of a station's database; throws store.not_a_station.
int schema_version(Connection& connection);

// "20261205-073000", for the names of copies.
std::string file_stamp(WallTime at);

}  // namespace truyenthanh

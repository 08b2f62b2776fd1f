// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Copies of the database and the way back. The masters are not in them: they never change once written.
// Thread: any, with a connection of its own.
#pragma once

#include <filesystem>

#include "core/units.h"
#include "store/connection.h"

namespace truyenthanh {

// Copies the database into FOLDER/station-DATE.db while the station goes on, checks the copy, and says where it is.
// Appears under its name only when it is whole. Throws StoreError, RequestError store.file_exists.
std::filesystem::path back_up(Connection& connection, const std::filesystem::path& folder, WallTime now);

// Whole pages, a ledger that verifies, a schema this program knows. Throws RequestError store.bad_backup with why.
void check_backup(const std::filesystem::path& backup);

// Puts a checked backup in the database's place, atomically; what was there is kept as FOLDER/replaced-DATE.db, and
// that path is returned (empty if there was none). The caller holds the StationLock.
std::filesystem::path restore(const std::filesystem::path& backup, const std::filesystem::path& database,
                              const std::filesystem::path& folder, WallTime now);

}  // namespace truyenthanh

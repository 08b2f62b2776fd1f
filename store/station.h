// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a database says of its station as a whole, copies of it, and the lock of its one writer: table meta.
// Thread: that of the connection.
#pragma once

#include <filesystem>
#include <optional>

#include "core/descriptor.h"
#include "store/connection.h"

namespace truyenthanh {

// The latest wall time the station has seen; a clock before it is not believed. Never moved back.
std::optional<WallTime> last_seen(Connection& connection);
void note_seen(Connection& connection, WallTime now);

// A copy that holds a rehearsal is never to be put on air.
bool is_rehearsal(Connection& connection);
// Throws RequestError store.is_rehearsal for such a copy; truyenthanhd asks before anything else.
void check_is_for_air(Connection& connection);

// A copy of the station as it is, its ledger and diary emptied and its chain begun anew where a rehearsal's does.
// Written with little care for power cuts. Throws RequestError store.file_exists where `database` is there already.
Connection make_rehearsal_copy(Connection& station, const std::filesystem::path& database);

// Held while the database may be written or replaced. Throws RequestError store.station_runs where another holds it,
// StoreError where the file cannot be made.
class StationLock {
public:
    explicit StationLock(const std::filesystem::path& file);

private:
    Descriptor file_;
};

}  // namespace truyenthanh

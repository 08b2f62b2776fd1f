// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See relay_hours.h.
#include "store/relay_hours.h"

namespace truyenthanh {
namespace {

WallTime hour_of(WallTime at) { return std::chrono::floor<std::chrono::hours>(at); }

}  // namespace

void add_relay_evidence(Connection& connection, RelayId relay, WallTime at, const RelayEvidence& more) {
    run(connection,
        "INSERT INTO relay_hour (relay, hour, open_s, lost_s, drops, switches, ppm, errors, silent_s, stuck_s)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (relay, hour) DO UPDATE SET open_s = open_s + excluded.open_s, lost_s = lost_s + excluded.lost_s,"
        " drops = drops + excluded.drops, switches = switches + excluded.switches, ppm = coalesce(excluded.ppm, ppm),"
        " errors = errors + excluded.errors, silent_s = silent_s + excluded.silent_s,"
        " stuck_s = stuck_s + excluded.stuck_s",
        relay, hour_of(at), more.open_s, more.lost_s, more.drops, more.switches, more.ppm, more.errors, more.silent_s,
        more.stuck_s);
}

RelayEvidence relay_evidence(Connection& connection, RelayId relay, WallTime from, WallTime until) {
    RelayEvidence all;
    Query query(connection,
                "SELECT coalesce(sum(open_s), 0.0), coalesce(sum(lost_s), 0.0), coalesce(sum(drops), 0),"
                " coalesce(sum(switches), 0), coalesce(sum(errors), 0), coalesce(sum(silent_s), 0.0),"
                " coalesce(sum(stuck_s), 0.0) FROM relay_hour WHERE relay = ? AND hour >= ? AND hour < ?",
                relay, from, until);
    if (query.next())
        query.read(all.open_s, all.lost_s, all.drops, all.switches, all.errors, all.silent_s, all.stuck_s);
    all.ppm = scalar(connection, std::optional<double>{},
                     "SELECT ppm FROM relay_hour WHERE relay = ? AND hour >= ? AND hour < ? AND ppm IS NOT NULL"
                     " ORDER BY hour DESC LIMIT 1",
                     relay, from, until);
    return all;
}

void forget_relay_evidence(Connection& connection, WallTime before) {
    run(connection, "DELETE FROM relay_hour WHERE hour < ?", before);
}

}  // namespace truyenthanh

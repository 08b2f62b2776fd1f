// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Backups in turn, and what may leave the masters.
#include <algorithm>
#include <set>

#include "core/names.h"
#include "store/backup.h"
#include "store/ledger.h"
#include "store/retention.h"
#include "store/rotation.h"
#include "store/table_csv.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using std::chrono::days;
using std::chrono::hours;

namespace {

std::string backup_of(WallTime time) { return "station-" + file_stamp(time) + ".db"; }

// One more each night for so many nights, the old ones leaving in their turn.
std::set<std::string> after_nights(int nights) {
    std::set<std::string> kept;
    for (int night = 0; night < nights; ++night) {
        kept.insert(backup_of(at(days{night})));
        for (const std::string& gone : out_of_rotation({kept.begin(), kept.end()}, {})) kept.erase(gone);
    }
    return kept;
}

// An archived item with sound, last heard on the fifth of December 2026.
ItemId archived_item(Connection& connection, Ledger& ledger) {
    const ItemId item = add_item(connection, "Tin cũ", ItemKind::News, at());
    add_recording(connection, some_recording('a', item));
    run(connection, "UPDATE item SET state = 'archived' WHERE id = ?", item);
    EntryIntent intent;
    intent.transmission = {*parse_date("2026-12-05"), SlotId{1}, {}};
    intent.position = 1;
    intent.item = item;
    intent.planned_start = at(hours{1});
    intent.planned_frames = Frames{48'000};
    EntryCount count;
    count.started = at(hours{1});
    count.ended = at(hours{2});
    count.frames = Frames{48'000};
    ledger.close(ledger.open(intent, at(hours{1})), count, Outcome::Aired, std::nullopt, at(hours{2}));
    return item;
}

}  // namespace

TEST_CASE("of nightly backups over three years, a week, five weeks, a year of months and every year remain") {
    const std::set<std::string> kept = after_nights(3 * 365);
    CHECK(kept.size() <= 7 + 5 + 12 + 4);
    CHECK(kept.size() >= 7 + 3 + 11 + 2);
    for (int night = 3 * 365 - 7; night < 3 * 365; ++night) CHECK(kept.contains(backup_of(at(days{night}))));
    CHECK(std::count_if(kept.begin(), kept.end(),
                        [](const std::string& name) { return name.starts_with("station-2026"); }) >= 1);
}

TEST_CASE("the newest backup stays whatever the rotation, and other files are left alone") {
    const std::vector<std::string> names{
        backup_of(at()), backup_of(at(hours{1})),     "replaced-20261205-000000.db", "station-2026.db",
        "notes.txt",     "station-aaaaaaaa-bbbbbb.db"};
    CHECK(out_of_rotation(names, {0, 0, 0}) == std::vector<std::string>{backup_of(at())});
    CHECK(out_of_rotation({}, {}).empty());
}

TEST_CASE("a rotated folder still restores to a ledger that verifies") {
    TemporaryStation station;
    Ledger ledger(station.connection);
    archived_item(station.connection, ledger);
    std::filesystem::path newest;
    for (const auto after : {hours{0}, hours{24}, hours{25}, hours{48}})
        newest = back_up(station.connection, station.backups, at(after));
    const auto gone = rotate_backups(station.backups, {2, 0, 0});
    CHECK(gone == std::vector<std::string>{backup_of(at(hours{24})), backup_of(at())});
    CHECK(std::filesystem::exists(newest));
    TemporaryFolder elsewhere;
    restore(newest, elsewhere.path() / "station.db", elsewhere.path(), at());
    Connection restored = open_station_read_only(elsewhere.path() / "station.db");
    CHECK(chained_entries(restored).size() == 1);
}

TEST_CASE("sound leaves the masters only when its item is archived, unused, and unheard for long") {
    TemporaryStation station;
    Ledger ledger(station.connection);
    const ItemId item = archived_item(station.connection, ledger);
    const WallTime later = at(days{200});
    CHECK(masters_out_of_use(station.connection, at(hours{1})).empty());
    REQUIRE(masters_out_of_use(station.connection, later).size() == 1);
    CHECK(masters_out_of_use(station.connection, later)[0].last_heard == at(hours{2}));
    run(station.connection, "INSERT INTO programme (id, name) VALUES (1, 'Bản tin')");
    run(station.connection,
        "INSERT INTO rundown_entry (programme_id, position, item_id, mix, fade_ms) VALUES (1, 1, ?, 'replace', 0)",
        item);
    CHECK(masters_out_of_use(station.connection, later).empty());
    run(station.connection, "DELETE FROM rundown_entry");
    run(station.connection, "UPDATE item SET state = 'draft' WHERE id = ?", item);
    CHECK(masters_out_of_use(station.connection, later).empty());
}

TEST_CASE("rows are written as a spreadsheet reads them, quotes and line breaks included") {
    TemporaryStation station;
    Query query(station.connection,
                "SELECT 1 AS number, 'a,\"b\"' AS text, NULL AS absent, 'x' || char(10) || 'y' AS lines");
    CHECK(rows_as_csv(query) == "number,text,absent,lines\r\n1,\"a,\"\"b\"\"\",,\"x\ny\"\r\n");
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The station as a whole: its diary, its exceptions, its lock, its copies.
#include "store/station.h"

#include <fstream>

#include "store/backup.h"
#include "store/events.h"
#include "store/ledger_export.h"
#include "store/ledger_record.h"
#include "store/overrides.h"
#include "store/verify.h"
#include "store/week.h"
#include "tests/catch.h"
#include "tests/store/some_entries.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using namespace std::chrono_literals;

TEST_CASE("the diary keeps what happened, in order, with its arguments") {
    TemporaryStation station;
    Diary diary(station.connection);
    diary.note(Severity::Fault, {"clock.untrusted", {{"seen", "a \"b\"\nc"}}}, at(1h));
    diary.note(Severity::Notice, {"clock.trusted", {}}, at(2h));
    const std::vector<StationEvent> events = station_events(station.connection, at(), at(3h));
    REQUIRE(events.size() == 2);
    CHECK(events[0].number == 1);
    CHECK(events[0].severity == Severity::Fault);
    CHECK(events[0].message == Message{"clock.untrusted", {{"seen", "a \"b\"\nc"}}});
    CHECK(events[1].at == at(2h));
    CHECK(station_events(station.connection, at(), at(2h)).size() == 1);
    CHECK(station_events(station.connection, at(), at(3h), 1).front().number == 2);
}

TEST_CASE("a snapshot within a snapshot is of the same state, and the outer one lasts") {
    TemporaryStation station;
    Connection reader(station.database, DatabaseAccess::ReadOnly);
    Diary diary(station.connection);
    diary.note(Severity::Notice, {"clock.trusted", {}}, at(1h));
    const auto seen = [&] { return station_events(reader, at(), at(3h)).size(); };
    {
        const ReadSnapshot outer(reader);
        CHECK(seen() == 1);
        diary.note(Severity::Notice, {"clock.trusted", {}}, at(2h));
        {
            const ReadSnapshot inner(reader);
            CHECK(seen() == 1);
        }
        CHECK(seen() == 1);
    }
    CHECK(seen() == 2);
}

TEST_CASE("who holds the programme is found again in the diary") {
    TemporaryStation station;
    Diary diary(station.connection);
    CHECK_FALSE(holder_on_record(station.connection));
    diary.note(Severity::Warning, {"station.held", {{"by", "Bình"}}}, at());
    diary.note(Severity::Notice, {"station.started", {{"version", "1"}}}, at(1s));
    CHECK(holder_on_record(station.connection) == "Bình");
    diary.note(Severity::Notice, {"station.resumed", {{"by", "An"}}}, at(2s));
    CHECK_FALSE(holder_on_record(station.connection));
}

TEST_CASE("the diary is only ever added to") {
    TemporaryStation station;
    Diary(station.connection).note(Severity::Notice, {"a", {}}, at());
    CHECK(refusal([&] { station.connection.run("DELETE FROM station_event"); }) == "store.failed");
    CHECK(refusal([&] { station.connection.run("UPDATE station_event SET at = 0"); }) == "store.failed");
}

TEST_CASE("an exception to the hours holds once a second person confirms it, and until one takes it back") {
    TemporaryStation station;
    Connection& db = station.connection;
    const OverrideId id = request_override(db, at(1h), at(2h), "Bão số 9", "Lê Thị Hoa", at());
    REQUIRE(list_overrides(db, at()).size() == 1);
    CHECK_FALSE(list_overrides(db, at())[0].holds());
    CHECK(refusal([&] { confirm_override(db, id, "LÊ THỊ HOA", at()); }) == "store.own_override");
    confirm_override(db, id, "Trần Văn Bình", at());
    const Override held = list_overrides(db, at()).front();
    CHECK(held.holds());
    CHECK(held.reason == "Bão số 9");
    CHECK(held.requested_by == "Lê Thị Hoa");
    CHECK(held.confirmed_by == "Trần Văn Bình");
    CHECK(held.from == at(1h));
    CHECK(refusal([&] { confirm_override(db, id, "Phạm Thị Cúc", at()); }) == "store.override_settled");
    revoke_override(db, id, "Lê Thị Hoa", at(30min));
    CHECK_FALSE(list_overrides(db, at()).front().holds());
    CHECK(list_overrides(db, at(2h)).empty());
}

TEST_CASE("an exception that is over, too long or of nobody is refused") {
    TemporaryStation station;
    Connection& db = station.connection;
    CHECK(refusal([&] { request_override(db, at(2h), at(1h), "x", "A", at()); }) == "store.bad_override_time");
    CHECK(refusal([&] { request_override(db, at(1h), at(2h), "x", "A", at(2h)); }) == "store.bad_override_time");
    CHECK(refusal([&] { request_override(db, at(), at(25h), "x", "A", at()); }) == "store.bad_override_time");
    CHECK(refusal([&] { request_override(db, at(), at(1h), "", "A", at()); }) == "store.bad_title");
    CHECK(refusal([&] { request_override(db, at(), at(1h), "x", "", at()); }) == "store.bad_person");
    CHECK(refusal([&] { confirm_override(db, OverrideId{9}, "B", at()); }) == "store.no_override");
    CHECK(refusal([&] { revoke_override(db, OverrideId{9}, "B", at()); }) == "store.no_override");
    const OverrideId id = request_override(db, at(), at(1h), "x", "A", at());
    CHECK(refusal([&] { confirm_override(db, id, "B", at(1h)); }) == "store.override_settled");
}

TEST_CASE("the last time seen never goes back") {
    TemporaryStation station;
    CHECK_FALSE(last_seen(station.connection));
    note_seen(station.connection, at(1h));
    note_seen(station.connection, at());
    CHECK(last_seen(station.connection) == at(1h));
    CHECK(generation(station.connection) == 0);
}

TEST_CASE("two stations never write one database") {
    TemporaryFolder folder;
    {
        const StationLock lock(folder.path() / "station.lock");
        CHECK(refusal([&] { StationLock second(folder.path() / "station.lock"); }) == "store.station_runs");
    }
    const StationLock again(folder.path() / "station.lock");
    CHECK(refusal([&] { StationLock nowhere(folder.path() / "absent" / "station.lock"); }) == "store.failed");
}

TEST_CASE("what held at an instant is what had begun and not ended since the station was last started") {
    TemporaryStation station;
    Diary diary(station.connection);
    using std::chrono::hours;
    diary.note(Severity::Notice, {"playout.latched", {}}, at(hours{1}));
    diary.note(Severity::Notice, {"station.started", {{"version", "1"}}}, at(hours{2}));
    diary.note(Severity::Fault, {"playout.output_lost", {{"device", "USB"}}}, at(hours{3}));
    diary.note(Severity::Notice, {"playout.held", {{"by", "Lê Thị Hoa"}}}, at(hours{4}));
    diary.note(Severity::Notice, {"playout.output_lost_over", {{"device", "USB"}}}, at(hours{5}));
    diary.note(Severity::Notice, {"station.stopped", {}}, at(hours{6}));
    const auto keys = [&](hours when) {
        std::string all;
        for (const Message& state : states_at(station.connection, at(when))) all += state.key + " ";
        return all;
    };
    CHECK(keys(hours{1}) == "playout.latched ");
    CHECK(keys(hours{2}).empty());
    CHECK(keys(hours{3}) == "playout.output_lost ");
    CHECK(keys(hours{4}) == "playout.output_lost playout.held ");
    CHECK(keys(hours{5}) == "playout.held ");
    CHECK(keys(hours{7}) == "playout.held station.stopped ");
    CHECK(states_at(station.connection, at(hours{3})).at(0).args.at(0).second == "USB");
}

TEST_CASE("a backup holds the station as it was and is checked before it has a name") {
    TemporaryStation station;
    Ledger ledger(station.connection);
    write_entry(ledger, 1);
    const std::filesystem::path backup = back_up(station.connection, station.backups, at(1h));
    CHECK(backup == station.backups / "station-20261205-010000.db");
    write_entry(ledger, 2);
    Connection copy = open_station_read_only(backup);
    CHECK(chained_entries(copy).size() == 1);
    CHECK(refusal([&] { back_up(station.connection, station.backups, at(1h)); }) == "store.file_exists");
    CHECK(std::distance(std::filesystem::directory_iterator(station.backups), {}) == 1);
}

TEST_CASE("a restored backup takes the database's place, and what was there is kept") {
    TemporaryFolder folder;
    const auto database = folder.path() / "station.db";
    const auto backups = folder.path() / "backups";
    std::filesystem::path backup;
    {
        Connection connection = open_station(database, backups, at());
        Ledger ledger(connection);
        write_entry(ledger, 1);
        backup = back_up(connection, backups, at(1h));
        write_entry(ledger, 2);
    }
    const std::filesystem::path kept = restore(backup, database, backups, at(2h));
    CHECK(kept == backups / "replaced-20261205-020000.db");
    Connection connection = open_station(database, backups, at(3h));
    CHECK(chained_entries(connection).size() == 1);
    CHECK(verify_ledger(connection).is_whole());
    Connection old = open_station_read_only(kept);
    CHECK(chained_entries(old).size() == 2);
}

TEST_CASE("a damaged database is replaced by its backup and kept as it lay") {
    TemporaryFolder folder;
    const auto database = folder.path() / "station.db";
    const auto backups = folder.path() / "backups";
    std::filesystem::path backup;
    {
        Connection connection = open_station(database, backups, at());
        Ledger ledger(connection);
        write_entry(ledger, 1);
        backup = back_up(connection, backups, at(1h));
    }
    std::ofstream(database) << "a disk with a bad sector";
    const std::filesystem::path kept = restore(backup, database, backups, at(2h));
    CHECK(std::filesystem::file_size(kept) == 24);
    Connection connection = open_station(database, backups, at(3h));
    CHECK(verify_ledger(connection).closed == 1);
}

TEST_CASE("a broken backup is refused and the station stays as it is") {
    TemporaryStation station;
    Ledger ledger(station.connection);
    for (int position = 1; position <= 50; ++position) write_entry(ledger, position);
    const std::filesystem::path backup = back_up(station.connection, station.backups, at(1h));
    const auto broken = station.folder.path() / "broken.db";
    const auto try_restore = [&] {
        return refusal([&] { restore(broken, station.database, station.backups, at(2h)); });
    };
    CHECK(try_restore() == "store.bad_backup");
    std::filesystem::copy_file(backup, broken);
    std::filesystem::resize_file(broken, std::filesystem::file_size(broken) / 2);
    CHECK(try_restore() == "store.bad_backup");
    std::ofstream(broken) << "not a database, but long enough to look like one: " << std::string(2'000, '.');
    CHECK(try_restore() == "store.bad_backup");
    std::filesystem::copy_file(backup, broken, std::filesystem::copy_options::overwrite_existing);
    Connection(broken, DatabaseAccess::ReadWrite)
        .run("DROP TRIGGER as_run_closed_is_final; UPDATE as_run SET frames = 1 WHERE id = 7;");
    CHECK(try_restore() == "store.bad_backup");
    CHECK(chained_entries(station.connection).size() == 50);
    CHECK_FALSE(std::filesystem::exists(station.backups / "replaced-20261205-020000.db"));
}

TEST_CASE("a rehearsal's copy has the week but not the ledger, and never goes on air") {
    TemporaryStation station;
    add_item_with_recording(station.connection, "Tin", ItemKind::News, some_recording('a'));
    Ledger ledger(station.connection);
    write_entry(ledger, 1);
    Diary(station.connection).note(Severity::Notice, {"a", {}}, at());
    const auto file = station.folder.path() / "rehearsal.db";
    Connection copy = make_rehearsal_copy(station.connection, file);
    CHECK(is_rehearsal(copy));
    CHECK_FALSE(is_rehearsal(station.connection));
    CHECK(list_items(copy).size() == 1);
    CHECK(as_run_entries(copy, {}).empty());
    CHECK(station_events(copy, at(), at(1h)).empty());
    CHECK(refusal([&] { check_is_for_air(copy); }) == "store.is_rehearsal");
    CHECK_NOTHROW(check_is_for_air(station.connection));
    CHECK(refusal([&] { make_rehearsal_copy(station.connection, file); }) == "store.file_exists");
    CHECK(chained_entries(station.connection).size() == 1);
}

TEST_CASE("a rehearsal's ledger verifies, always says that it is one, and is final like a real one") {
    TemporaryStation station;
    Connection copy = make_rehearsal_copy(station.connection, station.folder.path() / "rehearsal.db");
    CHECK(verify_ledger(copy).is_rehearsal);
    Ledger ledger(copy);
    write_entry(ledger, 1);
    write_entry(ledger, 2);
    const LedgerVerdict verdict = verify_ledger(copy);
    CHECK(verdict.is_whole());
    CHECK(verdict.is_rehearsal);
    CHECK(refusal([&] { copy.run("DELETE FROM as_run"); }) == "store.failed");
    const std::vector<AsRunEntry> exported = read_ledger_export(ledger_json(chained_entries(copy)));
    CHECK(verify_entries(exported, {}).is_rehearsal);
    CHECK(verify_entries(exported, {}).is_whole());
}

TEST_CASE("a rehearsal made to look real is found out by its chain") {
    TemporaryStation station;
    Connection copy = make_rehearsal_copy(station.connection, station.folder.path() / "rehearsal.db");
    Ledger ledger(copy);
    write_entry(ledger, 1);
    run(copy, "UPDATE meta SET is_rehearsal = 0, genesis = ?", kStationGenesis);
    CHECK(verify_ledger(copy).is_rehearsal);
    CHECK(verify_ledger(copy).fault->key == "store.verify_genesis");
    CHECK(refusal([&] { check_is_for_air(copy); }) == "store.is_rehearsal");
}

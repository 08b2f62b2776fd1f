// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The as-run ledger: opened, refreshed, closed once, and final then.
#include "store/ledger.h"

#include "store/ledger_record.h"
#include "tests/catch.h"
#include "tests/store/some_entries.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using namespace std::chrono_literals;

namespace {

struct LedgerStation : TemporaryStation {
    Ledger ledger{connection};

    // Whether the table refuses this.
    bool refuses(const char* sql) {
        return refusal([&] { connection.run(sql); }) == "store.failed";
    }
};

}  // namespace

TEST_CASE("an entry is in the ledger, whole, before its first sample") {
    LedgerStation station;
    const EntryId id = station.ledger.open(some_intent(1), at(5s));
    Connection reader = open_station_read_only(station.database);
    const AsRunEntry entry = read_entry(reader, id);
    const EntryIntent wanted = some_intent(1);
    CHECK(entry.intent.kind == EntryKind::Item);
    CHECK(entry.intent.transmission == wanted.transmission);
    CHECK(entry.intent.position == 1);
    CHECK(entry.intent.slot_name == wanted.slot_name);
    CHECK(entry.intent.programme == wanted.programme);
    CHECK(entry.intent.programme_name == wanted.programme_name);
    CHECK(entry.intent.item == wanted.item);
    CHECK(entry.intent.recording == wanted.recording);
    CHECK_FALSE(entry.intent.relay);
    CHECK(entry.intent.title == wanted.title);
    CHECK(entry.intent.item_kind == ItemKind::News);
    CHECK(entry.intent.sha256 == wanted.sha256);
    CHECK(entry.intent.approved_by == wanted.approved_by);
    CHECK(entry.intent.planned_start == wanted.planned_start);
    CHECK(entry.intent.planned_frames == wanted.planned_frames);
    CHECK(entry.intent.gain_db == Approx(-2.346).epsilon(1e-9));
    CHECK(entry.opened_at == at(5s));
    CHECK_FALSE(entry.outcome);
    CHECK(entry.number == 0);
}

TEST_CASE("what is on air is refreshed and shows among the open entries") {
    LedgerStation station;
    const EntryId first = station.ledger.open(some_intent(1), at());
    const EntryId second = station.ledger.open(some_intent(2), at());
    station.ledger.progress({{first, some_count(1, 3)}, {second, some_count(2, 1)}}, at(13s));
    const std::vector<AsRunEntry> open = station.ledger.open_entries();
    REQUIRE(open.size() == 2);
    CHECK(open[0].id == first);
    CHECK(open[0].count.frames == to_frames(3s));
    CHECK(open[0].count.starved == Frames{48});
    CHECK(open[0].count.epoch == 0xfedc'ba98'7654'3210);
    CHECK(open[0].count.started == at(10s));
}

TEST_CASE("an entry is closed once and the first word stands") {
    LedgerStation station;
    const EntryId id = write_entry(station.ledger, 1);
    const AsRunEntry closed = read_entry(station.connection, id);
    CHECK(closed.outcome == Outcome::Aired);
    CHECK(closed.number == 1);
    CHECK(closed.previous_hash == kStationGenesis);
    station.ledger.close(id, {}, Outcome::Missed, Message{"x", {}}, at(60s));
    station.ledger.progress({{id, {}}}, at(61s));
    CHECK(read_entry(station.connection, id).hash == closed.hash);
    CHECK(read_entry(station.connection, id).outcome == Outcome::Aired);
    CHECK(read_entry(station.connection, id).count.frames == to_frames(10s));
    CHECK(station.ledger.open_entries().empty());
}

TEST_CASE("closed entries follow each other in the order of closing") {
    LedgerStation station;
    const EntryId relay = station.ledger.open(some_intent(1), at());
    const EntryId insert = station.ledger.open(some_intent(2), at());
    station.ledger.close(insert, {}, Outcome::Missed, std::nullopt, at(1s));
    station.ledger.close(relay, {}, Outcome::Failed, std::nullopt, at(2s));
    const std::vector<AsRunEntry> chained = chained_entries(station.connection);
    REQUIRE(chained.size() == 2);
    CHECK(chained[0].id == insert);
    CHECK(chained[1].id == relay);
    CHECK(chained[1].previous_hash == chained[0].hash);
}

TEST_CASE("a planned occurrence never has two entries") {
    LedgerStation station;
    write_entry(station.ledger, 1);
    CHECK(refusal([&] { station.ledger.open(some_intent(1), at()); }) == "store.occurrence_twice");
    CHECK(station.ledger.outcome_of(some_intent(1).transmission, EntryKind::Item, 1) == Outcome::Aired);
    CHECK_FALSE(station.ledger.outcome_of(some_intent(1).transmission, EntryKind::Item, 2));
    station.ledger.open(some_intent(2), at());
    CHECK_FALSE(station.ledger.outcome_of(some_intent(1).transmission, EntryKind::Item, 2));
}

TEST_CASE("fillers and gaps of one transmission may be many") {
    LedgerStation station;
    for (const EntryKind kind : {EntryKind::Sustainer, EntryKind::DeadAir}) {
        EntryIntent intent = some_intent(0);
        intent.kind = kind;
        const EntryId first = station.ledger.open(intent, at());
        const EntryId second = station.ledger.open(intent, at());
        CHECK(second.value == first.value + 1);
    }
}

TEST_CASE("the table itself refuses to change or drop what is closed") {
    LedgerStation station;
    write_entry(station.ledger, 1);
    station.ledger.open(some_intent(2), at());
    CHECK(station.refuses("UPDATE as_run SET frames = 1 WHERE id = 1"));
    CHECK(station.refuses("UPDATE as_run SET title = 'x' WHERE id = 1"));
    CHECK(station.refuses("UPDATE as_run SET hash = previous_hash WHERE id = 1"));
    CHECK(station.refuses("UPDATE as_run SET outcome = NULL, number = NULL WHERE id = 1"));
    CHECK(station.refuses("DELETE FROM as_run WHERE id = 1"));
    CHECK(station.refuses("DELETE FROM as_run WHERE id = 2"));
    CHECK(station.refuses("UPDATE as_run SET title = 'x' WHERE id = 2"));
    CHECK(station.refuses("UPDATE as_run SET approved_by = 'x' WHERE id = 2"));
    CHECK_FALSE(station.refuses("UPDATE as_run SET frames = 1 WHERE id = 2"));
}

TEST_CASE("entries are asked for by time, kind, outcome and slot") {
    LedgerStation station;
    for (int position = 1; position <= 4; ++position) write_entry(station.ledger, position, position == 3 ? 4 : 10);
    station.ledger.open(some_intent(5), at());
    const auto count = [&](const AsRunFilter& filter) { return as_run_entries(station.connection, filter).size(); };
    CHECK(count({}) == 5);
    CHECK(count({at(20s), at(40s), {}, {}, {}, true}) == 2);
    CHECK(count({{}, {}, EntryKind::Item, {}, {}, true}) == 5);
    CHECK(count({{}, {}, EntryKind::Relay, {}, {}, true}) == 0);
    CHECK(count({{}, {}, {}, Outcome::Curtailed, {}, true}) == 1);
    CHECK(count({{}, {}, {}, {}, SlotId{3}, true}) == 5);
    CHECK(count({{}, {}, {}, {}, SlotId{4}, true}) == 0);
    CHECK(count({{}, {}, {}, {}, {}, false}) == 4);
    const AsRunEntry cut = as_run_entries(station.connection, {{}, {}, {}, Outcome::Curtailed, {}, true}).front();
    CHECK(cut.cause == Message{"playout.cut", {{"by", "Hoa \"x\"\n"}}});
    CHECK(refusal([&] { read_entry(station.connection, EntryId{99}); }) == "store.no_entry");
    CHECK(refusal([&] { station.ledger.close(EntryId{99}, {}, Outcome::Aired, {}, at()); }) == "store.no_entry");
}

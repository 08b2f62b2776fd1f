// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A whole ledger verifies, from the database and from an export; one changed value, wherever, does not.
#include "store/verify.h"

#include <random>

#include "store/hash.h"
#include "store/ledger_export.h"
#include "store/ledger_record.h"
#include "store/station.h"
#include "tests/catch.h"
#include "tests/store/some_entries.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using namespace std::chrono_literals;

namespace {

struct WrittenStation : TemporaryStation {
    Ledger ledger{connection};
    WrittenStation() {
        for (int position = 1; position <= 5; ++position) write_entry(ledger, position, position == 3 ? 4 : 10);
    }
    // Does what the table forbids, as somebody with the file could.
    void tamper(const char* sql) {
        connection.run(
            "DROP TRIGGER as_run_closed_is_final; DROP TRIGGER as_run_intent_is_final;"
            "DROP TRIGGER as_run_is_never_deleted;");
        connection.run(sql);
    }
    std::string fault() {
        const LedgerVerdict verdict = verify_ledger(connection);
        return verdict.fault ? verdict.fault->key : "";
    }
};

std::string fault_of(const std::vector<AsRunEntry>& entries) {
    const LedgerVerdict verdict = verify_entries(entries, {});
    return verdict.fault ? verdict.fault->key : "";
}

}  // namespace

TEST_CASE("a ledger written by the station verifies and says what it holds") {
    WrittenStation station;
    station.ledger.open(some_intent(6), at());
    const LedgerVerdict verdict = verify_ledger(station.connection);
    CHECK(verdict.is_whole());
    CHECK_FALSE(verdict.is_rehearsal);
    CHECK(verdict.closed == 5);
    CHECK(verdict.open == 1);
    CHECK(verdict.first == at(10s));
    CHECK(verdict.last == at(50s));
    CHECK(verdict.head == chained_entries(station.connection).back().hash);
    CHECK(verdict.crowded.empty());
}

TEST_CASE("a ledger without entries is whole") {
    TemporaryStation station;
    CHECK(verify_ledger(station.connection).is_whole());
    CHECK(verify_ledger(station.connection).head == kStationGenesis);
}

TEST_CASE("a changed value is found with its entry") {
    WrittenStation station;
    station.tamper("UPDATE as_run SET frames = frames - 1 WHERE id = 3");
    const LedgerVerdict verdict = verify_ledger(station.connection);
    REQUIRE(verdict.fault);
    CHECK(verdict.fault->key == "store.verify_changed");
    CHECK(verdict.fault->args[1] == std::pair<std::string, std::string>{"entry", "3"});
}

TEST_CASE("a removed entry is found, at either end and between") {
    for (const char* sql : {"DELETE FROM as_run WHERE id = 1", "DELETE FROM as_run WHERE id = 3"}) {
        WrittenStation station;
        station.tamper(sql);
        CHECK(station.fault() == "store.verify_gap");
    }
    WrittenStation station;
    station.ledger.open(some_intent(6), at());
    station.tamper("DELETE FROM as_run WHERE id = 5");
    CHECK(station.fault() == "store.verify_missing");
}

TEST_CASE("a chain that was begun elsewhere is found") {
    WrittenStation station;
    station.tamper("UPDATE meta SET genesis = printf('%064d', 7)");
    CHECK(station.fault() == "store.verify_genesis");
}

TEST_CASE("a word that the ledger does not know is a fault and not a crash") {
    WrittenStation station;
    station.tamper("UPDATE as_run SET kind = 'gossip' WHERE id = 2");
    CHECK(station.fault() == "store.bad_value");
}

TEST_CASE("counts that cannot be are found even where the hash was made to fit") {
    WrittenStation station;
    std::vector<AsRunEntry> entries = chained_entries(station.connection);
    entries[4].count.starved = entries[4].count.frames + Frames{1};
    entries[4].hash = chain_hash(entries[4]);
    CHECK(fault_of(entries) == "store.verify_count");
}

TEST_CASE("an export that claims absurd times and counts is a fault and no more") {
    WrittenStation station;
    std::vector<AsRunEntry> entries = chained_entries(station.connection);
    entries[1].count.ended = WallTime(std::chrono::hours(24 * 365 * 7'000));
    entries[2].count.frames = Frames{INT64_MAX};
    entries[3].count.starved = entries[3].count.silenced = Frames{INT64_MAX};
    CHECK(fault_of(entries) == "store.verify_changed");
    CHECK(verify_entries(entries, {}).crowded.empty());
    for (AsRunEntry& entry : entries) {
        entry.previous_hash =
            entry.number == 1 ? kStationGenesis : entries[static_cast<std::size_t>(entry.number - 2)].hash;
        entry.hash = chain_hash(entry);
    }
    CHECK(fault_of(entries) == "store.verify_count");
}

TEST_CASE("more airtime than fits into its own time is shown") {
    TemporaryStation station;
    Ledger ledger(station.connection);
    write_entry(ledger, 1);
    EntryIntent again = some_intent(2);
    const EntryId second = ledger.open(again, at());
    ledger.close(second, some_count(1, 8), Outcome::Aired, std::nullopt, at(20s));
    const LedgerVerdict verdict = verify_ledger(station.connection);
    CHECK(verdict.is_whole());
    CHECK(verdict.crowded == std::vector<EntryId>{EntryId{1}});
}

TEST_CASE("a relay with an insert inside it is not crowded") {
    TemporaryStation station;
    Ledger ledger(station.connection);
    const EntryId relay = ledger.open(some_intent(1), at());
    const EntryId insert = ledger.open(some_intent(2), at());
    EntryCount inside = some_count(2, 10);
    EntryCount outside = some_count(1, 60);
    outside.frames -= inside.frames;
    ledger.close(insert, inside, Outcome::Aired, std::nullopt, at(30s));
    ledger.close(relay, outside, Outcome::Aired, std::nullopt, at(70s));
    CHECK(verify_ledger(station.connection).crowded.empty());
}

TEST_CASE("an export in JSON or CSV verifies by itself") {
    WrittenStation station;
    const std::vector<AsRunEntry> entries = chained_entries(station.connection);
    for (const std::string& text : {ledger_json(entries), ledger_csv(entries)}) {
        const std::vector<AsRunEntry> again = read_ledger_export(text);
        REQUIRE(again.size() == 5);
        CHECK(fault_of(again).empty());
        CHECK(again[2].cause == entries[2].cause);
        CHECK(again[2].intent.title == entries[2].intent.title);
        CHECK(again[2].count.epoch == entries[2].count.epoch);
    }
}

TEST_CASE("whatever character of an export is changed, it no longer verifies as the same") {
    WrittenStation station;
    const std::vector<AsRunEntry> entries = chained_entries(station.connection);
    const Sha256 head = entries.back().hash;
    const unsigned seed = std::random_device()();
    UNSCOPED_INFO("seed " << seed);
    std::mt19937 random(seed);
    for (const std::string& text : {ledger_json(entries), ledger_csv(entries)}) {
        const std::size_t begin = text.find('\n') + 1;
        for (int round = 0; round < 300; ++round) {
            std::string changed = text;
            const std::size_t place = begin + random() % (text.size() - begin);
            changed[place] = static_cast<char>('0' + random() % 10);
            std::vector<AsRunEntry> again;
            if (!refusal([&] { again = read_ledger_export(changed); }).empty()) continue;
            const bool is_found = !fault_of(again).empty() || again.back().hash != head;
            const bool is_same = ledger_json(again) == ledger_json(entries);
            INFO(place << ": " << changed.substr(place < 40 ? 0 : place - 40, 80));
            CHECK(is_found != is_same);
        }
    }
}

TEST_CASE("a text that is no export is refused") {
    for (const char* text : {"", "{}", "{\"entries\": 5}", "{\"entries\": [{}]}", "{\"entries\": [5]}",
                             "a,b,c\n1,2,3\n", "[[[[[[[[[[[[[[", "{\"entries\": [{\"number\": 1.5}]}"}) {
        INFO(text);
        CHECK(refusal([&] { read_ledger_export(text); }).starts_with("store.bad_export"));
    }
}

TEST_CASE("the covered text of an entry is the one that docs/tables/as_run.md describes") {
    AsRunEntry entry;
    entry.number = 1;
    entry.id = EntryId{1};
    entry.intent.transmission = {LocalDate{std::chrono::year(2026) / 12 / 5}, SlotId{3}, ExceptionId{}};
    entry.intent.title = "a\\b\nc";
    entry.intent.planned_start = at(1500ms);
    entry.intent.gain_db = -0.0004;
    entry.opened_at = at();
    entry.outcome = Outcome::Missed;
    entry.closed_at = at();
    entry.previous_hash = kStationGenesis;
    const std::string text = canonical(to_record(entry));
    CHECK(
        text.starts_with("number=1\nid=1\nkind=item\ndate=2026-12-05\nslot=3\nexception=0\nposition=0\nslot_name=\n"
                         "programme\nprogramme_name=\nitem\n"));
    CHECK(text.find("\ntitle=a\\\\b\\nc\nitem_kind\n") != std::string::npos);
    CHECK(text.find("\nplanned_start=2026-12-05T00:00:01.500000Z\n") != std::string::npos);
    CHECK(text.find("\ngain_mdb=0\nopened_at=2026-12-05T00:00:00Z\nstarted\nended\nepoch=0\nfirst\n") !=
          std::string::npos);
    CHECK(text.ends_with("closed_at=2026-12-05T00:00:00Z\nprevious_hash=" + kStationGenesis + "\n"));
}

TEST_CASE("SHA-256 is SHA-256") {
    CHECK(sha256_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(kRehearsalGenesis == sha256_of("truyenthanh rehearsal"));
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whatever the station does in whatever order, the ledger says what was done and verifies.
#include <map>
#include <random>

#include "store/ledger_export.h"
#include "store/verify.h"
#include "tests/catch.h"
#include "tests/store/some_entries.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using namespace std::chrono_literals;

namespace {

// What the ledger should hold of one entry.
struct Expected {
    EntryIntent intent;
    EntryCount count;
    std::optional<Outcome> outcome;
};

class Model {
public:
    Model(Connection& connection, unsigned seed) : ledger_(connection), random_(seed) {}

    void act() {
        switch (random_() % 4) {
            case 0:
                open();
                break;
            case 1:
                progress();
                break;
            case 2:
                close();
                break;
            default:
                close_again();
        }
    }
    const std::map<EntryId, Expected>& entries() const { return entries_; }

private:
    void open() {
        EntryIntent intent = some_intent(static_cast<int>(random_() % 40));
        intent.kind = static_cast<EntryKind>(random_() % 9);
        intent.gain_db = static_cast<double>(static_cast<int>(random_() % 40'000)) / 1'000.0 - 30.0;
        if (random_() % 3 == 0) intent.programme.reset();
        try {
            const EntryId id = ledger_.open(intent, at());
            entries_[id] = {intent, {}, std::nullopt};
        } catch (const StoreError& error) {
            CHECK(error.message().key == "store.occurrence_twice");
            CHECK(is_known(intent));
        }
    }
    bool is_known(const EntryIntent& intent) const {
        for (const auto& [id, known] : entries_) {
            if (known.intent.kind == intent.kind && known.intent.position == intent.position) return true;
        }
        return false;
    }
    void progress() {
        std::vector<std::pair<EntryId, EntryCount>> counts;
        for (auto& [id, entry] : entries_) {
            if (random_() % 2 == 0) continue;
            const EntryCount count = some_count(entry.intent.position, static_cast<int>(random_() % 10));
            counts.emplace_back(id, count);
            if (!entry.outcome) entry.count = count;
        }
        ledger_.progress(counts, at());
    }
    void close() {
        for (auto& [id, entry] : entries_) {
            if (entry.outcome || random_() % 3 != 0) continue;
            entry.outcome = static_cast<Outcome>(random_() % 8);
            entry.count = some_count(entry.intent.position, 1 + static_cast<int>(random_() % 10));
            ledger_.close(id, entry.count, *entry.outcome, Message{"cause", {{"a", "b"}}}, at());
        }
    }
    void close_again() {
        for (const auto& [id, entry] : entries_) {
            if (entry.outcome) ledger_.close(id, {}, Outcome::Failed, std::nullopt, at(1h));
        }
    }

    Ledger ledger_;
    std::mt19937 random_;
    std::map<EntryId, Expected> entries_;
};

void check_same(const AsRunEntry& entry, const Expected& expected) {
    CHECK(entry.intent.kind == expected.intent.kind);
    CHECK(entry.intent.position == expected.intent.position);
    CHECK(entry.intent.programme == expected.intent.programme);
    CHECK(entry.intent.gain_db == Approx(expected.intent.gain_db).margin(0.0006));
    CHECK(entry.outcome == expected.outcome);
    CHECK(entry.count.frames == expected.count.frames);
    CHECK(entry.count.ended == expected.count.ended);
}

}  // namespace

TEST_CASE("in whatever order entries are opened, refreshed and closed, the ledger agrees and verifies") {
    const unsigned seed = std::random_device()();
    UNSCOPED_INFO("seed " << seed);
    TemporaryStation station;
    station.connection.run("PRAGMA synchronous = OFF");
    Model model(station.connection, seed);
    for (int step = 0; step < 150; ++step) model.act();
    const std::vector<AsRunEntry> entries = as_run_entries(station.connection, {});
    REQUIRE(entries.size() == model.entries().size());
    for (const AsRunEntry& entry : entries) check_same(entry, model.entries().at(entry.id));
    CHECK(verify_ledger(station.connection).is_whole());
    const std::vector<AsRunEntry> chained = chained_entries(station.connection);
    const std::vector<AsRunEntry> exported = read_ledger_export(ledger_csv(chained));
    CHECK(ledger_json(exported) == ledger_json(chained));
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is due sounds although the disk is full, and every row is there once it is not.
#include "daemon/patient_ledger.h"

#include "core/error.h"
#include "scheduler/memory_ledger.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

// A ledger and a diary on a disk that can be full.
class Disk final : public AsRunLog, public StationLog {
public:
    EntryId open(const EntryIntent& intent, WallTime now) override {
        touch();
        return ledger.open(intent, now);
    }
    void progress(const std::vector<std::pair<EntryId, EntryCount>>& counts, WallTime now) override {
        touch();
        ledger.progress(counts, now);
    }
    void close(EntryId entry, const EntryCount& count, Outcome outcome, const std::optional<Message>& cause,
               WallTime now) override {
        touch();
        ledger.close(entry, count, outcome, cause, now);
    }
    std::vector<AsRunEntry> open_entries() override { return ledger.open_entries(); }
    std::optional<Outcome> outcome_of(const TransmissionKey& transmission, EntryKind kind, int position) override {
        return ledger.outcome_of(transmission, kind, position);
    }
    void note(Severity severity, const Message& message, WallTime now) override {
        touch();
        diary.note(severity, message, now);
    }

    MemoryLedger ledger;
    MemoryDiary diary;
    bool is_full = false;
    int tried = 0;

private:
    void touch() {
        ++tried;
        if (is_full) throw StoreError({"store.failed", {{"reason", "disk full"}}});
    }
};

EntryIntent intent_at(int position) {
    EntryIntent intent;
    intent.transmission.date = LocalDate{std::chrono::year{2026} / 12 / 5};
    intent.transmission.slot = SlotId{1};
    intent.position = position;
    return intent;
}

EntryCount count_of(std::int64_t frames) {
    EntryCount count;
    count.frames = Frames{frames};
    return count;
}

constexpr WallTime kNow{1'000'000s};

}  // namespace

TEST_CASE("on a disk that takes them, rows are written at once and under their own numbers") {
    Disk disk;
    PatientLedger patient{disk, disk};
    const EntryId entry = patient.open(intent_at(1), kNow);
    CHECK(entry.value > 0);
    patient.close(entry, count_of(48'000), Outcome::Aired, std::nullopt, kNow + 1s);
    REQUIRE(disk.ledger.entries().size() == 1);
    CHECK(disk.ledger.entries()[0].outcome == Outcome::Aired);
    CHECK_FALSE(patient.trouble());
}

TEST_CASE("rows of a full disk are written in their order, with their own times, when there is room again") {
    Disk disk;
    PatientLedger patient{disk, disk};
    const EntryId before = patient.open(intent_at(1), kNow);
    disk.is_full = true;
    const EntryId during = patient.open(intent_at(2), kNow + 1s);
    patient.close(before, count_of(100), Outcome::Aired, std::nullopt, kNow + 2s);
    patient.close(during, count_of(200), Outcome::AiredLate, std::nullopt, kNow + 3s);
    REQUIRE(patient.trouble());
    CHECK(disk.ledger.entries().size() == 1);

    disk.is_full = false;
    patient.write_waiting(kNow + 10s);
    CHECK_FALSE(patient.trouble());
    REQUIRE(disk.ledger.entries().size() == 2);
    CHECK(disk.ledger.entries()[0].count.frames == Frames{100});
    CHECK(disk.ledger.entries()[1].count.frames == Frames{200});
    CHECK(disk.ledger.entries()[1].opened_at == kNow + 1s);
    CHECK(disk.ledger.entries()[1].closed_at == kNow + 3s);
    REQUIRE(disk.diary.lines().size() == 1);
    CHECK(disk.diary.lines()[0].message.key == "station.rows_written_late");
}

TEST_CASE("a row opened while the disk was full can be refreshed and closed after it is not") {
    Disk disk;
    PatientLedger patient{disk, disk};
    disk.is_full = true;
    const EntryId entry = patient.open(intent_at(1), kNow);
    patient.progress({{entry, count_of(10)}}, kNow + 1s);
    disk.is_full = false;
    patient.write_waiting(kNow + 2s);
    patient.progress({{entry, count_of(20)}}, kNow + 3s);
    patient.close(entry, count_of(30), Outcome::Aired, std::nullopt, kNow + 4s);
    REQUIRE(disk.ledger.entries().size() == 1);
    CHECK(disk.ledger.entries()[0].count.frames == Frames{30});
}

TEST_CASE("an outcome that waits for the disk is on record already: nothing is started twice") {
    Disk disk;
    PatientLedger patient{disk, disk};
    const EntryIntent intent = intent_at(3);
    const EntryId entry = patient.open(intent, kNow);
    disk.is_full = true;
    patient.close(entry, count_of(1), Outcome::Curtailed, std::nullopt, kNow);
    CHECK(patient.outcome_of(intent.transmission, intent.kind, 3) == Outcome::Curtailed);
    CHECK_FALSE(patient.outcome_of(intent.transmission, intent.kind, 4));
}

TEST_CASE("a full disk is asked at most once a second") {
    Disk disk;
    PatientLedger patient{disk, disk};
    disk.is_full = true;
    patient.open(intent_at(1), kNow);
    const int tried = disk.tried;
    for (int i = 1; i < 9; ++i) patient.write_waiting(kNow + i * 100ms);
    CHECK(disk.tried == tried);
    patient.write_waiting(kNow + 1s);
    CHECK(disk.tried == tried + 1);
}

TEST_CASE("a row that the store will never take is not waited for") {
    Disk disk;
    PatientLedger patient{disk, disk};
    patient.open(intent_at(1), kNow);
    CHECK_THROWS_AS(patient.open(intent_at(1), kNow), StoreError);
    CHECK_FALSE(patient.trouble());
}

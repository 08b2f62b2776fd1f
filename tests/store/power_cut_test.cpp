// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A writer killed at any moment loses no row it was told is written, and writes none twice.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <random>
#include <thread>

#include "store/verify.h"
#include "tests/catch.h"
#include "tests/store/some_entries.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;

namespace {

// What the writer was told, in memory that outlives it.
struct Told {
    std::atomic<int> opened{0};  // entries whose open() returned
    std::atomic<int> closed{0};  // entries whose close() returned
};

class SharedTold {
public:
    SharedTold()
        : memory_(::mmap(nullptr, sizeof(Told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)),
          told_(new (memory_) Told) {}
    ~SharedTold() { ::munmap(memory_, sizeof(Told)); }
    SharedTold(const SharedTold&) = delete;
    SharedTold& operator=(const SharedTold&) = delete;
    Told* operator->() const { return told_; }

private:
    void* memory_;
    Told* told_;
};

[[noreturn]] void write_for_ever(const std::filesystem::path& database, const std::filesystem::path& backups, int from,
                                 const SharedTold& told) {
    Connection connection = open_station(database, backups, at());
    Ledger ledger(connection);
    for (int position = from;; ++position) {
        const EntryId id = ledger.open(some_intent(position), at(seconds(10 * position)));
        told->opened = position;
        ledger.progress({{id, some_count(position, 5)}}, at(seconds(10 * position + 5)));
        ledger.close(id, some_count(position, 10), Outcome::Aired, std::nullopt, at(seconds(10 * position + 10)));
        told->closed = position;
    }
}

// Lets a writer run until it has opened `more` further entries, then kills it in the midst of the next ones.
void run_and_kill(const TemporaryFolder& folder, const SharedTold& told, int more, int spins) {
    const int from = told->opened + 1;
    const pid_t writer = ::fork();
    if (writer == 0) write_for_ever(folder.path() / "station.db", folder.path() / "backups", from, told);
    while (told->opened < from - 1 + more) std::this_thread::yield();
    for (std::atomic<int> left = spins; left > 0; --left) {
    }
    ::kill(writer, SIGKILL);
    int status = 0;
    ::waitpid(writer, &status, 0);
    REQUIRE(WIFSIGNALED(status));
}

// After the cut: closes what is open, as the station does, once.
void reconcile(Connection& connection) {
    Ledger ledger(connection);
    for (const AsRunEntry& entry : ledger.open_entries()) {
        EntryCount count = entry.count;
        count.is_estimated = true;
        ledger.close(entry.id, count, Outcome::Curtailed, Message{"playout.power_cut", {}}, at());
    }
}

}  // namespace

TEST_CASE("a station killed at any moment finds every entry it had begun, once, and the chain whole") {
    const unsigned seed = std::random_device()();
    UNSCOPED_INFO("seed " << seed);
    std::mt19937 random(seed);
    TemporaryFolder folder;
    SharedTold told;
    open_station(folder.path() / "station.db", folder.path() / "backups", at());
    for (int round = 0; round < 30; ++round) {
        run_and_kill(folder, told, 1 + static_cast<int>(random() % 4), static_cast<int>(random() % 2'000'000));
        Connection connection = open_station(folder.path() / "station.db", folder.path() / "backups", at());
        const std::vector<AsRunEntry> entries = as_run_entries(connection, {});
        const auto written = static_cast<int>(entries.size());
        REQUIRE(written >= told->opened);
        REQUIRE(written <= told->opened + 1);
        REQUIRE(static_cast<int>(chained_entries(connection).size()) >= told->closed);
        reconcile(connection);
        REQUIRE(Ledger(connection).open_entries().empty());
        const LedgerVerdict verdict = verify_ledger(connection);
        REQUIRE(verdict.is_whole());
        REQUIRE(verdict.closed == written);
        told->opened = written;
    }
}

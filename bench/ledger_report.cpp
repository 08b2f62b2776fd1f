// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ledger_report [ROWS [SEED [FILE]]]: makes a station whose ledger holds ten years of a busy commune (a million rows,
// in a folder that is removed again, or in FILE, which is kept and taken again) and measures a quarter's report from
// the database to text beside the bare SQL scans it needs: each statement it asks, asked of SQLite alone, with its rows
// looked at by nobody. The rows are as the ledger's, but for their hashes, which no report looks into.
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "airtime/render.h"
#include "daemon/report_house.h"
#include "daemon/reporting.h"
#include "store/migrations.h"

namespace {

using namespace truyenthanh;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr LocalDate kFirst{std::chrono::year(2017), std::chrono::month(1), std::chrono::day(1)};
constexpr int kDays = 3'652;
constexpr int kSlots = 6;            // a day: three programmes, each sent twice
constexpr int kSlotsBefore = 1'000;  // numbers of slots that are left to whoever goes on with the station
constexpr int kRounds = 21;

class Folder {
public:
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "truyenthanh-bench-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

struct Row {
    EntryKind kind = EntryKind::Item;
    LocalDate date;
    int slot = 1;
    int position = 0;
    std::int64_t programme = 0;
    std::optional<std::int64_t> item;
    std::optional<RelayLevel> level;
    std::optional<ItemKind> item_kind;
    WallTime at;
    seconds length{0};
    seconds lost{0};
};

class Years {
public:
    Years(Connection& database, std::int64_t rows, unsigned seed) : database_(database), rows_(rows), random_(seed) {}

    void write() {
        Transaction transaction(database_);
        for (int day = 0; day < kDays; ++day) {
            const LocalDate date{std::chrono::sys_days(kFirst) + days(day)};
            const std::int64_t first_item = next_item_;
            for (int slot = 1; slot <= kSlots && number_ < rows_; ++slot) {
                if (slot == kSlots / 2 + 1) next_item_ = first_item;
                write_session(day, date, slot, rows_of(day, slot));
            }
        }
        write_newsroom();
        transaction.commit();
    }

private:
    // Every item with a title, a field, a block and one of eight authors; some with a link to the portal.
    void write_newsroom() {
        database_.run(
            "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 8)"
            " INSERT INTO person (id, name, folded, added_at) SELECT i, 'Người ' || i, 'nguoi ' || i, 0 FROM n;"
            "INSERT INTO role_grant (person_id, role, from_date, granted_at)"
            " SELECT id, 'contributor', '2017-01-01', 0 FROM person;"
            "INSERT INTO item (id, title, folded, kind, added_at, field_id, block_id, portal_link)"
            " SELECT item, title || ' ' || item, title, item_kind, min(planned_start), 1 + item % 9, 1 + item % 2,"
            " CASE WHEN item % 5 = 0 THEN 'https://example.org' ELSE '' END FROM as_run WHERE item IS NOT NULL"
            " GROUP BY item;"
            "UPDATE item SET text = (WITH RECURSIVE s (n, t) AS (VALUES (1, 'Ủy ban nhân dân xã thông báo. ') UNION ALL"
            " SELECT n + 1, t || t FROM s WHERE n < 7) SELECT t FROM s ORDER BY n DESC LIMIT 1);"
            "INSERT INTO item_event (item_id, at, step) SELECT i.id, i.added_at, s.value FROM item AS i,"
            " json_each('[\"submitted\", \"approved\", \"recorded\", \"scheduled\"]') AS s;"
            "INSERT INTO item_event (item_id, at, step) SELECT id, added_at, 'returned' FROM item WHERE id % 9 = 0;"
            "INSERT INTO item_author (item_id, person_id, share) SELECT id, 1 + id % 8, 100 FROM item;");
    }

    // So that the last session of the last day takes the last row.
    int rows_of(int day, int slot) const {
        const std::int64_t sessions = std::int64_t{kDays - day} * kSlots - slot + 1;
        return static_cast<int>((rows_ - number_) / sessions);
    }

    void write_session(int day, LocalDate date, int slot, int rows) {
        const WallTime start = WallTime(std::chrono::sys_days(date)) + hours{slot * 2} - hours{2};
        Row row{EntryKind::Item,
                date,
                slot,
                0,
                std::int64_t{day} * kSlots / 2 + (slot - 1) % (kSlots / 2) + 1,
                std::nullopt,
                std::nullopt,
                std::nullopt,
                start,
                seconds{5},
                seconds{0}};
        for (row.position = 1; row.position <= rows; ++row.position) {
            shape(row, rows);
            if (random_() % 100 == 0) row.lost = seconds{1 + static_cast<int>(random_() % 5)};
            write(row);
            row.at += row.length;
        }
    }

    // Tune, call, then items with stingers between them, a relay, and the close.
    void shape(Row& row, int rows) {
        const bool is_relay = row.position == rows - 1;
        row.kind = is_relay ? EntryKind::Relay : EntryKind::Item;
        row.lost = seconds{0};
        row.level = is_relay ? std::optional(static_cast<RelayLevel>(row.slot % 3)) : std::nullopt;
        if (is_relay) {
            row.item_kind = std::nullopt;
            row.item = std::nullopt;
            row.length = minutes{10};
        } else if (row.position <= 2 || row.position == rows) {
            row.item_kind = row.position == 1 ? ItemKind::Tune : row.position == 2 ? ItemKind::Call : ItemKind::Close;
            row.item = row.position;
            row.length = seconds{20};
        } else if (row.position % 2 == 0) {
            row.item_kind = ItemKind::Stinger;
            row.item = 4;
            row.length = seconds{5};
        } else {
            constexpr std::array<ItemKind, 4> kinds{ItemKind::News, ItemKind::Feature, ItemKind::Column,
                                                    ItemKind::Notice};
            row.item_kind = kinds.at(static_cast<std::size_t>(next_item_ % 4));
            row.item = next_item_++;
            row.length = seconds{40 + static_cast<int>(*row.item % 80)};
        }
    }

    void write(const Row& row) {
        const std::string previous = some_hash(number_), hash = some_hash(++number_);
        const bool is_whole = row.lost.count() == 0;
        run(database_,
            "INSERT INTO as_run (kind, date, slot, exception, position, slot_name, programme, programme_name, item,"
            " relay_level, title, item_kind, sha256, approved_by, planned_start, planned_frames, zones, gain_mdb,"
            " opened_at, refreshed_at, started, ended, epoch, first, frames, starved, silenced, is_estimated, outcome,"
            " cause, cause_args, closed_at, number, previous_hash, hash) VALUES (?1, ?2, ?3, 0, ?4, 'Buổi phát', ?5,"
            " 'Bản tin của xã', ?6, ?7, 'Một tin của xã trong ngày', ?8, ?9, 'Trần Văn Bình', ?10, ?11, 1, 0, ?10, ?10,"
            " ?10, ?12, '1', 0, ?13, 0, 0, 0, ?14, ?15, ?16, ?12, ?17, ?18, ?9)",
            row.kind, row.date, kSlotsBefore + row.slot, row.position, row.programme, row.item, row.level,
            row.item_kind, hash, row.at, to_frames(row.length), row.at + row.length, to_frames(row.length - row.lost),
            is_whole ? Outcome::Aired : Outcome::Curtailed,
            is_whole ? SqlValue() : SqlValue(std::string("asrun.joined_late")),
            is_whole ? SqlValue() : SqlValue(std::string("[]")), number_, previous);
    }

    // No hash of anything; the first row's predecessor is the genesis of a station.
    static std::string some_hash(std::int64_t number) {
        std::array<char, 65> text{};
        std::snprintf(text.data(), text.size(), "%064lld", static_cast<long long>(number));
        return text.data();
    }

    Connection& database_;
    std::int64_t rows_;
    std::mt19937 random_;
    std::int64_t number_ = 0;
    std::int64_t next_item_ = 101;
};

// Every statement of the process's connections, with its values, while it lives. Made before they are.
class Listening {
public:
    Listening() {
        asked_ = &statements_;
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(attach));
    }
    ~Listening() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(attach)); }
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;

    std::vector<std::string> since_last() { return std::exchange(statements_, {}); }

private:
    static int attach(sqlite3* database, char** /*error*/, const sqlite3_api_routines* /*routines*/) {
        return sqlite3_trace_v2(database, SQLITE_TRACE_STMT, note, nullptr);
    }
    static int note(unsigned /*kind*/, void* /*context*/, void* statement, void* /*sql*/) {
        char* text = sqlite3_expanded_sql(static_cast<sqlite3_stmt*>(statement));
        if (text != nullptr) asked_->emplace_back(text);
        sqlite3_free(text);
        return 0;
    }

    static inline std::vector<std::string>* asked_ = nullptr;
    std::vector<std::string> statements_;
};

// The same statements of SQLite alone, prepared once as the store's are.
class Bare {
public:
    Bare(const std::filesystem::path& file, const std::vector<std::string>& statements) {
        sqlite3_open_v2(file.c_str(), &database_, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
        for (const std::string& text : statements) {
            sqlite3_stmt* statement = nullptr;
            if (sqlite3_prepare_v2(database_, text.c_str(), -1, &statement, nullptr) != SQLITE_OK)
                throw std::runtime_error(std::string(sqlite3_errmsg(database_)) + ": " + text);
            statements_.push_back(statement);
        }
    }
    ~Bare() {
        for (sqlite3_stmt* statement : statements_) sqlite3_finalize(statement);
        sqlite3_close(database_);
    }
    Bare(const Bare&) = delete;
    Bare& operator=(const Bare&) = delete;

    std::size_t statements() const { return statements_.size(); }
    void ask() {
        for (sqlite3_stmt* statement : statements_) {
            while (sqlite3_step(statement) == SQLITE_ROW) {
            }
            sqlite3_reset(statement);
        }
    }

private:
    sqlite3* database_ = nullptr;
    std::vector<sqlite3_stmt*> statements_;
};

struct Cost {
    double wall_ms = 0.0;
    double cpu_ms = 0.0;
};

Cost cost_of(const std::function<void()>& act) {
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t cpu = std::clock();
    act();
    return {std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count(),
            1000.0 * static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC};
}

void print(const char* what, std::vector<Cost> costs) {
    const auto by_wall = [](const Cost& a, const Cost& b) { return a.wall_ms < b.wall_ms; };
    std::sort(costs.begin(), costs.end(), by_wall);
    std::vector<double> cpu;
    cpu.reserve(costs.size());
    for (const Cost& cost : costs) cpu.push_back(cost.cpu_ms);
    std::sort(cpu.begin(), cpu.end());
    std::printf("%-18s median %7.1f ms, worst %7.1f ms, CPU %7.1f ms\n", what, costs[costs.size() / 2].wall_ms,
                costs.back().wall_ms, cpu[cpu.size() / 2]);
}

}  // namespace

int main(int argc, char** argv) {
    const std::int64_t rows = argc > 1 ? std::atoll(argv[1]) : 1'000'000;
    const unsigned seed = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 1;
    const Folder folder;
    const std::filesystem::path file = argc > 3 ? std::filesystem::path(argv[3]) : folder.path() / "station.db";
    const Catalogue words(Language::Vietnamese);
    const CatalogueVoice voice(words);
    const Period period = *parse_period("2026-q1");
    const Cost made = cost_of([&] {
        if (std::filesystem::exists(file)) return;
        Connection database = open_station(file, folder.path() / "backups", WallTime(std::chrono::sys_days(kFirst)));
        database.run("PRAGMA synchronous = OFF");
        Years(database, rows, seed).write();
    });
    const auto zone = make_zone("Asia/Ho_Chi_Minh");
    Profile profile;
    profile.permitted.emplace_back();
    const auto report = [&](Connection& database) {
        ReportInput input = read_report(database, "Đài xã", period);
        add_house(input, database, *zone, profile, 4);
        return report_text(make_report(input, voice), voice).size();
    };
    std::vector<std::string> asked;
    {
        Listening listening;
        Connection database(file, DatabaseAccess::ReadOnly);
        listening.since_last();
        report(database);
        asked = listening.since_last();
    }
    Bare bare(file, asked);
    Connection database(file, DatabaseAccess::ReadOnly);
    std::size_t letters = 0;
    std::vector<Cost> reports, scans;
    std::vector<double> ratios;  // of each round: what disturbs the machine disturbs both
    for (int round = 0; round < kRounds; ++round) {
        scans.push_back(cost_of([&] { bare.ask(); }));
        reports.push_back(cost_of([&] { letters = report(database); }));
        ratios.push_back(reports.back().wall_ms / scans.back().wall_ms);
    }
    std::sort(ratios.begin(), ratios.end());
    std::printf("%lld rows in %.1f s, %ju MB, seed %u; a report of %zu bytes\n", static_cast<long long>(rows),
                made.wall_ms / 1000.0, static_cast<std::uintmax_t>(std::filesystem::file_size(file)) / 1'000'000, seed,
                letters);
    std::printf("%zu statements\n", bare.statements());
    print("bare scans", scans);
    print("database to text", reports);
    std::printf("%.2f times the bare scans (median of the rounds; %.2f to %.2f)\n", ratios[ratios.size() / 2],
                ratios.front(), ratios.back());
    return 0;
}

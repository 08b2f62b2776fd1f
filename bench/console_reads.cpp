// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the console does of an interaction, on a station of so many items (100,000) and 300 slots a week: each view's
// question asked of the database and made a document. 100 ms is what a person may wait for the whole.
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <random>

#include "console/station_reader.h"
#include "core/zone.h"
#include "daemon/new_station.h"
#include "daemon/system_clock.h"
#include "store/migrations.h"
#include "store/search.h"

using namespace truyenthanh;

namespace {

const std::vector<std::string> kWords{"thông", "báo",  "tiêm",  "chủng",  "đường", "phường", "nước", "điện",
                                      "vệ",    "sinh", "môi",   "trường", "dân",   "phố",    "họp",  "tổ",
                                      "chi",   "bộ",   "đảng",  "ủy",     "hội",   "phụ",    "nữ",   "thanh",
                                      "niên",  "cựu",  "chiến", "binh",   "kinh",  "tế"};

std::string sentence(std::mt19937& random, int words) {
    std::string text;
    for (int i = 0; i < words; ++i) text += kWords[random() % kWords.size()] + " ";
    return text + "số " + std::to_string(random() % 50'000);
}

std::string hash_of(int number) {
    std::string text = std::to_string(number);
    return std::string(64 - text.size(), '0') + text;
}

void add_items(Connection& connection, int items, std::int64_t now) {
    std::mt19937 random(1);
    run(connection,
        "INSERT INTO person (id, name, folded, added_at) VALUES (901, 'Hoa', 'hoa', 0), (902, 'Bình', 'bình', 0)");
    for (int i = 1; i <= items; ++i) {
        const std::int64_t at = now - std::int64_t{items - i} * 600'000'000;
        const std::string title = sentence(random, 8);
        run(connection,
            "INSERT INTO item (id, title, folded, kind, added_at, text, state) VALUES (?, ?, ?, 'news', ?, ?, "
            "'approved')",
            i, title, title, at, sentence(random, 60));
        run(connection,
            "INSERT INTO recording (id, item_id, sha256, frames, channels, loudness_lufs, true_peak_dbtp, head_silence,"
            " tail_silence, source_name, source_format, peaks, added_by, added_at)"
            " VALUES (?1, ?1, ?2, 4320000, 1, -18, -3, 0, 0, ?3, 'wav', zeroblob(8400), 901, ?4)",
            i, hash_of(i), "tep-" + std::to_string(i) + ".wav", at);
        if (i > items - 40) continue;  // what waits
        run(connection, "INSERT INTO approval (recording_id, sha256, approved_by, approved_at) VALUES (?, ?, 902, ?)",
            i, hash_of(i), at);
    }
}

void add_week(Connection& connection) {
    std::mt19937 random(2);
    for (int p = 1; p <= 300; ++p) {
        run(connection, "INSERT INTO programme (id, name, series) VALUES (?, ?, '')", p,
            "Chương trình " + std::to_string(p));
        for (int row = 1; row <= 6; ++row) {
            run(connection, "INSERT INTO rundown_entry VALUES (?, ?, ?, NULL, 'replace', 0, 0)", p, row,
                static_cast<int>(random() % 90'000 % 1'000) + 1);
        }
        run(connection,
            "INSERT INTO slot (name, days, start_s, length_s, programme_id, start_rule, grace_s, overrun, "
            "finish_within_s,"
            " late, restart_within_s, substitute, duck_db, gain_db, zones, priority)"
            " VALUES (?, ?, ?, 900, ?, 'hard', 0, 'cut', 0, 'join', 0, 'sustainer', -18, 0, 4294967295, 0)",
            "Khung " + std::to_string(p), 1 << (p % 7), (p / 7) * 1'500 + 18'000, p);
    }
}

void measure(const char* what, const std::function<nlohmann::json()>& ask) {
    std::vector<double> times;
    std::size_t bytes = 0;
    for (int run = 0; run < 11; ++run) {
        const auto begin = std::chrono::steady_clock::now();
        bytes = ask().dump().size();
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    const double first = times.front();
    std::sort(times.begin(), times.end());
    std::printf("%-34s %8zu bytes  first %7.1f ms  median %7.1f ms\n", what, bytes, first, times[5]);
}

void measure_all(StationReader& reader) {
    const auto list = [&](const char* words, bool is_waiting, std::size_t offset) {
        return reader.recordings({words, offset, 100, is_waiting});
    };
    measure("library, newest", [&] { return list("", false, 0); });
    measure("library, page 900", [&] { return list("", false, 90'000); });
    measure("library, a common word", [&] { return list("duong", false, 0); });
    measure("library, three words", [&] { return list("thong bao tiem", false, 0); });
    measure("library, a number", [&] { return list("so 12345", false, 0); });
    measure("library, a file's name", [&] { return list("tep-4711.wav", false, 0); });
    measure("library, nothing found", [&] { return list("khong he co", false, 0); });
    measure("review, what waits", [&] { return list("", true, 0); });
    measure("texts, newest", [&] { return reader.items("", ""); });
    measure("texts, submitted", [&] { return reader.items("", "submitted"); });
    measure("texts by title", [&] { return reader.items("đường điện", ""); });
    measure("search everywhere", [&] { return reader.search("duong dien nuoc"); });
    measure("pool of a day", [&] { return reader.pool(reader.today(), {}, {"", 0, 100, false}); });
    measure("pool by words", [&] { return reader.pool(reader.today(), {}, {"duong dien", 0, 100, false}); });
    measure("programmes", [&] { return reader.programmes(""); });
    measure("a programme", [&] { return reader.programme(ProgrammeId{1}); });
    measure("week", [&] { return reader.slots(); });
    measure("plan of a day", [&] { return reader.plan(reader.today()); });
    measure("linter over a week", [&] { return reader.findings(reader.today(), 7); });
    measure("linter over two weeks", [&] { return reader.findings(reader.today(), 14); });
    measure("log of a day", [&] { return reader.as_run(reader.today()); });
    measure("guide", [&] { return reader.guide(); });
}

}  // namespace

int main(int argc, char** argv) {
    std::string folder = (std::filesystem::temp_directory_path() / "truyenthanh-reads-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) return 1;
    {
        const SystemClock clock{{}};
        const Places places = places_at(folder);
        make_station(places, clock.now().wall);
        Connection connection = open_station(places.database, places.backups, clock.now().wall);
        {
            Transaction transaction(connection);
            add_items(connection, argc > 1 ? std::atoi(argv[1]) : 100'000, clock.now().wall.time_since_epoch().count());
            add_week(connection);
            transaction.commit();
        }
        while (index_changes(connection, 20'000)) {
        }
        const Settings settings = load_settings(places.configuration);
        const auto zone = make_zone(settings.time_zone);
        StationReader reader(places, settings, *zone, clock);
        measure_all(reader);
    }
    std::filesystem::remove_all(folder);
    return 0;
}

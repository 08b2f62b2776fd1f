// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// search [ITEMS]: makes a station of that many items (100,000) in a temporary folder and prints how long finding words
// in it takes: milliseconds, median and worst, for rare, common and half-typed words.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "store/migrations.h"
#include "store/search.h"

namespace {

using namespace truyenthanh;

const std::vector<std::string> kWords{"thông", "báo",  "tiêm",  "chủng",  "đường", "phường", "nước", "điện",
                                      "vệ",    "sinh", "môi",   "trường", "dân",   "phố",    "họp",  "tổ",
                                      "chi",   "bộ",   "đảng",  "ủy",     "hội",   "phụ",    "nữ",   "thanh",
                                      "niên",  "cựu",  "chiến", "binh",   "kinh",  "tế"};

std::string sentence(std::mt19937& random, int words) {
    std::string text;
    for (int i = 0; i < words; ++i) text += kWords[random() % kWords.size()] + " ";
    return text + "số" + std::to_string(random() % 50'000);
}

void fill(Connection& connection, int items) {
    std::mt19937 random(1);
    Transaction transaction(connection);
    for (int i = 0; i < items; ++i) {
        run(connection, "INSERT INTO item (title, folded, kind, added_at, text) VALUES (?, '', 'news', 0, ?)",
            sentence(random, 8), sentence(random, 120));
    }
    transaction.commit();
    while (index_changes(connection, 20'000)) {
    }
}

void measure(Connection& connection, const char* words) {
    std::vector<double> times;
    std::size_t found = 0;
    for (int run = 0; run < 50; ++run) {
        const auto begin = std::chrono::steady_clock::now();
        found = find_words(connection, words).size();
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    std::sort(times.begin(), times.end());
    std::printf("%-24s %2zu found  median %.2f ms  worst %.2f ms\n", words, found, times[25], times.back());
}

}  // namespace

int main(int argc, char** argv) {
    std::string folder = (std::filesystem::temp_directory_path() / "truyenthanh-search-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) return 1;
    {
        const std::filesystem::path file = std::filesystem::path(folder) / "station.db";
        Connection connection = open_station(file, folder, WallTime{});
        fill(connection, argc > 1 ? std::atoi(argv[1]) : 100'000);
        for (const char* words : {"thong bao", "so12345", "so123", "duong dien nuoc", "tiem chu", "khong co"}) {
            measure(connection, words);
        }
    }
    std::filesystem::remove_all(folder);
    return 0;
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// programme_build [RUNS]: how long proposing a 15-minute programme from 500 approved items takes. Prints milliseconds
// of CPU a run (median, worst) and how many of the random pools were filled to within 2 s.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>

#include "newsroom/build.h"

namespace {

using namespace truyenthanh;

constexpr LocalDate kDay{std::chrono::year(2026), std::chrono::month(12), std::chrono::day(7)};

Frames seconds(int count) { return Frames{std::int64_t{count} * kSampleRate}; }

std::vector<PoolItem> pool_of_500(unsigned seed) {
    std::mt19937 random(seed);
    const auto upto = [&](int least, int most) { return std::uniform_int_distribution<int>(least, most)(random); };
    constexpr std::array<ItemKind, 5> kinds{ItemKind::News, ItemKind::News, ItemKind::Feature, ItemKind::Column,
                                            ItemKind::Notice};
    constexpr std::array<std::pair<int, int>, 5> lengths{{{60, 110}, {60, 110}, {180, 320}, {300, 420}, {30, 90}}};
    std::vector<PoolItem> pool;
    for (int i = 1; i <= 500; ++i) {
        const auto kind = static_cast<std::size_t>(upto(0, 4));
        PoolItem item;
        item.id = ItemId{i};
        item.kind = kinds[kind];
        item.frames = Frames{upto(lengths[kind].first * kSampleRate, lengths[kind].second * kSampleRate)};
        item.priority = upto(0, 249) == 0 ? ItemPriority::Priority : ItemPriority::Normal;
        item.serves_guidance = upto(0, 4) == 0;
        item.field = std::string(1, static_cast<char>('a' + upto(0, 8)));
        item.column = ColumnId{item.kind == ItemKind::Column ? upto(1, 12) : 0};
        item.added = LocalDate{std::chrono::sys_days(kDay) - std::chrono::days(upto(0, 120))};
        pool.push_back(item);
    }
    return pool;
}

BuildOrder ward_morning() {
    BuildOrder order;
    order.date = kDay;
    order.length = seconds(900);
    order.opening = seconds(45);
    order.stinger = seconds(5);
    order.closing = seconds(20);
    order.places = {{{ItemKind::News, ItemKind::Notice}, {}, "", 2, 3},
                    {{ItemKind::Feature}, {}, "", 1, 1},
                    {{ItemKind::Column}, {}, "", 1, 1}};
    return order;
}

double cpu_ms() { return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

int main(int argc, char** argv) {
    const int runs = argc > 1 ? std::atoi(argv[1]) : 50;
    std::vector<double> times;
    int filled = 0;
    for (int run = 0; run < runs; ++run) {
        const auto pool = pool_of_500(static_cast<unsigned>(run));
        const double before = cpu_ms();
        filled += propose(pool, ward_morning()).fits ? 1 : 0;
        times.push_back(cpu_ms() - before);
    }
    if (times.empty()) return 1;
    std::sort(times.begin(), times.end());
    std::printf("15 min from 500 items: median %.1f ms, worst %.1f ms, %d of %d within 2 s\n", times[times.size() / 2],
                times.back(), filled, runs);
    return 0;
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The proposal of a day's programme: single cases by hand, then random pools against every choice there is.
#include "newsroom/build.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <random>
#include <set>

#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

constexpr LocalDate kToday{std::chrono::year(2026), std::chrono::month(12), std::chrono::day(7)};

Frames seconds(double s) { return Frames{static_cast<std::int64_t>(s * 10 + 0.5) * kSampleRate / 10}; }

PoolItem item(std::int64_t id, ItemKind kind, double length) {
    PoolItem made;
    made.id = ItemId{id};
    made.title = "Tin " + std::to_string(id);
    made.kind = kind;
    made.frames = seconds(length);
    made.added = kToday;
    return made;
}

// 07:30 of an urban ward: 20 s tune and 25 s call, two news, a feature and a column, 5 s stingers, 20 s close.
BuildOrder ward_morning() {
    BuildOrder order;
    order.date = kToday;
    order.length = seconds(900);
    order.opening = seconds(45);
    order.stinger = seconds(5);
    order.closing = seconds(20);
    order.places = {
        {{ItemKind::News}, {}, "", 2, 2}, {{ItemKind::Feature}, {}, "", 1, 1}, {{ItemKind::Column}, {}, "", 1, 1}};
    return order;
}

std::vector<std::int64_t> numbers(const Proposal& proposal) {
    std::vector<std::int64_t> all;
    for (const PlacedItem& placed : proposal.items) all.push_back(placed.item.value);
    return all;
}

std::vector<std::string> remark_keys(const Proposal& proposal) {
    std::vector<std::string> keys;
    for (const Message& remark : proposal.remarks) keys.push_back(remark.key);
    return keys;
}

std::string why_not(const PoolItem& item, const BuildOrder& order) {
    const auto why = why_not_in_programme(item, order);
    return why ? why->key : "";
}

}  // namespace

TEST_CASE("a programme is filled by choosing among the items, not by cutting one") {
    const std::vector<PoolItem> pool{item(1, ItemKind::News, 70),     item(2, ItemKind::News, 85),
                                     item(3, ItemKind::News, 200),    item(4, ItemKind::Feature, 245),
                                     item(5, ItemKind::Feature, 300), item(6, ItemKind::Column, 420)};
    const Proposal proposal = propose(pool, ward_morning());
    CHECK(numbers(proposal) == std::vector<std::int64_t>{1, 2, 4, 6});
    CHECK(proposal.total == seconds(900));
    CHECK(proposal.over == Frames{0});
    CHECK(proposal.fits);
    CHECK(proposal.remarks.empty());
}

TEST_CASE("where no choice fills the slot the fullest one is proposed, and how much is left is said") {
    const std::vector<PoolItem> pool{item(1, ItemKind::News, 70), item(2, ItemKind::News, 60),
                                     item(3, ItemKind::Feature, 200), item(4, ItemKind::Column, 300)};
    const Proposal proposal = propose(pool, ward_morning());
    CHECK_FALSE(proposal.fits);
    CHECK(proposal.over == Frames{0} - seconds(900 - 45 - 20 - 15 - 630));
}

TEST_CASE("a priority item comes before a fuller programme") {
    std::vector<PoolItem> pool{item(1, ItemKind::News, 70), item(2, ItemKind::News, 85), item(3, ItemKind::News, 61),
                               item(4, ItemKind::Feature, 245), item(5, ItemKind::Column, 420)};
    pool[2].priority = ItemPriority::Priority;
    const Proposal proposal = propose(pool, ward_morning());
    CHECK(numbers(proposal) == std::vector<std::int64_t>{3, 2, 4, 5});
    CHECK_FALSE(proposal.fits);
}

TEST_CASE("an item that serves the guidance comes before a newer one") {
    std::vector<PoolItem> pool{item(1, ItemKind::News, 70), item(2, ItemKind::News, 85),
                               item(3, ItemKind::Feature, 245), item(4, ItemKind::Feature, 245),
                               item(5, ItemKind::Column, 420)};
    pool[3].serves_guidance = true;
    pool[3].added = LocalDate{std::chrono::sys_days(kToday) - std::chrono::days(40)};
    CHECK(numbers(propose(pool, ward_morning())) == std::vector<std::int64_t>{1, 2, 4, 5});
}

TEST_CASE("what was heard within the repeat limit is left out, and a priority item's reason is told") {
    BuildOrder order = ward_morning();
    PoolItem heard = item(1, ItemKind::News, 70);
    heard.priority = ItemPriority::Priority;
    heard.last_aired = LocalDate{std::chrono::sys_days(kToday) - std::chrono::days(7)};
    CHECK(why_not(heard, order) == "newsroom.heard_lately");
    CHECK(remark_keys(propose({heard}, order)).back() == "newsroom.heard_lately");
    heard.last_aired = LocalDate{std::chrono::sys_days(kToday) - std::chrono::days(8)};
    CHECK(why_not(heard, order).empty());
    order.no_repeat_days = 30;
    CHECK(why_not(heard, order) == "newsroom.heard_lately");
}

TEST_CASE("an item is proposed on the days for which it is valid only") {
    PoolItem limited = item(1, ItemKind::News, 70);
    limited.valid_from = limited.valid_until = kToday;
    CHECK(why_not(limited, ward_morning()).empty());
    BuildOrder other_day = ward_morning();
    other_day.date = LocalDate{std::chrono::sys_days(kToday) + std::chrono::days(1)};
    CHECK(why_not(limited, other_day) == "newsroom.not_valid_that_day");
    other_day.date = LocalDate{std::chrono::sys_days(kToday) - std::chrono::days(1)};
    CHECK(why_not(limited, other_day) == "newsroom.not_valid_that_day");
}

TEST_CASE("sound that may not be heard is not proposed, whatever its priority") {
    PoolItem refused = item(1, ItemKind::News, 70);
    refused.priority = ItemPriority::Emergency;
    refused.refused = Message{"newsroom.not_approved", {}};
    const Proposal proposal = propose({refused}, ward_morning());
    CHECK(proposal.items.empty());
    CHECK(remark_keys(proposal).back() == "newsroom.not_approved");
}

TEST_CASE("a place that stays empty is told") {
    const Proposal proposal = propose({item(1, ItemKind::News, 70)}, ward_morning());
    CHECK(remark_keys(proposal) == std::vector<std::string>{"newsroom.place_not_filled", "newsroom.place_not_filled",
                                                            "newsroom.place_not_filled"});
}

TEST_CASE("no column is heard twice in one programme") {
    BuildOrder order = ward_morning();
    order.places = {{{ItemKind::Column}, {}, "", 1, 2}, {{ItemKind::Talk}, {}, "", 0, 1}};
    std::vector<PoolItem> pool{item(1, ItemKind::Column, 415), item(2, ItemKind::Column, 415),
                               item(3, ItemKind::Talk, 415), item(4, ItemKind::Column, 400)};
    pool[0].column = pool[1].column = pool[2].column = ColumnId{9};
    const Proposal proposal = propose(pool, order);
    CHECK(numbers(proposal) == std::vector<std::int64_t>{1, 4});
}

TEST_CASE("fields alternate where another item of the same worth keeps the slot full") {
    std::vector<PoolItem> pool{item(1, ItemKind::News, 70), item(2, ItemKind::News, 85), item(3, ItemKind::News, 85),
                               item(4, ItemKind::Feature, 245), item(5, ItemKind::Column, 420)};
    pool[0].field = pool[1].field = "kinh tế";
    pool[2].field = "văn hoá";
    pool[2].added = LocalDate{std::chrono::sys_days(kToday) - std::chrono::days(2)};
    const Proposal proposal = propose(pool, ward_morning());
    CHECK(std::set<std::int64_t>{1, 3, 4, 5} == [&] {
        const auto all = numbers(proposal);
        return std::set<std::int64_t>(all.begin(), all.end());
    }());
    CHECK(proposal.fits);
}

TEST_CASE("a frame longer than the slot is the only thing that runs over") {
    BuildOrder order = ward_morning();
    order.length = seconds(60);
    const Proposal proposal = propose({item(1, ItemKind::News, 30)}, order);
    CHECK(proposal.items.empty());
    CHECK(proposal.over == seconds(5));
    CHECK_FALSE(proposal.fits);
}

TEST_CASE("a long morning with many places and a thousand items is filled too") {
    std::mt19937 random(11);
    std::uniform_int_distribution<int> tenths(400, 4'000);
    std::vector<PoolItem> pool;
    for (int i = 1; i <= 1'000; ++i) {
        pool.push_back(item(i, static_cast<ItemKind>(i % 8), tenths(random) / 10.0));
        pool.back().column = ColumnId{i % 8 == 2 ? i % 40 : 0};
    }
    BuildOrder order = ward_morning();
    order.length = seconds(75 * 60);
    order.places = {{{ItemKind::News}, {}, "", 3, 6},
                    {{ItemKind::Feature, ItemKind::Reportage}, {}, "", 2, 6},
                    {{ItemKind::Column, ItemKind::Talk}, {}, "", 1, 4},
                    {{ItemKind::Notice, ItemKind::News}, {}, "", 0, 6},
                    {{ItemKind::Music}, {}, "", 0, 6}};
    const Proposal proposal = propose(pool, order);
    CHECK(proposal.fits);
    CHECK(proposal.remarks.empty());
}

namespace {

// A pool and an order of any sort; lengths in whole tenths.
struct Case {
    std::vector<PoolItem> pool;
    BuildOrder order;
};

class Cases {
public:
    explicit Cases(unsigned seed) : random_(seed) {}

    Case next() {
        Case made;
        made.order = order();
        const int items = upto(1, 9);
        for (int i = 1; i <= items; ++i) made.pool.push_back(pool_item(i));
        return made;
    }

private:
    int upto(int least, int most) { return std::uniform_int_distribution<int>(least, most)(random_); }

    BuildOrder order() {
        BuildOrder order;
        order.date = kToday;
        order.length = seconds(upto(600, 2'400) / 10.0);
        order.opening = seconds(upto(0, 200) / 10.0);
        order.stinger = seconds(upto(0, 30) / 10.0);
        order.closing = seconds(upto(0, 100) / 10.0);
        order.no_repeat_days = upto(0, 9);
        const int places = upto(1, 3);
        for (int i = 0; i < places; ++i) {
            FormatPlace& place = order.places.emplace_back();
            place.kinds = {static_cast<ItemKind>(upto(0, 2))};
            if (upto(0, 3) == 0) place.kinds.push_back(ItemKind::Notice);
            if (upto(0, 5) == 0) place.column = ColumnId{upto(1, 3)};
            place.least = upto(0, 1);
            place.most = place.least + upto(1, 2);
        }
        return order;
    }

    PoolItem pool_item(int id) {
        static constexpr std::array<ItemKind, 4> kinds{ItemKind::News, ItemKind::Feature, ItemKind::Column,
                                                       ItemKind::Notice};
        PoolItem made = item(id, kinds[static_cast<std::size_t>(upto(0, 3))], upto(100, 600) / 10.0);
        if (upto(0, 4) == 0) made.priority = ItemPriority::Priority;
        made.serves_guidance = upto(0, 3) == 0;
        if (upto(0, 1) == 0) made.column = ColumnId{upto(1, 3)};
        if (upto(0, 2) == 0) made.field = upto(0, 1) == 0 ? "kinh tế" : "văn hoá";
        if (upto(0, 3) == 0)
            made.last_aired = LocalDate{std::chrono::sys_days(kToday) - std::chrono::days(upto(1, 12))};
        if (upto(0, 7) == 0) made.refused = Message{"newsroom.not_approved", {}};
        return made;
    }

    std::mt19937 random_;
};

// What the best of all choices reaches, found by trying every one.
struct Reach {
    int missing = 1'000;
    int priority = 0;
    bool fits = false;
    Frames total;

    bool operator>(const Reach& other) const {
        if (missing != other.missing) return missing < other.missing;
        if (priority != other.priority) return priority > other.priority;
        if (fits != other.fits) return fits;
        return !fits && total > other.total;
    }
};

bool may_stand(const FormatPlace& place, const PoolItem& item) {
    const bool is_kind = std::count(place.kinds.begin(), place.kinds.end(), item.kind) > 0;
    return is_kind && (!place.column || place.column == item.column);
}

Reach reach_of(const Case& c, const std::vector<std::pair<const PoolItem*, std::size_t>>& chosen) {
    Reach reach;
    reach.missing = 0;
    for (std::size_t place = 0; place < c.order.places.size(); ++place) {
        const auto count = static_cast<int>(
            std::count_if(chosen.begin(), chosen.end(), [&](const auto& one) { return one.second == place; }));
        reach.missing += std::max(0, c.order.places[place].least - count);
    }
    reach.total = c.order.opening + c.order.closing;
    for (const auto& [item, place] : chosen) {
        reach.total += item->frames + (&item == &chosen.front().first ? Frames{0} : c.order.stinger);
        reach.priority += static_cast<int>(item->priority);
    }
    const Frames left = c.order.length - reach.total;
    reach.fits = !chosen.empty() && left >= Frames{0} && left <= c.order.tolerance;
    return reach;
}

Reach best_by_trying(const Case& c) {
    Reach best;
    std::vector<std::pair<const PoolItem*, std::size_t>> chosen;
    std::map<std::size_t, int> counts;
    std::set<std::int64_t> columns;
    const std::function<void(std::size_t)> go = [&](std::size_t from) {
        const Reach reach = reach_of(c, chosen);
        if ((reach.total <= c.order.length || chosen.empty()) && reach > best) best = reach;
        for (std::size_t i = from; i < c.pool.size(); ++i) {
            const PoolItem& item = c.pool[i];
            const bool is_heard =
                item.last_aired && std::chrono::sys_days(kToday) - std::chrono::sys_days(*item.last_aired) <=
                                       std::chrono::days(c.order.no_repeat_days);
            if (item.refused || is_heard || (item.column && columns.contains(item.column.value))) continue;
            for (std::size_t place = 0; place < c.order.places.size(); ++place) {
                if (!may_stand(c.order.places[place], item) || counts[place] == c.order.places[place].most) continue;
                chosen.emplace_back(&item, place);
                ++counts[place];
                if (item.column) columns.insert(item.column.value);
                go(i + 1);
                if (item.column) columns.erase(item.column.value);
                --counts[place];
                chosen.pop_back();
            }
        }
    };
    go(0);
    return best;
}

// Breaks no rule: items of the pool, each once, in places that take them, in the places' order, no column twice.
void check_rules(const Case& c, const Proposal& proposal) {
    std::set<std::int64_t> items;
    std::set<std::int64_t> columns;
    std::map<int, int> counts;
    std::vector<Frames> lengths;
    int last_place = 0;
    for (const PlacedItem& placed : proposal.items) {
        const auto found =
            std::find_if(c.pool.begin(), c.pool.end(), [&](const PoolItem& item) { return item.id == placed.item; });
        REQUIRE(found != c.pool.end());
        CHECK_FALSE(why_not_in_programme(*found, c.order));
        CHECK(may_stand(c.order.places.at(static_cast<std::size_t>(placed.place)), *found));
        CHECK(items.insert(placed.item.value).second);
        if (found->column) CHECK(columns.insert(found->column.value).second);
        CHECK(placed.place >= last_place);
        last_place = placed.place;
        CHECK(++counts[placed.place] <= c.order.places[static_cast<std::size_t>(placed.place)].most);
        lengths.push_back(found->frames);
    }
    CHECK(proposal.total == programme_length(c.order, lengths));
    CHECK(proposal.over == proposal.total - c.order.length);
    CHECK((proposal.over <= Frames{0} || proposal.items.empty()));
}

Reach reach_of(const Case& c, const Proposal& proposal) {
    std::vector<std::pair<const PoolItem*, std::size_t>> chosen;
    for (const PlacedItem& placed : proposal.items) {
        const auto found =
            std::find_if(c.pool.begin(), c.pool.end(), [&](const PoolItem& item) { return item.id == placed.item; });
        chosen.emplace_back(&*found, static_cast<std::size_t>(placed.place));
    }
    return reach_of(c, chosen);
}

}  // namespace

TEST_CASE("over 10,000 random pools no rule is broken and no better programme exists") {
    const unsigned seed = std::random_device{}();
    UNSCOPED_INFO("seed " << seed);
    Cases cases(seed);
    int full = 0;
    for (int run = 0; run < 10'000; ++run) {
        const Case c = cases.next();
        const Proposal proposal = propose(c.pool, c.order);
        INFO("seed " << seed << ", run " << run);
        check_rules(c, proposal);
        const Reach best = best_by_trying(c);
        const Reach ours = reach_of(c, proposal);
        CHECK(ours.missing == best.missing);
        CHECK(ours.priority == best.priority);
        CHECK(ours.fits == best.fits);
        CHECK(proposal.fits == best.fits);
        if (!best.fits) CHECK(ours.total == best.total);
        full += best.fits ? 1 : 0;
    }
    CHECK(full > 100);
}

TEST_CASE("the same pool gives the same programme, in whatever order its items come") {
    Cases cases(7);
    for (int run = 0; run < 200; ++run) {
        Case c = cases.next();
        const Proposal first = propose(c.pool, c.order);
        CHECK(propose(c.pool, c.order).items == first.items);
        std::reverse(c.pool.begin(), c.pool.end());
        CHECK(propose(c.pool, c.order).fits == first.fits);
    }
}

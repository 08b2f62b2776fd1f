// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Four days of the sample quarter's ward on a virtual clock: the real plan, playout and runner write the real ledger,
// and the report's figures move by each mishap as reckoned by hand. What the chain emitted is counted a second time, by
// the chain itself.
#include <array>
#include <functional>

#include "airtime/figures.h"
#include "core/names.h"
#include "store/ledger.h"
#include "store/ledger_sums.h"
#include "tests/catch.h"
#include "tests/fakes/world.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr LocalDate kFirst{std::chrono::year(2018) / 1 / 2};
constexpr DayRange kDays{kFirst, LocalDate{std::chrono::year(2018) / 1 / 5}};
constexpr seconds kMorning = hours{7} + minutes{30}, kAfternoon = hours{16} + minutes{45};

// Of the second day, from the programme's beginning: tune 0–20, call –45, news 60 s –105, stinger –110, news 95 s –205,
// stinger –210, feature 280 s –490, stinger –495, feature 385 s –880, close –900.
constexpr std::array<seconds, 4> kItems{seconds{60}, seconds{95}, seconds{280}, seconds{385}};

class Ward {
public:
    Ward() : world("Asia/Ho_Chi_Minh", LocalTime(std::chrono::local_days{kFirst})) {
        tune_ = add(seconds{20}, ItemKind::Tune);
        call_ = add(seconds{25}, ItemKind::Call);
        stinger_ = add(seconds{5}, ItemKind::Stinger);
        close_ = add(seconds{20}, ItemKind::Close);
        for (int day = 0; day < 4; ++day) add_edition(LocalDate{std::chrono::local_days{kFirst} + days{day}});
        add_slot("Sáng", kMorning);
        add_slot("Chiều", kAfternoon);
    }

    // So long after the midnight before the second day.
    void on_the_second(seconds time_of_day, const std::function<void()>& happen) {
        mishaps_.emplace_back(days{1} + time_of_day, happen);
    }

    ItemId item(int day, int number) const { return items_.at(static_cast<std::size_t>(day * 4 + number)); }

    // Walks the four days and gives what a report would count, by the ledger in the database.
    Figures figures(DayRange span = kDays) {
        if (!world.rehearsal) walk();
        return figures_of(ledger_sums(station_.connection, span, 1'000'000), span);
    }

    // What the chain counted at its own end, of takes whose label the filter likes.
    Frames emitted(const std::function<bool(const CueOrder&)>& is_meant) const {
        Frames sum;
        for (const VirtualAir::Sounded& sounded : world.air.sounded()) {
            if (is_meant(sounded.order)) sum += sounded.meter.line - sounded.meter.starved - sounded.meter.silenced;
        }
        return sum;
    }

    World world;

private:
    ItemId add(seconds length, ItemKind kind) {
        return world
            .add_item(std::string(name(kind)) + " " + std::to_string(world.plans.week.items.size() + 1),
                      to_frames(length), kind)
            .id;
    }

    void add_edition(LocalDate date) {
        Programme programme;
        programme.id = ProgrammeId{static_cast<std::int64_t>(world.plans.week.programmes.size()) + 1};
        programme.name = "Bản tin " + to_string(date);
        programme.series = "Bản tin";
        programme.date = date;
        const auto put = [&](ItemId item) { programme.rundown.emplace_back().item = item; };
        put(tune_);
        put(call_);
        for (std::size_t i = 0; i < kItems.size(); ++i) {
            if (i > 0) put(stinger_);
            items_.push_back(add(kItems[i], i < 2 ? ItemKind::News : ItemKind::Feature));
            put(items_.back());
        }
        put(close_);
        world.plans.week.programmes[programme.id] = programme;
    }

    void add_slot(const std::string& name, seconds start) {
        Slot slot;
        slot.id = SlotId{static_cast<std::int64_t>(world.plans.week.slots.size()) + 1};
        slot.name = name;
        slot.start = start;
        slot.length = minutes{15};
        slot.content.series = "Bản tin";
        world.plans.week.slots.push_back(slot);
    }

    void walk() {
        world.open();
        for (const auto& [after, happen] : mishaps_) world.rehearsal->at(after, happen);
        world.rehearsal->walk(days{4});
        Ledger ledger(station_.connection);
        for (const AsRunEntry& entry : world.ledger.entries()) {
            const EntryId id = ledger.open(entry.intent, entry.opened_at);
            REQUIRE(entry.outcome);
            ledger.close(id, entry.count, *entry.outcome, entry.cause, *entry.closed_at);
        }
    }

    std::vector<std::pair<seconds, std::function<void()>>> mishaps_;
    std::vector<ItemId> items_;
    ItemId tune_, call_, stinger_, close_;
    TemporaryStation station_;
};

Frames aired(const Figures& figures, Airtime airtime) { return figures.whole.airtime[index(airtime)]; }
Frames lost(const Figures& figures) { return sum(figures.whole.lost); }

bool is_within(Frames frames, seconds wanted, milliseconds off) {
    INFO("frames " << frames.count << ", wanted " << to_frames(wanted).count);
    return std::abs((frames - to_frames(wanted)).count) <= to_frames(off).count;
}

// Nothing of the four days but what the mishap itself moves.
void check_untouched_counts(const Figures& figures) {
    CHECK(figures.whole.programmes == 4);
    CHECK(figures.items.items == 16);
    CHECK(figures.whole.transmissions.heard == 8);
    CHECK(figures.whole.transmissions.unheard == 0);
    CHECK(figures.open == 0);
    CHECK(sum(figures.whole.planned) - lost(figures) + figures.difference() ==
          aired(figures, Airtime::Local) + relayed(figures.whole.airtime));
}

std::vector<std::string> causes(const Figures& figures) {
    std::vector<std::string> list;
    for (const Loss& loss : figures.losses) list.push_back(loss.cause);
    return list;
}

}  // namespace

TEST_CASE("four days without a mishap: 4 programmes, 8 transmissions, 2 hours to the frame, 16 items, 32 airings") {
    Ward ward;
    const Figures figures = ward.figures();
    check_untouched_counts(figures);
    CHECK(aired(figures, Airtime::Local) == to_frames(hours{2}));
    CHECK(aired(figures, Airtime::Local) == ward.emitted([](const CueOrder&) { return true; }));
    CHECK(figures.items.airings == 32);
    CHECK(figures.items.whole == 32);
    CHECK(lost(figures) == Frames{});
}

// Power goes 540 s into the morning and is back at 720: 45 and 160 of the last feature's 385 s are heard. The station
// knows the end of the first part from its last refresh, a second at most before.
TEST_CASE("through the runner: a power cut of three minutes at minute 9 takes 180 s of one airing") {
    Ward ward;
    ward.on_the_second(kMorning + minutes{9}, [&] { ward.world.power_cut(minutes{3}); });
    const Figures figures = ward.figures();
    check_untouched_counts(figures);
    CHECK(is_within(aired(figures, Airtime::Local), hours{2} - seconds{180}, seconds{1}));
    CHECK(is_within(lost(figures), seconds{180}, seconds{1}));
    CHECK(aired(figures, Airtime::Local) + lost(figures) == to_frames(hours{2}));
    CHECK(figures.items.airings == 32);
    CHECK(figures.items.whole == 31);
    CHECK(figures.losses.size() == 1);
}

// The second news, 95 s, is another file in the afternoon than the one approved; what follows closes up.
TEST_CASE("through the runner: an item replaced after its approval loses one airing, and is still one item") {
    Ward ward;
    ward.on_the_second(hours{12}, [&] {
        const Item& item = ward.world.plans.week.items.at(ward.item(1, 1));
        ward.world.library.surprises[item.recording->id] = Message{"library.tampered", {{"item", item.title}}};
    });
    const Figures figures = ward.figures();
    check_untouched_counts(figures);
    CHECK(aired(figures, Airtime::Local) == to_frames(hours{2} - seconds{95}));
    CHECK(lost(figures) == to_frames(seconds{95}));
    CHECK(figures.items.airings == 31);
    CHECK(figures.items.whole == 31);
    CHECK(causes(figures) == std::vector<std::string>{"library.tampered"});
}

// From 220 s on, within the first feature (210–490), for 200 s.
TEST_CASE("through the runner: an emergency of 3'20\" is counted apart and takes as much from what it covers") {
    Ward ward;
    ward.world.add_item("Báo bão", to_frames(seconds{200}), ItemKind::Notice);
    ward.on_the_second(kMorning + seconds{220}, [&] { ward.world.take_now("Báo bão", Rank::Emergency, "Lê Thị Hoa"); });
    const Figures figures = ward.figures();
    check_untouched_counts(figures);
    CHECK(aired(figures, Airtime::Emergency) == to_frames(seconds{200}));
    CHECK(aired(figures, Airtime::Emergency) ==
          ward.emitted([](const CueOrder& order) { return order.rank == Rank::Emergency; }));
    CHECK(aired(figures, Airtime::Local) == to_frames(hours{2} - seconds{200}));
    CHECK(lost(figures) == to_frames(seconds{200}));
    CHECK(figures.whole.transmissions.emergency == 1);
    CHECK(figures.items.airings == 32);
}

// On the fourth day the first news gives way to the first day's, of the same length.
TEST_CASE("through the runner: a repeat of an older item is an airing and no new item") {
    Ward ward;
    for (auto& [id, programme] : ward.world.plans.week.programmes) {
        if (programme.date == LocalDate{std::chrono::year(2018) / 1 / 5}) programme.rundown[2].item = ward.item(0, 0);
    }
    const Figures figures = ward.figures();
    CHECK(figures.items.items == 15);
    CHECK(figures.items.airings == 32);
    CHECK(aired(figures, Airtime::Local) == to_frames(hours{2}));
    const DayRange last{LocalDate{std::chrono::year(2018) / 1 / 5}, LocalDate{std::chrono::year(2018) / 1 / 5}};
    const Figures fourth = ward.figures(last);
    CHECK(fourth.items.items == 3);
    CHECK(fourth.items.older == 1);
    CHECK(fourth.items.airings == 8);
    CHECK(fourth.whole.programmes == 1);
}

// The machine comes up 130 s into the morning: tune, call, the first news and a stinger are past, 20 s of the second
// news. The chain needs a moment before its first sound.
TEST_CASE("through the runner: a late join loses what is past, and one item is joined in its middle") {
    Ward ward;
    ward.on_the_second(hours{7}, [&] { ward.world.power_cut(minutes{30} + seconds{130}); });
    const Figures figures = ward.figures();
    check_untouched_counts(figures);
    CHECK(is_within(lost(figures), seconds{130}, seconds{2}));
    CHECK(aired(figures, Airtime::Local) + lost(figures) == to_frames(hours{2}));
    CHECK(aired(figures, Airtime::Local) == ward.emitted([](const CueOrder&) { return true; }));
    CHECK(figures.items.airings == 31);
    CHECK(figures.items.whole == 30);
}

// A relay of half an hour at 11:00; its stream stalls for four minutes. Three seconds lie in the ring when it stalls
// and are played; its return is noticed within a second.
TEST_CASE("through the runner: a relay lost for four minutes is owed, delivered and filled, each to the frame") {
    Ward ward;
    Relay& relay = ward.world.add_relay("Tỉnh");
    relay.level = RelayLevel::Province;
    const ItemId filler = ward.world.add_item("Nhạc chờ", to_frames(seconds{30}), ItemKind::Music).id;
    Slot slot;
    slot.id = SlotId{3};
    slot.name = "Trưa";
    slot.start = hours{11};
    slot.length = minutes{30};
    slot.content.relay = relay.id;
    slot.sustainer = filler;
    slot.from = slot.until = LocalDate{std::chrono::year(2018) / 1 / 3};
    ward.world.plans.week.slots.push_back(slot);
    const RelayId id = relay.id;
    ward.on_the_second(hours{11} + minutes{10}, [&ward, id] { ward.world.relays.flow(id, false); });
    ward.on_the_second(hours{11} + minutes{14}, [&ward, id] { ward.world.relays.flow(id, true); });
    const Figures figures = ward.figures();
    const Frames owed = figures.whole.planned[index(Airtime::Province)];
    const Frames delivered = aired(figures, Airtime::Province);
    CHECK(owed == to_frames(minutes{30}));
    CHECK(is_within(delivered, minutes{26} + seconds{3}, seconds{1}));
    CHECK(figures.whole.lost[index(Airtime::Province)] == owed - delivered);
    CHECK(is_within(aired(figures, Airtime::Filler), minutes{4} - seconds{3}, seconds{1}));
    CAPTURE(delivered.count, aired(figures, Airtime::Filler).count, figures.whole.dead_air.count, owed.count);
    CHECK(delivered + aired(figures, Airtime::Filler) + figures.whole.dead_air == owed);
    CHECK(delivered == ward.emitted([](const CueOrder& order) { return order.rank == Rank::Relay; }));
    CHECK(aired(figures, Airtime::Local) == to_frames(hours{2}));
    CHECK(causes(figures) == std::vector<std::string>{"asrun.relay_lost"});
    CHECK(figures.whole.transmissions.relayed == 1);
    CHECK(figures.whole.transmissions.heard == 9);
}

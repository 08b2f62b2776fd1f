// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sample quarter: 59 programmes, 118 transmissions, 29h30'00", 244 items, 488 airings; and how each mishap moves
// them.
#include "tests/airtime/quarter.h"
#include "airtime/figures_document.h"
#include "airtime/rounding.h"
#include "daemon/reporting.h"
#include "store/ledger_sums.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;

namespace {

seconds aired(const Figures& figures, Airtime airtime) { return whole_seconds(figures.whole.airtime[index(airtime)]); }
seconds lost(const Figures& figures) { return whole_seconds(sum(figures.whole.lost)); }

std::vector<std::vector<std::int64_t>> by_month(const Figures& figures) {
    std::vector<std::vector<std::int64_t>> counts;
    for (const Period& month : months_of(*parse_period("2018-q1"))) {
        const DayFigures part = figures_within(figures, month.span);
        counts.push_back(
            {part.programmes, part.items, part.airings, whole_seconds(part.airtime[index(Airtime::Local)]).count()});
    }
    return counts;
}

// What every one of these cases must hold, whatever happened.
void check_sums(const Figures& figures) {
    const Frames aired = figures.whole.airtime[index(Airtime::Local)] + relayed(figures.whole.airtime);
    CHECK(sum(figures.whole.planned) - sum(figures.whole.lost) + figures.difference() == aired);
    Frames by_cause;
    for (const Loss& loss : figures.losses) by_cause += loss.lost;
    CHECK(by_cause == sum(figures.whole.lost));
    std::int64_t items = 0;
    for (const auto& [date, day] : figures.days) items += day.items;
    CHECK(items == figures.items.items);
}

}  // namespace

TEST_CASE("the sample quarter counts what the ward reported, to the second, and month by month") {
    const Figures figures = Quarter().figures();
    CHECK(figures.whole.programmes == 59);
    CHECK(figures.whole.transmissions.heard == 118);
    CHECK(aired(figures, Airtime::Local) == hours{29} + minutes{30});
    CHECK(figures.items.items == 244);
    CHECK(figures.items.airings == 488);
    CHECK(figures.items.whole == 488);
    CHECK(by_month(figures) ==
          std::vector<std::vector<std::int64_t>>{{22, 91, 182, 39'600}, {15, 62, 124, 27'000}, {22, 91, 182, 39'600}});
    CHECK(lost(figures) == seconds{0});
    CHECK(figures.whole.transmissions.unheard == 0);
    check_sums(figures);
}

TEST_CASE("the database's sums and the entries' by themselves are the same figures") {
    TemporaryStation station;
    station.connection.run("PRAGMA synchronous = OFF");
    Ledger ledger(station.connection);
    Quarter quarter;
    Quarter::lose(quarter.at("2018-01-03", 0, 9), seconds{180}, "asrun.chain_lost");
    quarter.add(EntryKind::Relay, "2018-02-01", 7, seconds{1800}, seconds{1560}).intent.relay_level =
        RelayLevel::Province;
    quarter.write(ledger);
    for (const char* text : {"2018-q1", "2018-01", "2018-02", "2018-03", "2018-01-20..2018-02-19", "2017", "2019"}) {
        INFO(text);
        const DayRange span = parse_period(text)->span;
        CHECK(figures_document(figures_of(ledger_sums(station.connection, span, 1'000'000), span)) ==
              figures_document(quarter.figures(span)));
    }
}

TEST_CASE("the sentence is said for any period, in both languages") {
    const Figures figures = Quarter().figures();
    const Catalogue vietnamese(Language::Vietnamese), english(Language::English);
    CHECK(figures_sentence(figures, CatalogueVoice(vietnamese)) ==
          "Xây dựng 59 chương trình, tuyên truyền 29h30' với 244 tin, bài");
    CHECK(figures_sentence(figures, CatalogueVoice(english)) == "Produced 59 programmes, 29h30' on air with 244 items");
    CHECK(figures_sentence(Quarter().figures(parse_period("2018-02")->span), CatalogueVoice(vietnamese)) ==
          "Xây dựng 15 chương trình, tuyên truyền 7h30' với 62 tin, bài");
    CHECK(figures_sentence(Quarter().figures(parse_period("2017")->span), CatalogueVoice(vietnamese)) ==
          "Xây dựng 0 chương trình, tuyên truyền 0\" với 0 tin, bài");
}

// 2018-01-03: tune 0–20, call –45, news 60 s –105, stinger –110, news 95 s –205, stinger –210, feature 280 s –490,
// stinger –495, feature 385 s 495–880, close –900. Power goes at 540 and is back at 720: 45 + 160 of the 385 s are
// heard.
TEST_CASE("a power cut of three minutes at minute 9 takes exactly 180 s of one item and no airing") {
    Quarter quarter;
    Quarter::lose(quarter.at("2018-01-03", 0, 9), seconds{180}, "asrun.chain_lost");
    const Figures figures = quarter.figures();
    CHECK(aired(figures, Airtime::Local) == seconds{106'200 - 180});
    CHECK(lost(figures) == seconds{180});
    CHECK(figures.items.airings == 488);
    CHECK(figures.items.whole == 487);
    CHECK(figures.items.items == 244);
    CHECK(figures.whole.transmissions.heard == 118);
    CHECK(by_month(figures)[0][3] == 39'600 - 180);
    REQUIRE(figures.losses.size() == 1);
    CHECK(figures.losses[0].cause == "asrun.chain_lost");
    check_sums(figures);
}

// The second news of 2018-01-04 is 110 s; its file is another one in the afternoon than the one approved.
TEST_CASE("an item whose sound was replaced after approval loses one airing, and is still one item") {
    Quarter quarter;
    AsRunEntry& item = quarter.at("2018-01-04", 1, 5);
    Quarter::lose(item, seconds{110}, "asrun.tampered");
    item.outcome = Outcome::Refused;
    const Figures figures = quarter.figures();
    CHECK(aired(figures, Airtime::Local) == seconds{106'200 - 110});
    CHECK(figures.items.airings == 487);
    CHECK(figures.items.items == 244);
    CHECK(figures.whole.programmes == 59);
    CHECK(lost(figures) == seconds{110});
    check_sums(figures);
}

// On 2018-01-05 the first feature (320 s) lies at 195–515; the emergency is heard from 300 to 500.
TEST_CASE("an emergency of 3'20\" is counted apart and takes as much from what it covered") {
    Quarter quarter;
    Quarter::lose(quarter.at("2018-01-05", 0, 7), seconds{200}, "asrun.covered");
    quarter.add(EntryKind::Emergency, "2018-01-05", 1, seconds{200}, seconds{200});
    const Figures figures = quarter.figures();
    CHECK(aired(figures, Airtime::Emergency) == minutes{3} + seconds{20});
    CHECK(aired(figures, Airtime::Local) == seconds{106'200 - 200});
    CHECK(whole_seconds(sum(figures.whole.airtime)) == seconds{106'200});
    CHECK(figures.whole.transmissions.heard == 118);
    CHECK(figures.whole.transmissions.emergency == 1);
    CHECK(figures.items.airings == 488);
    check_sums(figures);
}

// In the afternoon of the last day the first news (80 s) gives way to the first one of the year (70 s).
TEST_CASE("a repeat of an older item is an airing and no new item") {
    Quarter quarter;
    const AsRunEntry older = quarter.at("2018-01-02", 0, 3);
    AsRunEntry& place = quarter.at("2018-03-30", 1, 3);
    place.intent.item = older.intent.item;
    place.intent.planned_frames = place.count.frames = older.count.frames;
    const Figures figures = quarter.figures();
    CHECK(figures.items.items == 244);
    CHECK(figures.items.older == 0);
    CHECK(figures.items.airings == 488);
    CHECK(aired(figures, Airtime::Local) == seconds{106'200 - 10});
    CHECK(by_month(figures)[2][1] == 91);
    const Figures march = quarter.figures(parse_period("2018-03")->span);
    CHECK(march.items.items == 91);
    CHECK(march.items.older == 1);
    CHECK(march.items.airings == 182);
    check_sums(figures);
}

// 2018-01-08, 130 s late: tune 20, call 25, the first news 70 and a stinger 5 are past; the second one lacks 10 of 85.
TEST_CASE("a late join loses what was past, and one item is joined in its middle") {
    Quarter quarter;
    seconds late{130};
    for (int position = 1; late > seconds{0}; ++position) {
        AsRunEntry& entry = quarter.at("2018-01-08", 0, position);
        const seconds gone = std::min(late, whole_seconds(entry.count.frames));
        Quarter::lose(entry, gone, "asrun.joined_late");
        late -= gone;
    }
    const Figures figures = quarter.figures();
    CHECK(aired(figures, Airtime::Local) == seconds{106'200 - 130});
    CHECK(lost(figures) == seconds{130});
    CHECK(figures.items.airings == 487);
    CHECK(figures.items.whole == 486);
    CHECK(figures.whole.transmissions.heard == 118);
    CHECK(figures.items.items == 244);
    check_sums(figures);
}

TEST_CASE("a relay lost for four minutes is owed, delivered and filled, each to the second") {
    Quarter quarter;
    AsRunEntry& relay = quarter.add(EntryKind::Relay, "2018-02-01", 7, minutes{30}, minutes{26});
    relay.intent.relay_level = RelayLevel::Province;
    relay.cause = Message{"asrun.relay_lost", {{"relay", "Tỉnh"}}};
    quarter.add(EntryKind::Sustainer, "2018-02-01", 7, seconds{0}, minutes{4}).outcome = Outcome::Aired;
    const Figures figures = quarter.figures();
    CHECK(whole_seconds(figures.whole.planned[index(Airtime::Province)]) == minutes{30});
    CHECK(aired(figures, Airtime::Province) == minutes{26});
    CHECK(whole_seconds(figures.whole.lost[index(Airtime::Province)]) == minutes{4});
    CHECK(aired(figures, Airtime::Filler) == minutes{4});
    CHECK(aired(figures, Airtime::Local) == seconds{106'200});
    CHECK(figures.whole.transmissions.heard == 119);
    CHECK(figures.whole.transmissions.local == 118);
    CHECK(figures.whole.transmissions.relayed == 1);
    check_sums(figures);
}

TEST_CASE("inserts over a relay are the station's own time and nobody owes the relay's for it") {
    Quarter quarter;
    AsRunEntry& relay = quarter.add(EntryKind::Relay, "2018-02-01", 7, minutes{30}, minutes{28});
    relay.outcome = Outcome::Aired;
    relay.intent.relay_level = RelayLevel::City;
    quarter.add(EntryKind::Insert, "2018-02-01", 7, minutes{2}, minutes{2}).intent.position = 1;
    const Figures figures = quarter.figures();
    CHECK(whole_seconds(figures.whole.planned[index(Airtime::City)]) == minutes{28});
    CHECK(aired(figures, Airtime::City) == minutes{28});
    CHECK(aired(figures, Airtime::Local) == seconds{106'200 + 120});
    CHECK(lost(figures) == seconds{0});
    CHECK(figures.whole.transmissions.local == 119);
    check_sums(figures);
}

TEST_CASE("a session that could not be heard is planned time, lost once and not twice") {
    Quarter quarter;
    quarter.add(EntryKind::Session, "2018-02-02", 8, minutes{15}, seconds{0}).outcome = Outcome::Missed;
    AsRunEntry& session = quarter.add(EntryKind::Session, "2018-02-03", 9, minutes{15}, seconds{0});
    session.outcome = Outcome::Refused;
    AsRunEntry& item = quarter.add(EntryKind::Item, "2018-02-03", 9, minutes{14}, seconds{0});
    item.outcome = Outcome::Refused;
    const Figures figures = quarter.figures();
    CHECK(lost(figures) == minutes{15 + 14});
    CHECK(figures.whole.transmissions.unheard == 2);
    CHECK(figures.whole.transmissions.heard == 118);
    check_sums(figures);
}

TEST_CASE("dead air is what nobody asked for: silence a person ordered is not") {
    Quarter quarter;
    quarter.add(EntryKind::DeadAir, "2018-02-02", 8, seconds{0}, seconds{30}).outcome = Outcome::Missed;
    quarter.add(EntryKind::DeadAir, "2018-02-02", 8, seconds{0}, seconds{90}).outcome = Outcome::Cancelled;
    const Figures figures = quarter.figures();
    CHECK(whole_seconds(figures.whole.dead_air) == seconds{30});
    CHECK(aired(figures, Airtime::Local) == seconds{106'200});
    check_sums(figures);
}

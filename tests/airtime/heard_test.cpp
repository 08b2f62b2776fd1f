// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// "Were you on air?" and the station log, from the sample quarter.
#include "airtime/heard.h"
#include "airtime/interchange.h"
#include "airtime/render.h"
#include "airtime/rounding.h"
#include "airtime/station_log.h"
#include "core/zone.h"
#include "daemon/reporting.h"
#include "store/ledger_export.h"
#include "tests/airtime/quarter.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;

namespace {

// 2018-01-03 at that time of day in the ward (+07).
WallTime on_the_third(seconds time_of_day) {
    return WallTime(std::chrono::sys_days(*parse_date("2018-01-03"))) + time_of_day - hours{7};
}

HeardAnswer asked(const Quarter& quarter, WallTime at, std::uint32_t zones = ~std::uint32_t{0}) {
    return heard_at(quarter.entries, {at, zones, ""});
}

std::string words_of(const Report& page) {
    const Catalogue words(Language::Vietnamese);
    return report_text(page, CatalogueVoice(words));
}

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

std::vector<AsRunEntry> of_day(const Quarter& quarter, const char* date) {
    std::vector<AsRunEntry> entries;
    for (const AsRunEntry& entry : quarter.entries) {
        if (entry.intent.transmission.date == *parse_date(date)) entries.push_back(entry);
    }
    return entries;
}

}  // namespace

TEST_CASE("asked about a second within a programme, the station names the item, and about the second after, nothing") {
    const Quarter quarter;
    const HeardAnswer within = asked(quarter, on_the_third(hours{7} + minutes{30} + seconds{50}));
    REQUIRE(within.sounding.size() == 1);
    CHECK(within.sounding[0].intent.position == 3);
    CHECK(asked(quarter, on_the_third(hours{7} + minutes{45} - std::chrono::seconds{1})).sounding.size() == 1);
    const HeardAnswer after = asked(quarter, on_the_third(hours{7} + minutes{45}));
    CHECK(after.sounding.empty());
    REQUIRE(after.before);
    CHECK(after.before->count.ended == on_the_third(hours{7} + minutes{45}));
    REQUIRE(after.after);
    CHECK(after.after->count.started == on_the_third(hours{16} + minutes{45}));
}

TEST_CASE("nothing was emitted at 03:15 is said only of a whole ledger that reaches back so far") {
    const Quarter quarter;
    const HeardAnswer answer = asked(quarter, on_the_third(hours{3} + minutes{15}));
    HeardGrounds grounds;
    CHECK(verdict_of(answer, grounds) == HeardVerdict::Off);
    grounds.begins = on_the_third(hours{4});
    CHECK(verdict_of(answer, grounds) == HeardVerdict::Unproved);
    grounds.begins.reset();
    grounds.fault = Message{"store.verify_hash", {{"number", "7"}}};
    CHECK(verdict_of(answer, grounds) == HeardVerdict::Unproved);
}

TEST_CASE("a zone that was not played to was not on air") {
    Quarter quarter;
    for (AsRunEntry& entry : quarter.entries) entry.intent.zones = 1;
    const WallTime at = on_the_third(hours{7} + minutes{30} + seconds{50});
    CHECK(asked(quarter, at, 1).sounding.size() == 1);
    CHECK(asked(quarter, at, 2).sounding.empty());
}

TEST_CASE("silence on record within a transmission is no sound, and an item that was never heard is none either") {
    Quarter quarter;
    AsRunEntry& silence = quarter.add(EntryKind::DeadAir, "2018-01-03", 9, seconds{0}, seconds{60});
    const WallTime at = *silence.count.started + seconds{30};
    CHECK(verdict_of(asked(quarter, at), {}) == HeardVerdict::Silent);
    Quarter::lose(quarter.at("2018-01-03", 0, 3), whole_seconds(quarter.at("2018-01-03", 0, 3).count.frames),
                  "asrun.station_off");
    CHECK(asked(quarter, on_the_third(hours{7} + minutes{30} + seconds{50})).sounding.empty());
}

TEST_CASE("the reply sheet says yes or no in a sentence, what was heard before and after, and the ledger's hash") {
    const Quarter quarter;
    const auto zone = make_zone("Asia/Ho_Chi_Minh");
    const Catalogue words(Language::Vietnamese);
    const CatalogueVoice voice(words);
    HeardGrounds grounds;
    grounds.head = Sha256(64, 'a');
    const WallTime at = on_the_third(hours{3} + minutes{15});
    const std::string text =
        words_of(reply_sheet("Đài phường", {at, ~std::uint32_t{0}, ""}, asked(quarter, at), grounds, *zone, voice));
    CHECK(text.find("Không. Lúc 03:15 03/01/2018 đài không phát tiếng nào ra loa.") != std::string::npos);
    CHECK(text.find(grounds.head) != std::string::npos);
    CHECK(text.find("17:00 02/01/2018") != std::string::npos);
    CHECK(text.find("07:30 03/01/2018") != std::string::npos);
}

TEST_CASE(
    "the reply sheet tells the state of the output and how loud the sound kept of that moment is, or that none is") {
    const Quarter quarter;
    const auto zone = make_zone("Asia/Ho_Chi_Minh");
    const Catalogue words(Language::Vietnamese);
    const CatalogueVoice voice(words);
    const HeardQuestion question{on_the_third(hours{7} + minutes{30} + seconds{50}), ~std::uint32_t{0}, "Tổ 5"};
    const HeardAnswer answer = asked(quarter, question.at);
    const auto sheet = [&](const HeardGrounds& grounds) {
        return words_of(reply_sheet("Đài phường", question, answer, grounds, *zone, voice));
    };
    HeardGrounds grounds;
    const std::string bare = sheet(grounds);
    CHECK(bare.find("Hỏi về cụm loa Tổ 5") != std::string::npos);
    CHECK(bare.find(words.render({"heard.no_air_check", {}})) != std::string::npos);
    CHECK(bare.find(words.render({"heard.state_normal", {}})) != std::string::npos);
    grounds.states = {{"playout.output_lost", {{"device", "USB"}}}};
    grounds.air_check = HeardGrounds::Sound{"/bang/sang.flac", seconds{50}, -18.25, -6.0};
    const std::string told = sheet(grounds);
    CHECK(told.find("Lúc đó: Mất đầu ra âm thanh USB") != std::string::npos);
    CHECK(told.find("/bang/sang.flac, lúc được hỏi ở 50\"") != std::string::npos);
    CHECK(told.find("độ to -18.2 LUFS, đỉnh -6.0 dBTP") != std::string::npos);
    grounds.air_check->loudness_lufs.reset();
    CHECK(sheet(grounds).find(words.render({"heard.air_check_unread", {}})) != std::string::npos);
}

TEST_CASE("the log of a day has every item planned beside heard, and adds up to what was aired") {
    Quarter quarter;
    Quarter::lose(quarter.at("2018-01-03", 0, 9), seconds{180}, "asrun.chain_lost");
    const auto zone = make_zone("Asia/Ho_Chi_Minh");
    const Catalogue words(Language::Vietnamese);
    const LogDay day{*parse_date("2018-01-03"), {"Lê Thị Hoa"}, of_day(quarter, "2018-01-03")};
    const Report log = station_log("Đài phường", {day}, *zone, CatalogueVoice(words));
    REQUIRE(log.sections.size() == 1);
    REQUIRE(log.sections[0].tables.size() == 2);
    seconds heard{0};
    std::size_t rows = 0;
    for (const ReportTable& table : log.sections[0].tables) {
        for (const auto& row : table.rows) heard += std::get<seconds>(row.at(4));
        rows += table.rows.size();
    }
    CHECK(rows == day.entries.size());
    CHECK(heard == minutes{27});
    const std::string text = words_of(log);
    CHECK(text.find("Người trực: Lê Thị Hoa.") != std::string::npos);
    CHECK(text.find("đã phát 27'00\", không phát được 3'00\"") != std::string::npos);
    CHECK(count_of(text, words.render({"asrun.chain_lost", {}})) == 1);
}

TEST_CASE("the log of a week has a line a transmission and a heading a day, days without any included") {
    const Quarter quarter;
    const auto zone = make_zone("Asia/Ho_Chi_Minh");
    const Catalogue words(Language::Vietnamese);
    std::vector<LogDay> days;
    for (const char* date : {"2018-01-05", "2018-01-06", "2018-01-07", "2018-01-08"})
        days.push_back({*parse_date(date), {}, of_day(quarter, date)});
    const Report log = station_log("Đài phường", days, *zone, CatalogueVoice(words));
    REQUIRE(log.sections.size() == 4);
    CHECK(log.sections[0].tables.at(0).rows.size() == 2);
    CHECK(log.sections[1].tables.empty());
}

TEST_CASE("the exchange form has every transmission once, with its planned and its actual time") {
    Quarter quarter;
    Quarter::lose(quarter.at("2018-01-03", 0, 3), whole_seconds(quarter.at("2018-01-03", 0, 3).count.frames),
                  "asrun.station_off");
    quarter.at("2018-01-03", 0, 4).intent.title = "Mưa & <gió>";
    for (std::size_t i = 0; i < quarter.entries.size(); ++i)
        quarter.entries[i].id = EntryId{static_cast<std::int64_t>(i) + 1};
    const std::string xml = programme_information("Đài phường", "vi", quarter.entries, at());
    CHECK(count_of(xml, "<programme ") == 118);
    CHECK(count_of(xml, "<programmeEvent ") == quarter.entries.size());
    CHECK(count_of(xml, " actualTime=") == 118 + quarter.entries.size() - 1);
    CHECK(xml.find("time=\"2018-01-03T00:30:00Z\" duration=\"PT900.000S\" actualTime=\"2018-01-03T00:30:00Z\"") !=
          std::string::npos);
    CHECK(xml.find("Mưa &amp; &lt;gió&gt;") != std::string::npos);
}

TEST_CASE("an export as JSON Lines is read back entry by entry") {
    TemporaryStation station;
    station.connection.run("PRAGMA synchronous = OFF");
    Ledger ledger(station.connection);
    Quarter quarter;
    quarter.entries.resize(20);
    quarter.write(ledger);
    const auto entries = chained_entries(station.connection);
    const std::string lines = ledger_lines(entries);
    CHECK(count_of(lines, "\n") == entries.size());
    CHECK(ledger_lines(read_ledger_export(lines)) == lines);
    CHECK(refusal([&] { read_ledger_export(lines + "{\"number\": 21}\n"); }) == "store.bad_export_row");
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Imports, pools, submissions and feeds through the desk.
#include <array>
#include <map>

#include "daemon/release.h"
#include "store/exchange.h"
#include "store/items.h"
#include "store/ledger.h"
#include "tests/daemon/desk_of_a_day.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using nlohmann::json;

namespace {

// One of four ways to write the same three items, and one of nine ways to spoil the second; 0: none.
struct Written {
    std::string text;
    int wrong_line = 0;
};

std::string number(int file, int item) { return std::to_string(file) + "-" + std::to_string(item); }

Written rss(int file, int fault) {
    std::string text =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>Cổng</title>\n";
    for (int i = 1; i <= 3; ++i) {
        const bool is_bad = i == 2 && fault != 0;
        std::string title = "<title>Tin phường " + number(file, i) + "</title>";
        std::string guid = "<guid>" + number(file, i) + "</guid>";
        if (is_bad && fault % 3 == 0) title.clear();
        if (is_bad && fault % 3 == 1) title = "<title>Tin hỏng &khong_co;</title>";
        if (is_bad && fault % 3 == 2) guid = "<guid>" + number(file, 1) + "</guid>";
        text += "<item>" + title + guid + "<description>&lt;p&gt;Lời của tin&lt;/p&gt;</description></item>\n";
    }
    return {text + "</channel></rss>\n", 4};
}

Written atom(int file, int fault) {
    std::string text = "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>Cổng</title>\n";
    for (int i = 1; i <= 3; ++i) {
        const bool is_bad = i == 2 && fault != 0;
        const std::string end = is_bad && fault % 2 == 0 ? "</etnry>" : "</entry>";
        const std::string title = is_bad && fault % 2 == 1 ? "" : "<title>Tin phường " + number(file, i) + "</title>";
        text += "<entry><id>urn:" + number(file, i) + "</id>" + title + "<summary>Lời</summary>" + end + "\n";
    }
    return {text + "</feed>\n", 4};
}

Written csv(int file, int fault) {
    static constexpr std::array<const char*, 9> kBad{"",
                                                     "a,b",
                                                     "a,b,news,4,,",
                                                     "a,b,sermon,,",
                                                     ",b,news,,",
                                                     "a,b,news,9,",
                                                     "a,b,news,1,no_block",
                                                     "\"a\"x,b,news,,",
                                                     "a\x02,b,news,,"};
    std::string text = "title,text,kind,priority,block\n";
    for (int i = 1; i <= 3; ++i) {
        const bool is_bad = i == 2 && fault != 0;
        text += is_bad ? kBad.at(static_cast<std::size_t>(fault))
                       : "Tin " + number(file, i) + ",\"Lời, có phẩy\",news,1,uy_ban";
        text += "\n";
    }
    return {text, 3};
}

Written json_items(int file, int fault) {
    static constexpr std::array<const char*, 9> kBad{"",
                                                     R"({"title": ""})",
                                                     R"({"title": "a", "kind": "sermon"})",
                                                     R"({"title": "a", "until": "2026-13-01"})",
                                                     R"({"title": "a", "colour": "đỏ"})",
                                                     R"({"title": 3.5})",
                                                     R"({"title": "a" "b"})",
                                                     R"({"title": ["a"]})",
                                                     R"({"title": "a", "priority": "rất gấp"})"};
    std::string text = "{\"items\": [\n";
    for (int i = 1; i <= 3; ++i) {
        const bool is_bad = i == 2 && fault != 0;
        text += is_bad ? kBad.at(static_cast<std::size_t>(fault))
                       : R"({"id": ")" + number(file, i) + R"(", "title": "Tin )" + number(file, i) +
                             R"(", "authors": ["Trần Thị Hoa"], "priority": 2})";
        text += i < 3 ? ",\n" : "\n";
    }
    return {text + "]}\n", 3};
}

struct Counts {
    std::int64_t items, people, imported, events, audit;
    bool operator==(const Counts&) const = default;
};

Counts counts(Connection& c) {
    const auto count = [&](const char* sql) { return scalar(c, std::int64_t{0}, sql); };
    return {count("SELECT count(*) FROM item"), count("SELECT count(*) FROM person"),
            count("SELECT count(*) FROM imported_item"), count("SELECT count(*) FROM item_event"),
            count("SELECT count(*) FROM audit_entry")};
}

// Heard whole, by the ledger.
void hear(Desk& desk, ItemId item) {
    Ledger ledger(desk.station.connection);
    EntryIntent intent;
    intent.transmission = {parse_date("2026-12-05").value(), SlotId{1}, {}};
    intent.item = item;
    intent.title = "Tin";
    intent.planned_start = at();
    intent.planned_frames = Frames{kSampleRate};
    EntryCount count;
    count.started = at();
    count.ended = at(1s);
    count.frames = intent.planned_frames;
    ledger.close(ledger.open(intent, at()), count, Outcome::Aired, {}, at(1s));
}

json import(Desk& desk, const std::string& name, const std::string& text, const char* source = "cổng") {
    return desk.ask("import", {{"name", name}, {"source", source}}, text);
}

}  // namespace

TEST_CASE("of 200 feeds and files each is taken whole or refused by its line, and nothing is left behind") {
    Desk desk;
    constexpr std::array<Written (*)(int, int), 4> kWays{rss, atom, csv, json_items};
    int taken = 0;
    int refused = 0;
    for (int file = 0; file < 200; ++file) {
        const int fault = file / 4 % 9;
        const Written written = kWays.at(static_cast<std::size_t>(file % 4))(file, fault);
        const std::string name = "tep-" + std::to_string(file);
        INFO(name << "\n" << written.text);
        const Counts before = counts(desk.station.connection);
        try {
            const json answer = import(desk, name, written.text);
            REQUIRE(fault == 0);
            REQUIRE(answer["items"].size() == 3);
            ++taken;
        } catch (const RequestError& error) {
            REQUIRE(fault != 0);
            ++refused;
            REQUIRE(error.message().key.starts_with("import."));
            REQUIRE(error.message().args.at(0) == std::pair<std::string, std::string>("file", name));
            REQUIRE(error.message().args.at(1) ==
                    std::pair<std::string, std::string>("line", std::to_string(written.wrong_line)));
            REQUIRE(counts(desk.station.connection) == before);
        }
    }
    CHECK(taken == 24);
    CHECK(refused == 176);
    CHECK(counts(desk.station.connection).items == 24 * 3);
}

TEST_CASE("an imported item is a draft, of its origin, and the same one is not imported twice") {
    Desk desk;
    const std::string text = "title,text,link,authors\nTin A,Lời,https://p/a,Lê Văn Nam;Trần Thị Hoa\n";
    const json first = import(desk, "a.csv", text);
    const ItemOnFile item = read_item_on_file(desk.station.connection, ItemId{first["items"][0]["item"]}, at());
    CHECK(item.state == ItemState::Draft);
    CHECK(item.draft.origin == ItemOrigin::Portal);
    CHECK(item.draft.portal_link == "https://p/a");
    CHECK(item.draft.authors.size() == 2);
    const json second = import(desk, "a.csv", text);
    CHECK(second["known"] == 1);
    CHECK(second["items"][0]["item"] == first["items"][0]["item"]);
    CHECK(import(desk, "a.csv", text, "nơi khác")["known"] == 0);
}

TEST_CASE("of the three levels an emergency is submitted at once and told of: it still has to be approved") {
    Desk desk;
    const json answer = import(desk, "nguon.json", R"([{"id": "1", "title": "Thường", "priority": 1},
{"id": "2", "title": "Ưu tiên", "priority": 2},
{"id": "3", "title": "Lũ về", "priority": 3, "text": "Sơ tán ngay"}])");
    const auto state = [&](std::size_t i) {
        return read_item_on_file(desk.station.connection, ItemId{answer["items"][i]["item"]}, at());
    };
    CHECK(state(0).state == ItemState::Draft);
    CHECK(state(1).state == ItemState::Draft);
    CHECK(state(1).draft.priority == ItemPriority::Priority);
    CHECK(state(2).state == ItemState::Submitted);
    CHECK_FALSE(state(2).text_approval);
    REQUIRE(desk.diary.size() == 1);
    CHECK(desk.diary[0].key == "import.emergency");
}

TEST_CASE("the pools tell what was posted and never aired, and aired and never posted") {
    Desk desk;
    const json posted = import(desk, "a.csv", "title,link\nĐã đăng,https://p/a\n");
    const ItemId aired = desk.item(ItemKind::News, 60);
    hear(desk, aired);
    const auto never_aired = posted_never_aired(desk.station.connection);
    REQUIRE(never_aired.size() == 1);
    CHECK(never_aired[0].value == posted["items"][0]["item"]);
    CHECK(aired_never_posted(desk.station.connection) == std::vector<ItemId>{aired});
}

TEST_CASE("what is sent to the city station is accepted and aired, or returned, in that order") {
    Desk desk;
    const ItemId item = desk.item(ItemKind::News, 60);
    const json sent = desk.ask("submission_add", {{"item", item.value}, {"receiver", "Đài thành phố"}});
    CHECK(desk.refused("submission_add", {{"item", item.value}, {"receiver", "Đài thành phố"}}) ==
          "store.already_sent");
    const auto mark = [&](const char* state) { return json{{"submission", sent["submission"]}, {"state", state}}; };
    CHECK(desk.refused("submission_mark", mark("sent")) == "store.wrong_submission");
    desk.ask("submission_mark", mark("accepted"));
    CHECK(desk.refused("submission_mark", mark("returned")) == "store.wrong_submission");
    desk.ask("submission_mark", mark("aired"));
    const auto all = list_submissions(desk.station.connection);
    REQUIRE(all.size() == 1);
    CHECK(all[0].state == SubmissionState::Aired);
    CHECK(all[0].sent_by == "Lê Thị Hoa");
}

TEST_CASE("only what may be heard and whose text is approved is released") {
    Desk desk;
    const ItemId heard = desk.item(ItemKind::News, 60);
    const ItemId refused = desk.item(ItemKind::News, 60);
    desk.library.refused.insert(read_item(desk.station.connection, refused).recording->id);
    const json draft = import(desk, "a.csv", "title\nChưa có tiếng\n");
    const auto is_out = [&](ItemId item) { return is_released(desk.station.connection, desk.library, item, at()); };
    CHECK(is_out(heard));
    CHECK_FALSE(is_out(refused));
    CHECK_FALSE(is_out(ItemId{draft["items"][0]["item"]}));
    CHECK_FALSE(is_out(desk.item(ItemKind::Tune, 20)));
}

TEST_CASE("a feed's times are written as readers of RSS want them") {
    CHECK(rss_time(at(90s + 7h)) == "Sat, 05 Dec 2026 07:01:30 +0000");
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What people read, word for word.
#include "cli/show.h"

#include <algorithm>

#include "cli/table.h"
#include "tests/catch.h"

using namespace truyenthanh;
using nlohmann::json;

namespace {

const Catalogue vietnamese(Language::Vietnamese);
const Catalogue english(Language::English);

json status() {
    return json::parse(R"({
        "station": "Đài truyền thanh phường Minh Khai", "source": "station", "clock": "trusted",
        "now": "2026-12-05T00:31:20Z", "now_local": "2026-12-05T07:31:20", "is_killed": false, "is_held": false,
        "on_air": [{"transmission": "2026-12-05/s1", "slot": "Bản tin sáng", "programme": "Chương trình 05/12",
                    "kind": "item", "title": "Ra quân dọn vệ sinh", "from": "2026-12-05T00:30:45Z",
                    "until": "2026-12-05T00:32:32Z", "until_local": "2026-12-05T07:32:32"}],
        "next": {"transmission": "2026-12-05/s2", "slot": "Bản tin chiều", "programme": "Chương trình 05/12",
                 "from": "2026-12-05T09:45:00Z", "from_local": "2026-12-05T16:45:00"},
        "output": {"is_reachable": true, "state": "running", "device": "virtual", "peak_dbfs": [-14.25, -15.0]},
        "relays": [{"name": "VOV1", "is_open": true, "is_flowing": true, "codec": "mp3 128 kbit/s", "buffered_s": 9.8,
                    "level_dbfs": -18.2, "bytes_per_s": 16012.0, "ppm": 31.4, "ppm_error": 7.2, "errors": 3,
                    "trend_s_per_min": -0.24, "silent_for_s": 0.0, "tone_for_s": 0.0, "repeated": 0,
                    "newest_segment": null, "newest_for_s": 0.0, "title": "Thời sự", "fault": null}],
        "faults": []})");
}

json plan() {
    return json::parse(R"({"date": "2026-12-05", "zone": "Asia/Ho_Chi_Minh", "transmissions": [
        {"transmission": "2026-12-05/s1", "slot": "Bản tin sáng", "programme": "Chương trình 05/12", "relay": null,
         "start": "2026-12-05T00:30:00Z", "start_local": "2026-12-05T07:30:00", "seconds": 900.0, "refused": null,
         "items": [
            {"position": 1, "title": "Nhạc hiệu", "kind": "tune", "offset_s": 0.0, "seconds": 20.0, "mix": "replace",
             "refused": null},
            {"position": 2, "title": "Thông báo tiêm chủng", "kind": "notice", "offset_s": 20.0, "seconds": 245.0,
             "mix": "duck", "refused": {"key": "no.such", "args": {"id": "4"}}}]}]})");
}

json as_run() {
    return json::parse(R"({"entries": [
        {"id": 1, "kind": "item", "transmission": "2026-12-05/s1", "title": "Tin \"nhanh\", gọn", "slot": "Bản tin sáng",
         "started": "2026-12-05T00:30:00Z", "started_local": "2026-12-05T07:30:00", "heard_s": 65.0,
         "is_estimated": false, "outcome": "aired", "cause": null, "heard_frames": 3120000},
        {"id": 2, "kind": "item", "transmission": "2026-12-05/s1", "title": "Bài dài", "slot": "Bản tin sáng",
         "started": null, "planned_start_local": "2026-12-05T07:31:05", "heard_s": 0.0, "is_estimated": true,
         "outcome": "missed", "cause": {"key": "no.such", "args": {}}, "heard_frames": 0}]})");
}

}  // namespace

TEST_CASE("the status says what is on, until when and what is next, in Vietnamese") {
    CHECK(show_status(status(), vietnamese) ==
          "Đài truyền thanh phường Minh Khai · 05/12/2026 07:31:20 · đồng hồ đã đồng bộ\n"
          "ĐANG PHÁT   Ra quân dọn vệ sinh (bài, mục)  −01:12, đến 07:32:32  Bản tin sáng – Chương trình 05/12\n"
          "TIẾP THEO   16:45:00  Bản tin chiều – Chương trình 05/12\n"
          "ÂM THANH    virtual · đang chạy · đỉnh -14,2 dBFS\n"
          "TIẾP SÓNG   VOV1: đang nhận, mp3 128 kbit/s, đệm 9,8 s\n"
          "            Mức -18 dBFS, 16,0 kB/s, đồng hồ lệch +31 ± 8 ppm, đệm -0,2 s mỗi phút. 3 đoạn không giải mã "
          "được. "
          "Đang phát: “Thời sự”.\n");
}

TEST_CASE("the status says the same in English") {
    CHECK(show_status(status(), english) ==
          "Đài truyền thanh phường Minh Khai · 2026-12-05 07:31:20 · clock synchronised\n"
          "ON AIR      Ra quân dọn vệ sinh (item)  −01:12, until 07:32:32  Bản tin sáng – Chương trình 05/12\n"
          "NEXT        16:45:00  Bản tin chiều – Chương trình 05/12\n"
          "OUTPUT      virtual · running · peak -14.2 dBFS\n"
          "RELAY       VOV1: receiving, mp3 128 kbit/s, 9.8 s buffered\n"
          "            Level -18 dBFS, 16.0 kB/s, clock +31 ± 8 ppm, buffer -0.2 s a minute. 3 pieces could not be "
          "decoded. "
          "Now: “Thời sự”.\n");
}

TEST_CASE("what ails an open relay is told: silence, one tone, the same segments, a playlist that stands") {
    json relay = status()["relays"][0];
    relay["silent_for_s"] = 72.0;
    relay["tone_for_s"] = 8.0;
    relay["repeated"] = 4;
    relay["newest_segment"] = 8'812;
    relay["newest_for_s"] = 3.0;
    relay["ppm_error"] = nullptr;
    relay["errors"] = 0;
    relay["title"] = "";
    CHECK(relay_remarks(relay, english) ==
          "Level -18 dBFS, 16.0 kB/s, clock not measured yet, buffer -0.2 s a minute. Segment 8812, the newest for "
          "3\". "
          "Silent for 1'12\". One steady tone for 8\". The same segments for the 4th time.");
}

TEST_CASE("the list of relays shows what each gives now and gave in a day") {
    const json list = json::parse(R"({"relays": [
        {"id": 1, "name": "VOV1", "level": "central", "urls": ["http://a/", "http://b/"],
         "day": {"open_s": 3600.0, "lost_s": 65.0, "drops": 2, "switches": 3, "errors": 4, "ppm": 31.4},
         "now": {"is_open": true, "is_flowing": true, "level_dbfs": -18.2, "bytes_per_s": 16012.0, "ppm": null,
                 "ppm_error": null, "errors": 0, "trend_s_per_min": 0.0, "title": ""}},
        {"id": 2, "name": "TP", "level": "city", "urls": ["http://c/"], "day": {"open_s": 0.0}, "now": null}]})");
    const std::string text = show_relays(list, english);
    CAPTURE(text);
    CHECK(text.find("receiving  1'05\"      2      4        +31        http://a/ · http://b/") != std::string::npos);
    CHECK(text.find("VOV1: Level -18 dBFS, 16.0 kB/s, clock not measured yet") != std::string::npos);
}

TEST_CASE("the status of a station that is down, killed and at fault says all three") {
    json now = status();
    now["source"] = "database";
    now["is_killed"] = true;
    now["faults"] = {{{"key", "no.such"}, {"args", {{"by", "An"}}}}};
    now["on_air"] = json::array();
    now["next"] = nullptr;
    now["output"] = {{"is_reachable", false}};
    now["relays"] = json::array();
    CHECK(show_status(now, english) ==
          "Đài truyền thanh phường Minh Khai · 2026-12-05 07:31:20 · clock synchronised\n"
          "ON AIR      nothing\n"
          "NEXT        nothing in the coming days\n"
          "OUTPUT      truyenthanh-air cannot be reached; start it\n"
          "NOTICE      truyenthanhd does not run; the above is from the database and truyenthanh-air, start "
          "truyenthanhd.\n"
          "NOTICE      the kill latch is on, no sound leaves; lift it with: truyenthanh release --by NAME\n"
          "NOTICE      no.such(by=An)\n");
}

TEST_CASE("a status of nothing but braces is shown without harm") {
    CHECK_FALSE(show_status(json::object(), vietnamese).empty());
    CHECK_FALSE(show_plan(json::object(), vietnamese).empty());
    CHECK_FALSE(show_as_run(json::object(), vietnamese).empty());
}

TEST_CASE("a day's plan shows each item with its time, and what is refused with its reason") {
    CHECK(show_plan(plan(), vietnamese) ==
          "Thứ Bảy 05/12/2026 · Asia/Ho_Chi_Minh\n"
          "07:30:00  Bản tin sáng – Chương trình 05/12  15'  [2026-12-05/s1]\n"
          "    00:00:00  nhạc hiệu: Nhạc hiệu  20\"\n"
          "    00:00:20  thông báo: Thông báo tiêm chủng  4'05\" (chèn, giảm tiếp sóng)\n"
          "      ✗ no.such(id=4)\n");
    CHECK(show_plan({{"date", "2026-12-06"}, {"zone", "UTC"}}, english) ==
          "Sunday 2026-12-06 · UTC\nNothing is planned.\n");
}

TEST_CASE("the as-run log shows what was heard, estimates marked") {
    CHECK(show_as_run(as_run(), english) ==
          "No  Start                Heard  Outcome            Kind  Title             Slot\n"
          "1   2026-12-05 07:30:00  1'05\"  aired              item  Tin \"nhanh\", gọn  Bản tin sáng\n"
          "2   2026-12-05 07:31:05  ≈0\"    missed: no.such()  item  Bài dài           Bản tin sáng\n");
}

TEST_CASE("the as-run log as CSV has one line a row and quotes what needs it") {
    const std::string text = csv_as_run(as_run());
    CHECK(text.find("id,kind,transmission,") == 0);
    CHECK(text.find("\"Tin \"\"nhanh\"\", gọn\"") != std::string::npos);
    CHECK(text.find(",no.such,") != std::string::npos);
    CHECK(std::count(text.begin(), text.end(), '\n') == 3);
}

TEST_CASE("a block and a field are called in the reader's language") {
    const json item = {{"item", 7},
                       {"title", "Thu phí rác"},
                       {"kind", "news"},
                       {"stage", "draft"},
                       {"block", "uy_ban"},
                       {"field", "land"},
                       {"block_name", "Khối Ủy ban nhân dân"},
                       {"field_name", "Đất đai"}};
    CHECK(show_item(item, english).find("People's Committee. Field: Land") != std::string::npos);
    CHECK(show_item(item, vietnamese).find("Khối Ủy ban nhân dân. Lĩnh vực: Đất đai") != std::string::npos);
    CHECK(show_items({{"items", {item}}}, english).find("People's Committee") != std::string::npos);
}

TEST_CASE("lists are columns counted in letters, empty ones say so") {
    CHECK(show_slots({{"slots", json::array()}}, english) == "There is nothing yet.\n");
    const json slots = json::parse(R"({"slots": [{"id": 1, "days": "mon-fri", "start": "07:30", "length": "15m",
        "name": "Bản tin sáng", "series": "Bản tin", "from": "2026-01-01"}, {"id": 12, "days": "daily", "start": "05:00",
        "length": "30m", "name": "Tiếp sóng", "relay": 2}]})");
    CHECK(show_slots(slots, english) ==
          "No  Days     Start  Length  Name          Content         Valid\n"
          "1   mon-fri  07:30  15m     Bản tin sáng  series Bản tin  2026-01-01…\n"
          "12  daily    05:00  30m     Tiếp sóng     relay 2\n");
    CHECK(letters_in("tiếng Việt") == 10);
    CHECK(shortened("tiếng Việt", 5) == "tiến…");
    CHECK(shortened("tin", 3) == "tin");
}

TEST_CASE("the log tells a row that is on air from one that waits for its turn") {
    json row{{"outcome", nullptr}, {"kind", "item"}, {"title", "Tin 1"}, {"slot", "Sáng"}};
    row["planned_start_local"] = "2026-12-05T07:30:00.000";
    const auto text = [&] { return show_as_run({{"entries", json::array({row})}}, vietnamese); };
    CHECK(text().find("chờ phát") != std::string::npos);
    row["started"] = "2026-12-05T00:30:00.000Z";
    row["started_local"] = "2026-12-05T07:30:00.000";
    CHECK(text().find("đang phát") != std::string::npos);
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What people type.
#include "cli/grammar.h"

#include "core/error.h"
#include "core/names.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

RundownEntry entry(const std::string& text) { return rundown_entry_from(text); }

std::string utc(const std::string& text, Edge edge = Edge::Beginning) {
    static const auto zone = make_zone("Asia/Ho_Chi_Minh");
    return to_string(instant_from(text, *zone, *parse_wall_time("2026-12-05T00:00:00Z"), edge));
}

}  // namespace

TEST_CASE("kinds are understood in Vietnamese with and without marks and in English") {
    CHECK(item_kind_from("tin") == ItemKind::News);
    CHECK(item_kind_from("Bài") == ItemKind::Feature);
    CHECK(item_kind_from("bai") == ItemKind::Feature);
    CHECK(item_kind_from("chuyên mục") == ItemKind::Column);
    CHECK(item_kind_from("Chuyên-mục") == ItemKind::Column);
    CHECK(item_kind_from("chuyen muc") == ItemKind::Column);
    CHECK(item_kind_from("THÔNG BÁO") == ItemKind::Notice);
    CHECK(item_kind_from("gương người tốt, việc tốt") == ItemKind::Example);
    CHECK(item_kind_from("nhạc hiệu") == ItemKind::Tune);
    CHECK(item_kind_from("lời xướng") == ItemKind::Call);
    CHECK(item_kind_from("reportage") == ItemKind::Reportage);
    CHECK_THROWS_AS(item_kind_from("tin tưởng"), RequestError);
    CHECK_THROWS_AS(item_kind_from(""), RequestError);
}

TEST_CASE("a word is understood as its name, as it stands on the screen, or as a part that only it has") {
    const Catalogue words(Language::Vietnamese);
    const auto role = [&](const std::string& text) { return name_from<Role>(text, "role", words); };
    CHECK(role("operator") == "operator");
    CHECK(role("người duyệt") == "approver");
    CHECK(role("Nguoi duyet") == "approver");
    CHECK(role("vận hành") == "operator");
    CHECK(role("biên tập") == "editor");
    CHECK(name_from<ItemStage>("da duyet loi", "stage", words) == "approved");
    CHECK(name_from<UnitKind>("residential-group", "unit_kind", words) == "residential_group");
    CHECK_THROWS_AS(role("người"), RequestError);  // several have it
    CHECK_THROWS_AS(role(""), RequestError);
    CHECK_THROWS_AS(role("giám đốc"), RequestError);
}

TEST_CASE("marks fold away whether they are composed or not") {
    CHECK(folded("Đường Trần Hưng Đạo") == "duong tran hung dao");
    CHECK(folded("Bài viết") == folded("Ba\xCC\x80i vie\xCC\x82\xCC\x81t"));
    CHECK(folded("  chuyên   mục  ") == "chuyen muc");
    CHECK(folded("\xff\xfe").size() <= 2);
}

TEST_CASE("an item of a rundown says where it lies and how") {
    CHECK(entry("5").item == ItemId{5});
    CHECK(entry("5").mix == Mix::Replace);
    CHECK_FALSE(entry("5").at);
    const RundownEntry full = entry("5@90s:duck:fade=500ms");
    CHECK(full.item == ItemId{5});
    CHECK(full.at == 90s);
    CHECK(full.mix == Mix::Duck);
    CHECK(full.fade == 500ms);
    CHECK(entry("12:bed").mix == Mix::Bed);
    CHECK(entry("12:fade=2s").fade == 2s);
    CHECK(entry("12@1h15m:mute").at == 75min);
    CHECK(entry("12@1h15m:mute").pause_window == 0s);
    CHECK(entry("12@15m:mute:pause=10m").pause_window == 10min);
    CHECK_THROWS_AS(entry("12@15m:mute:pause=soon"), RequestError);
}

TEST_CASE("an item of a rundown that cannot be meant is refused") {
    for (const char* text : {"", "x", "0", "-3", "5@", "5@90", "5@90s@1s", "5:loud", "5:fade=", "5:fade=-1s",
                             "5:", "5@-3s", "5 ", "5duck"}) {
        INFO(text);
        CHECK_THROWS_AS(entry(text), RequestError);
    }
}

TEST_CASE("instants are local unless they say UTC, and a date ends at its end") {
    CHECK(utc("2026-12-05T07:30") == "2026-12-05T00:30:00Z");
    CHECK(utc("2026-12-05 07:30:15") == "2026-12-05T00:30:15Z");
    CHECK(utc("05/12/2026 07:30") == "2026-12-05T00:30:00Z");
    CHECK(utc("2026-12-05T07:30:00Z") == "2026-12-05T07:30:00Z");
    CHECK(utc("2026-12-05") == "2026-12-04T17:00:00Z");
    CHECK(utc("2026-12-05", Edge::End) == "2026-12-05T17:00:00Z");
    CHECK(utc("now") == "2026-12-05T00:00:00Z");
    for (const char* text : {"", "2026-13-01", "07:30", "2026-12-05T25:00", "tomorrow"}) {
        INFO(text);
        CHECK_THROWS_AS(utc(text), RequestError);
    }
}

TEST_CASE("dates may be named") {
    const LocalDate today{std::chrono::year{2026} / 12 / 31};
    CHECK(to_string(date_from("hôm nay", today)) == "2026-12-31");
    CHECK(to_string(date_from("ngày mai", today)) == "2027-01-01");
    CHECK(to_string(date_from("yesterday", today)) == "2026-12-30");
    CHECK(to_string(date_from("5/1/2027", today)) == "2027-01-05");
    CHECK_THROWS_AS(date_from("31/02/2027", today), RequestError);
    CHECK(duration_from("1h15m") == 75min);
    CHECK_THROWS_AS(duration_from("75"), RequestError);
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words found without their marks.
#include "store/search.h"

#include "store/programmes.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;

namespace {

std::vector<std::string> titles(Connection& connection, const std::string& words) {
    while (index_changes(connection, 3)) {
    }
    std::vector<std::string> found;
    for (const Found& one : find_words(connection, words)) found.push_back(one.title);
    return found;
}

using Titles = std::vector<std::string>;

}  // namespace

TEST_CASE("words typed without marks find what has them, đ too") {
    TemporaryStation station;
    add_item(station.connection, "Thông báo lịch tiêm chủng", ItemKind::Notice, at());
    add_item(station.connection, "Sửa đường Điện Biên Phủ", ItemKind::News, at());
    CHECK(titles(station.connection, "thong bao") == Titles{"Thông báo lịch tiêm chủng"});
    CHECK(titles(station.connection, "THÔNG BÁO") == Titles{"Thông báo lịch tiêm chủng"});
    CHECK(titles(station.connection, "duong dien") == Titles{"Sửa đường Điện Biên Phủ"});
    CHECK(titles(station.connection, "đường") == Titles{"Sửa đường Điện Biên Phủ"});
    CHECK(titles(station.connection, "tiem chu") == Titles{"Thông báo lịch tiêm chủng"});
}

TEST_CASE("all words must be there, and signs are no operators") {
    TemporaryStation station;
    add_item(station.connection, "Thông báo cắt điện", ItemKind::Notice, at());
    CHECK(titles(station.connection, "thong bao nuoc").empty());
    CHECK(titles(station.connection, "\"thong* OR (bao").empty());
    CHECK(titles(station.connection, "thong-bao: (dien)").size() == 1);
    CHECK(titles(station.connection, "").empty());
    CHECK(titles(station.connection, "!?*").empty());
}

TEST_CASE("a changed text is found by its new words only") {
    TemporaryStation station;
    const ItemId item = add_item(station.connection, "Tin cũ", ItemKind::News, at());
    REQUIRE(titles(station.connection, "cu").size() == 1);
    run(station.connection, "UPDATE item SET title = 'Tin mới', text = 'về vệ sinh môi trường' WHERE id = ?", item);
    CHECK(titles(station.connection, "cu").empty());
    CHECK(titles(station.connection, "moi truong") == Titles{"Tin mới"});
}

TEST_CASE("a programme removed is found no more") {
    TemporaryStation station;
    Programme programme;
    programme.name = "Bản tin sáng";
    const ProgrammeId id = add_programme(station.connection, programme);
    CHECK(titles(station.connection, "ban tin").size() == 1);
    remove_programme(station.connection, id);
    CHECK(titles(station.connection, "ban tin").empty());
}

TEST_CASE("the newest is found first, and no more than asked for") {
    TemporaryStation station;
    for (int i = 1; i <= 9; ++i) {
        add_item(station.connection, "Tin số " + std::to_string(i), ItemKind::News, at());
    }
    CHECK(titles(station.connection, "tin so").front() == "Tin số 9");
    CHECK(find_words(station.connection, "tin", 4).size() == 4);
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names of people: kept tidy, and one person known under every spelling.
#include "core/person_name.h"

#include "tests/catch.h"

using namespace truyenthanh;

TEST_CASE("a name is kept without needless spaces") {
    CHECK(tidy_name("  Lê   Thị Hoa ") == "Lê Thị Hoa");
    CHECK(tidy_name("Lê\u00a0Thị Hoa") == "Lê Thị Hoa");
}

TEST_CASE("what cannot be a name is none") {
    for (const char* text : {"", "   ", "a\tb", "a\x7f", "\xff\xfe", "Le\xcc\x82", "a\u200bb", "a\u202eb", "\xc0\xaf",
                             "\xed\xa0\x80", "\xe1\xbb"}) {
        INFO(text);
        CHECK_FALSE(tidy_name(text));
    }
    CHECK_FALSE(tidy_name(std::string(101, 'a')));
    CHECK(tidy_name(std::string(100, 'a')));
}

TEST_CASE("capitals of English and Vietnamese make no other person") {
    CHECK(is_same_person("NGUYỄN ĐỨC ƯỚC", "nguyễn đức ước"));
    CHECK(is_same_person("Ăâ Êô Ơư Đ Ĩ Ũ Ỹ", "ăÂ êÔ ơƯ đ ĩ ũ ỹ"));
    CHECK(is_same_person(" Bình  An", "bình an"));
}

TEST_CASE("tones and marks do make another person") {
    CHECK_FALSE(is_same_person("Hùng", "Hưng"));
    CHECK_FALSE(is_same_person("Hoa", "Hoà"));
    CHECK_FALSE(is_same_person("", ""));
}

TEST_CASE("only well-formed text is UTF-8") {
    CHECK(is_utf8("Đài 📻"));
    CHECK_FALSE(is_utf8("\xf5\x80\x80\x80"));
    CHECK_FALSE(is_utf8("a\x80"));
}

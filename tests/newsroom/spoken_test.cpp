// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a written notice is read aloud.
#include "newsroom/spoken.h"

#include "tests/catch.h"

using namespace truyenthanh;

TEST_CASE("dates and times are said as people say them") {
    CHECK(spoken_text("Sáng 05/12/2026, từ 7h30 đến 16:45.") ==
          "Sáng ngày 5 tháng 12 năm 2026, từ 7 giờ 30 phút đến 16 giờ 45 phút.");
    CHECK(spoken_text("ngày 5/12 và tháng 12/2026") == "ngày 5 tháng 12 và tháng 12 năm 2026");
    CHECK(spoken_text("Ngày 05/12/2026") == "Ngày 5 tháng 12 năm 2026");
    CHECK(spoken_text("(8h00-11h)") == "(8 giờ đến 11 giờ)");
    CHECK(spoken_text("7g05") == "7 giờ 5 phút");
    CHECK(spoken_text("tổ 1/2") == "tổ 1/2");
}

TEST_CASE("money, numbers and units are whole") {
    CHECK(spoken_text("2.340.000đ") == "2340000 đồng");
    CHECK(spoken_text("thu 50.000 đồng, tăng 2,5%") == "thu 50000 đồng, tăng 2 phẩy 5 phần trăm");
    CHECK(spoken_text("đường 3km, rộng 30m2") == "đường 3 ki lô mét, rộng 30 mét vuông");
    CHECK(spoken_text("192.168.1.1 v1.2") == "192.168.1.1 v1.2");
}

TEST_CASE("offices and documents are named") {
    CHECK(spoken_text("UBND phường thông báo số 45/TB-UBND:") ==
          "Ủy ban nhân dân phường thông báo số 45 thông báo Ủy ban nhân dân:");
    CHECK(spoken_text("HĐND, MTTQ; TP.HCM.") == "Hội đồng nhân dân, Mặt trận Tổ quốc; Thành phố Hồ Chí Minh.");
}

TEST_CASE("what is plain stays as it is, to the last space and line") {
    for (const char* text : {"", " ", "Mời bà con\n\n  tổ dân phố số 5 họp.\n", "…", "12", "a/b-c", "-", "1-", "://"}) {
        CHECK(spoken_text(text) == text);
    }
}

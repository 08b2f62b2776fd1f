// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sessions and the delays of wrong passwords, by a clock that the test moves.
#include "console/sessions.h"

#include "console/login_delay.h"
#include "tests/catch.h"
#include "tests/console/visitor.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

const LoggedIn kLan{1, "Lan", {"operator"}, {"watch"}};

}  // namespace

TEST_CASE("a session is known by its token until its person ends it") {
    const HandClock clock;
    Sessions sessions(clock, 60min);
    const Session lan = sessions.begin(kLan, {});
    CHECK(sessions.find(lan.token)->who.name == "Lan");
    CHECK_FALSE(sessions.find("0123456789abcdef0123456789abcdef"));
    CHECK(lan.token != lan.change);
    sessions.end(lan.token);
    CHECK_FALSE(sessions.find(lan.token));
}

TEST_CASE("logging in again gives new tokens and ends the old session") {
    const HandClock clock;
    Sessions sessions(clock, 60min);
    const Session first = sessions.begin(kLan, {});
    const Session second = sessions.begin(kLan, first.token);
    CHECK(first.token != second.token);
    CHECK(first.change != second.change);
    CHECK_FALSE(sessions.find(first.token));
    CHECK(sessions.count() == 1);
}

TEST_CASE("a session left alone is locked and stays so: one in use goes on, but not beyond a day") {
    HandClock clock;
    Sessions sessions(clock, 60min);
    const Session used = sessions.begin(kLan, {});
    const Session left = sessions.begin(kLan, {});
    for (int i = 0; i < 23; ++i) {
        clock.pass(59min);
        CHECK_FALSE(sessions.find(used.token)->is_locked);
    }
    CHECK(sessions.find(left.token)->is_locked);
    CHECK(sessions.find(left.token)->is_locked);
    clock.pass(90min);
    CHECK_FALSE(sessions.find(used.token));
}

TEST_CASE("looking on is no use of a session") {
    HandClock clock;
    Sessions sessions(clock, 10min);
    const Session session = sessions.begin(kLan, {});
    for (int i = 0; i < 11; ++i) {
        clock.pass(1min);
        sessions.find(session.token, false);
    }
    CHECK(sessions.find(session.token)->is_locked);
}

TEST_CASE("a person has eight sessions at most, and nobody else loses one") {
    HandClock clock;
    Sessions sessions(clock, 60min);
    const Session other = sessions.begin({2, "Bình", {}, {}}, {});
    const Session oldest = sessions.begin(kLan, {});
    for (int i = 0; i < 8; ++i) {
        clock.pass(1s);
        sessions.begin(kLan, {});
    }
    CHECK_FALSE(sessions.find(oldest.token));
    CHECK(sessions.find(other.token));
    CHECK(sessions.count() == 9);
}

TEST_CASE("wrong passwords make the next attempt wait, longer each time") {
    HandClock clock;
    LoginDelay delay(clock);
    for (int i = 0; i < 3; ++i) {
        CHECK(delay.wait("Lan", "10.0.0.1", false) == 0s);
        delay.failed("Lan", "10.0.0.1", false);
    }
    CHECK(delay.wait("lan", "10.0.0.2", false) == 1s);
    delay.failed("Lan", "10.0.0.1", false);
    CHECK(delay.wait("Lan", "10.0.0.2", false) == 2s);
    for (int i = 0; i < 20; ++i) delay.failed("Lan", "10.0.0.1", false);
    CHECK(delay.wait("Lan", "10.0.0.2", false) == 30s);
    CHECK(delay.wait("Bình", "10.0.0.1", false) == 5min);
    CHECK(delay.wait("Bình", "10.0.0.2", false) == 0s);
    clock.pass(30s);
    CHECK(delay.wait("Lan", "10.0.0.2", false) == 0s);
    delay.succeeded("Lan", "10.0.0.2", false);
    delay.failed("Lan", "10.0.0.2", false);
    CHECK(delay.wait("Lan", "10.0.0.2", false) == 0s);
}

TEST_CASE("whoever guesses from outside does not lock out the machine's own console") {
    HandClock clock;
    LoginDelay delay(clock);
    for (int i = 0; i < 1000; ++i) delay.failed("Lan", "10.0.0.1", false);
    CHECK(delay.wait("Lan", "127.0.0.1", true) == 0s);
    for (int i = 0; i < 1000; ++i) delay.failed("Lan", "127.0.0.1", true);
    CHECK(delay.wait("Lan", "127.0.0.1", true) == 2s);
}

TEST_CASE("an hour later all is forgiven, and a flood of names takes no memory") {
    HandClock clock;
    LoginDelay delay(clock);
    for (int i = 0; i < 10; ++i) delay.failed("Lan", "10.0.0.1", false);
    clock.pass(1h);
    delay.failed("Lan", "10.0.0.1", false);
    CHECK(delay.wait("Lan", "10.0.0.1", false) == 0s);
    for (int i = 0; i < 20'000; ++i) delay.failed("name " + std::to_string(i), "10.0.0.1", false);
    CHECK(delay.wait("name 19999", "10.0.0.2", false) == 0s);
}

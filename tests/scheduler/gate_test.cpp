// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The gate: what the profile allows of a plan, and until when sound may leave now.
#include "scheduler/gate.h"

#include "tests/catch.h"
#include "tests/scheduler/week_of.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

// A station allowed from 05:00 to 21:00, with programme 1 of a quarter of an hour. 2026-12-05 is a Saturday.
TestStation ward() {
    TestStation station;
    station.profile.permitted = {{kEveryDay, 5h, 21h}};
    station.programme(1, {{station.item(1, 15min), {}, Mix::Replace, 0ms}});
    return station;
}

std::vector<Transmission> saturday(const TestStation& station) {
    return station.plan("2026-12-05", "2026-12-06").transmissions;
}

// Local wall time on that Saturday.
WallTime at(const char* time) { return utc("2026-12-04T17:00:00Z") + clock_time(time); }

std::string why(const Transmission& one) {
    if (one.refused) return one.refused->key;
    return one.cut ? one.cut->key : "";
}

Now at_wall(WallTime wall, ClockTrust trust = ClockTrust::Trusted) { return {wall, SteadyTime{1h}, trust}; }

}  // namespace

TEST_CASE("a relay mistyped to 03:15 is refused, with the time it would have woken people at") {
    TestStation station = ward();
    station.slot(1, "03:15", 20min);
    const Transmission one = saturday(station).at(0);
    CHECK(one.refused == Message{"gate.outside_hours", {{"slot", "slot 1"}, {"start", "03:15"}}});
    CHECK(one.allowed_until == one.start);
    CHECK_FALSE(lease_until(at_wall(one.start), station.plan("2026-12-05", "2026-12-06")).has_value());
}

TEST_CASE("without any permitted window nothing may sound") {
    TestStation station = ward();
    station.profile.permitted.clear();
    station.slot(1, "07:30", 15min);
    CHECK(why(saturday(station).at(0)) == "gate.outside_hours");
}

TEST_CASE("a transmission that runs into the edge of the permitted hours is cut there") {
    TestStation station = ward();
    station.slot(1, "20:50", 15min);
    const Transmission one = saturday(station).at(0);
    CHECK_FALSE(one.refused.has_value());
    CHECK(one.allowed_until == at("21:00"));
    CHECK(one.cut == Message{"gate.cut_hours", {{"slot", "slot 1"}, {"at", "21:00"}}});
}

TEST_CASE("the first permitted instant may sound and the last one not") {
    TestStation station = ward();
    station.slot(1, "05:00", 15min);
    station.slot(2, "20:45", 15min);
    station.slot(3, "21:00", 15min);
    const auto all = saturday(station);
    CHECK(why(all.at(0)).empty());
    CHECK(why(all.at(1)).empty());
    CHECK(all.at(1).allowed_until == at("21:00"));
    CHECK(why(all.at(2)) == "gate.outside_hours");
}

TEST_CASE("an item may not finish into the quiet hours") {
    TestStation station = ward();
    Slot& slot = station.slot(1, "20:45", 15min);
    slot.overrun = OverrunRule::Finish;
    slot.finish_within = 30s;
    CHECK(saturday(station).at(0).allowed_until == at("21:00"));
    CHECK_FALSE(saturday(station).at(0).cut.has_value());
    slot.start -= 10min;
    CHECK(saturday(station).at(0).allowed_until == at("20:50") + 30s);
}

TEST_CASE("quiet hours beat permitted ones, also across midnight") {
    TestStation station = ward();
    station.profile.permitted = {TimeWindow{}};
    station.profile.quiet = {{kEveryDay, 21h, 6h}, {kEveryDay, 12h, 13h}};
    station.slot(1, "05:45", 30min);
    station.slot(2, "11:50", 30min);
    station.slot(3, "23:59", 10min);
    const auto all = saturday(station);
    REQUIRE(all.size() == 4);  // the one of Friday reaches into Saturday
    CHECK(why(all[0]) == "gate.quiet_hours");
    CHECK(why(all[1]) == "gate.quiet_hours");
    CHECK(why(all[2]) == "gate.cut_quiet");
    CHECK(all[2].allowed_until == at("12:00"));
    CHECK(why(all[3]) == "gate.quiet_hours");
}

TEST_CASE("weekends are silent where only weekdays are permitted, and the night window of Friday ends on Saturday") {
    TestStation station = ward();
    station.profile.permitted = {{parse_weekdays("mon-fri").value(), 22h, 1h}};
    station.slot(1, "00:30", 15min);
    station.slot(2, "22:30", 15min);
    const auto all = saturday(station);
    CHECK(why(all.at(0)).empty());
    CHECK(why(all.at(1)) == "gate.outside_hours");
}

TEST_CASE("a session longer than allowed is cut at its length: what follows without a pause is refused") {
    TestStation station = ward();
    station.profile.longest_session = 20min;
    station.slot(1, "07:00", 15min);
    station.slot(2, "07:16", 15min);  // 60 s of pause: the same session
    station.slot(3, "07:21", 15min);
    const auto all = saturday(station);
    CHECK(why(all.at(0)).empty());
    CHECK(all.at(1).cut == Message{"gate.cut_session", {{"slot", "slot 2"}, {"at", "07:20"}, {"longest", "20m"}}});
    CHECK(all.at(2).refused->key == "gate.session_too_long");
}

TEST_CASE("after a pause of more than a minute a new session begins") {
    TestStation station = ward();
    station.profile.longest_session = 15min;
    station.slot(1, "07:00", 15min);
    station.slot(2, "07:16", 15min).start += 1s;
    const auto all = saturday(station);
    CHECK(why(all.at(0)).empty());
    CHECK(why(all.at(1)).empty());
}

TEST_CASE("a third session is refused where two a day are allowed, and the next day counts anew") {
    TestStation station = ward();
    station.profile.sessions_a_day = 2;
    station.slot(1, "07:30", 15min);
    station.slot(2, "12:00", 15min);
    station.slot(3, "16:45", 15min);
    const Plan plan = station.plan("2026-12-05", "2026-12-07");
    for (std::size_t i = 0; i < 6; ++i) CHECK(plan.transmissions.at(i).refused.has_value() == (i % 3 == 2));
    CHECK(plan.transmissions[2].refused ==
          Message{"gate.too_many_sessions", {{"slot", "slot 3"}, {"date", "2026-12-05"}, {"most", "2"}}});
}

TEST_CASE("what is refused or has nothing to play makes no sound and uses up no session") {
    TestStation station = ward();
    station.profile.sessions_a_day = 1;
    station.slot(1, "04:00", 15min);
    station.slot(2, "06:00", 15min, 99);
    station.slot(3, "07:30", 15min);
    const auto all = saturday(station);
    CHECK(why(all.at(0)) == "gate.outside_hours");
    CHECK(why(all.at(1)) == "plan.no_programme");
    CHECK(why(all.at(2)).empty());
}

TEST_CASE("a session that crosses midnight counts for the day on which it begins") {
    TestStation station = ward();
    station.profile.permitted = {TimeWindow{}};
    station.profile.sessions_a_day = 1;
    station.slot(1, "23:50", 20min);
    const auto all = saturday(station);
    REQUIRE(all.size() == 2);
    CHECK(why(all[0]).empty());
    CHECK(why(all[1]).empty());
}

TEST_CASE("a relay is refused where the profile allows none") {
    TestStation station = ward();
    station.profile.relay_allowed = false;
    station.relay(1);
    station.slot(1, "07:30", 15min, 0).content.relay = RelayId{1};
    CHECK(saturday(station).at(0).refused == Message{"gate.no_relay", {{"slot", "slot 1"}, {"relay", "relay 1"}}});
}

TEST_CASE("an override behind which two people stand lifts hours, length, number and the ban on relays") {
    TestStation station = ward();
    station.profile.relay_allowed = false;
    station.profile.sessions_a_day = 0;
    station.profile.longest_session = 5min;
    station.relay(1);
    station.slot(1, "03:15", 15min, 0).content.relay = RelayId{1};
    station.permit(at("03:00"), at("03:30"));
    CHECK(why(saturday(station).at(0)).empty());
    CHECK(saturday(station).at(0).allowed_until == at("03:30"));
}

TEST_CASE("an override of one person, of the same person twice, or taken back lifts nothing") {
    TestStation station = ward();
    station.slot(1, "03:15", 15min);
    Override& one = station.permit(at("03:00"), at("04:00"));
    SECTION("not confirmed") { one.confirmed_by.reset(); }
    SECTION("confirmed by who asked for it") { one.confirmed_by = one.requested_by; }
    SECTION("taken back") { one.revoked_at = at("02:00"); }
    CHECK(why(saturday(station).at(0)) == "gate.outside_hours");
}

TEST_CASE("at the end of an override what it carried is cut") {
    TestStation station = ward();
    station.permit(at("03:00"), at("03:20"));
    station.profile.relay_allowed = false;
    station.relay(1);
    station.slot(1, "03:15", 15min);
    station.slot(2, "07:30", 15min, 0).content.relay = RelayId{1};
    station.permit(at("07:30"), at("07:40"));
    const auto all = saturday(station);
    CHECK(why(all.at(0)) == "gate.cut_hours");
    CHECK(all.at(0).allowed_until == at("03:20"));
    CHECK(why(all.at(1)) == "gate.cut_relay");
    CHECK(all.at(1).allowed_until == at("07:40"));
}

TEST_CASE("a session under an override takes none of the day's, until it goes on beyond the override") {
    TestStation station = ward();
    station.profile.sessions_a_day = 1;
    station.slot(1, "06:00", 15min);
    station.slot(2, "07:30", 15min);
    station.slot(3, "08:30", 15min);
    station.permit(at("05:50"), at("06:30"));
    auto all = saturday(station);
    CHECK(why(all.at(0)).empty());
    CHECK(why(all.at(1)).empty());
    CHECK(why(all.at(2)) == "gate.too_many_sessions");
    station.overrides[0].until = at("06:10");
    all = saturday(station);
    CHECK(why(all.at(0)).empty());
    CHECK(why(all.at(1)) == "gate.too_many_sessions");
    station.permit(at("08:20"), at("08:40"));
    CHECK(why(saturday(station).at(2)) == "gate.cut_count");
}

TEST_CASE("where clocks are set back, a window closes at its reading and opens again with the repeated hour") {
    TestStation station = ward();
    station.zone = make_zone("Europe/Berlin");
    station.profile.permitted = {{kEveryDay, 1h, 2h + 30min}};
    const WallTime first = utc("2026-10-25T00:30:00Z");  // 02:30 for the first time
    CHECK(hours_until(station.profile, {}, *station.zone, first - 1us) == first);
    CHECK_FALSE(hours_until(station.profile, {}, *station.zone, first).has_value());
    CHECK(hours_until(station.profile, {}, *station.zone, first + 30min) == first + 1h);
    CHECK_FALSE(hours_until(station.profile, {}, *station.zone, first + 1h).has_value());
}

TEST_CASE("a lease is given shortly before a transmission and ends with what is allowed of it") {
    TestStation station = ward();
    station.slot(1, "20:50", 15min);
    const Plan plan = station.plan("2026-12-05", "2026-12-06");
    const auto lease = [&](WallTime now) {
        return lease_until(at_wall(now), plan, station.profile, station.overrides, *station.zone);
    };
    CHECK_FALSE(lease(at("20:50") - kLeaseLead - 1us).has_value());
    CHECK(lease(at("20:50") - kLeaseLead) == at("21:00"));
    CHECK(lease(at("20:59")) == at("21:00"));
    CHECK_FALSE(lease(at("21:00")).has_value());
}

TEST_CASE("the lease of a session goes on from one transmission to the next") {
    TestStation station = ward();
    station.slot(1, "07:00", 15min);
    station.slot(2, "07:15", 15min);
    const Plan plan = station.plan("2026-12-05", "2026-12-06");
    CHECK(lease_until(at_wall(at("07:14")), plan) == at("07:15"));
    CHECK(lease_until(at_wall(at("07:15") - 1s), plan) == at("07:30"));
}

TEST_CASE("on an untrusted clock there is no lease: on a plausible one there is") {
    TestStation station = ward();
    station.slot(1, "07:00", 15min);
    const Plan plan = station.plan("2026-12-05", "2026-12-06");
    CHECK_FALSE(lease_until(at_wall(at("07:05"), ClockTrust::Untrusted), plan).has_value());
    CHECK_FALSE(
        lease_until(at_wall(at("07:05"), ClockTrust::Untrusted), plan, station.profile, {}, *station.zone).has_value());
    CHECK(lease_until(at_wall(at("07:05"), ClockTrust::Plausible), plan) == at("07:15"));
}

TEST_CASE("an override taken back ends the lease even of a plan made under it") {
    TestStation station = ward();
    station.slot(1, "03:15", 15min);
    station.permit(at("03:00"), at("04:00"));
    const Plan plan = station.plan("2026-12-05", "2026-12-06");
    const Now now = at_wall(at("03:20"));
    CHECK(lease_until(now, plan, station.profile, station.overrides, *station.zone) == at("03:30"));
    station.overrides[0].revoked_at = at("03:19");
    CHECK_FALSE(lease_until(now, plan, station.profile, station.overrides, *station.zone).has_value());
}

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The gate against an oracle that knows no spans: it reads the clock on the wall, second by second.
#include <map>
#include <random>

#include "scheduler/gate.h"
#include "tests/catch.h"
#include "tests/scheduler/week_of.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

class Dice {
public:
    explicit Dice(unsigned seed) : random_(seed) {}
    std::int64_t number(std::int64_t low, std::int64_t high) {
        return std::uniform_int_distribution<std::int64_t>{low, high}(random_);
    }
    bool chance(int percent) { return number(1, 100) <= percent; }
    // A time of day, on a minute more often than not.
    std::chrono::seconds time_of_day() {
        return chance(70) ? std::chrono::seconds{60 * number(0, 1439)} : std::chrono::seconds{number(0, 86'399)};
    }
    TimeWindow window() {
        TimeWindow window{static_cast<Weekdays>(number(1, kEveryDay)), time_of_day(), time_of_day()};
        if (chance(50)) window.days = kEveryDay;
        if (chance(10)) window.until = 24h;
        return window;
    }

private:
    std::mt19937_64 random_;
};

// A date near which the zone's clock is changed.
struct Place {
    const char* zone;
    const char* date;
};
constexpr Place kPlaces[] = {
    {"Asia/Ho_Chi_Minh", "2026-12-03"}, {"Europe/Berlin", "2026-03-27"},       {"Europe/Berlin", "2026-10-23"},
    {"America/New_York", "2026-10-30"}, {"Australia/Lord_Howe", "2026-04-03"}, {"Australia/Lord_Howe", "2026-10-02"},
    {"Pacific/Apia", "2011-12-28"},     {"Africa/Casablanca", "2026-02-13"},   {"UTC", "2026-02-27"}};
constexpr std::chrono::days kLength{5};

// No slot is written for a date before `first`, so that no session is under way there.
Slot random_slot(Dice& dice, TestStation& station, std::int64_t id, LocalDate first) {
    Slot slot = station.slot(id, "00:00", std::chrono::seconds{dice.number(1, 7'200)});
    slot.start = dice.time_of_day();
    if (dice.chance(40) && id > 1) {  // close behind another one
        const Slot& before = station.week.slots[static_cast<std::size_t>(dice.number(0, id - 2))];
        slot.start = (before.start + before.length + std::chrono::seconds{dice.number(-30, 90)} + 24h) % 24h;
    }
    if (dice.chance(30)) slot.days = static_cast<Weekdays>(dice.number(1, kEveryDay));
    if (dice.chance(30)) slot.content = {std::nullopt, "", RelayId{1}};
    if (dice.chance(5)) slot.content.programme = ProgrammeId{99};
    if (dice.chance(40)) slot.overrun = OverrunRule::Finish;
    if (dice.chance(20)) slot.start_rule = StartRule::Follow;
    slot.from = first;
    return slot;
}

TestStation random_station(Dice& dice, const Place& place, WallTime from) {
    TestStation station;
    station.zone = make_zone(place.zone);
    station.profile.permitted.clear();
    for (auto n = dice.number(0, 3); n > 0; --n) station.profile.permitted.push_back(dice.window());
    if (dice.chance(30)) station.profile.permitted.emplace_back();
    for (auto n = dice.number(0, 2); n > 0; --n) station.profile.quiet.push_back(dice.window());
    if (dice.chance(50)) station.profile.longest_session = std::chrono::minutes{dice.number(1, 120)};
    if (dice.chance(50)) station.profile.sessions_a_day = static_cast<int>(dice.number(0, 3));
    station.profile.relay_allowed = dice.chance(60);
    station.relay(1);
    station.programme(1, {{station.item(1, 20min), {}, Mix::Replace, 0ms}});
    for (auto n = dice.number(1, 10), id = std::int64_t{1}; id <= n; ++id) {
        station.week.slots.back() = random_slot(dice, station, id, day(place.date));
    }
    for (auto n = dice.number(0, 4); n > 0; --n) {
        const WallTime begin = from + std::chrono::minutes{dice.number(0, 5 * 1'440)};
        Override& one = station.permit(begin, begin + std::chrono::minutes{dice.number(1, 600)});
        if (dice.chance(15)) one.confirmed_by.reset();
        if (dice.chance(15)) one.confirmed_by = one.requested_by;
        if (dice.chance(15)) one.revoked_at = begin;
    }
    return station;
}

class Oracle {
public:
    explicit Oracle(const TestStation& station) : station_(station) {}

    bool is_overridden(WallTime t) const {
        for (const Override& one : station_.overrides) {
            const bool two_people = one.confirmed_by && *one.confirmed_by != one.requested_by;
            if (two_people && !one.revoked_at && one.from <= t && t < one.until) return true;
        }
        return false;
    }
    bool is_in_hours(WallTime t) const {
        return is_in_any(station_.profile.permitted, t) && !is_in_any(station_.profile.quiet, t);
    }
    LocalDate date(WallTime t) const {
        return LocalDate{std::chrono::floor<std::chrono::days>(station_.zone->to_local(t))};
    }

private:
    bool is_in_any(const std::vector<TimeWindow>& windows, WallTime t) const {
        const LocalTime local = station_.zone->to_local(t);
        const auto today = std::chrono::floor<std::chrono::days>(local);
        const auto time = local - today;
        const auto day_index = std::chrono::weekday{today}.iso_encoding() - 1;
        for (const TimeWindow& window : windows) {
            const bool today_set = (window.days >> day_index & 1U) != 0;
            const bool yesterday_set = (window.days >> (day_index + 6) % 7 & 1U) != 0;
            if (window.from <= window.until) {
                if (today_set && window.from <= time && time < window.until) return true;
            } else if ((today_set && window.from <= time) || (yesterday_set && time < window.until)) {
                return true;
            }
        }
        return false;
    }

    const TestStation& station_;
};

// Follows the sessions of a judged plan and checks each verdict from both sides: no second too many, none too few.
class Auditor {
public:
    Auditor(const TestStation& station, const Plan& plan) : station_(station), oracle_(station) {
        for (const Transmission& one : plan.transmissions) audit(one);
    }

private:
    void audit(const Transmission& one) {
        if (one.refused && one.refused->key.starts_with("plan.")) return;
        INFO(to_string(one.key) << " from " << to_string(one.start) << " allowed until "
                                << to_string(one.allowed_until));
        const bool goes_on = is_running_ && one.start - ended_ <= 60s;
        if (!goes_on) begin_session(one.start);
        const WallTime end = one.start + one.slot.length;
        std::vector<WallTime> instants;
        for (WallTime t = one.start; t < one.allowed_until; t += 1s) instants.push_back(t);
        if (!instants.empty()) instants.push_back(one.allowed_until - 1us);
        for (const WallTime t : instants) {
            if (!is_allowed(one, t)) FAIL("sounds at " << to_string(t));
        }
        REQUIRE(one.cut.has_value() == (!one.refused && one.allowed_until < end));
        if (one.refused || one.cut) REQUIRE_FALSE(is_allowed(one, one.allowed_until));
        if (one.refused) {
            REQUIRE(one.allowed_until == one.start);
            if (!goes_on) is_running_ = false;
            return;
        }
        const WallTime heard = std::min(end, one.allowed_until);
        ended_ = goes_on ? std::max(ended_, heard) : heard;
        is_running_ = true;
    }

    void begin_session(WallTime start) {
        began_ = start;
        is_counted_ = false;
    }

    // Whether sound of `one` may be heard at `t`, counting its session where it first has to be.
    bool is_allowed(const Transmission& one, WallTime t) {
        if (oracle_.is_overridden(t)) return true;
        const Profile& profile = station_.profile;
        if (!oracle_.is_in_hours(t)) return false;
        if (one.relay && !profile.relay_allowed) return false;
        if (profile.longest_session && t - began_ >= *profile.longest_session) return false;
        if (!profile.sessions_a_day || is_counted_) return true;
        if (counted_[oracle_.date(t)] >= *profile.sessions_a_day) return false;
        ++counted_[oracle_.date(t)];
        is_counted_ = true;
        return true;
    }

    const TestStation& station_;
    Oracle oracle_;
    bool is_running_ = false;
    bool is_counted_ = false;
    WallTime began_;
    WallTime ended_;
    std::map<LocalDate, int> counted_;
};

// The lease at `wall` covers what sounds then and, but for its lead, nothing else.
void check_lease(const TestStation& station, const Plan& plan, WallTime wall) {
    const Now now{wall, SteadyTime{9h}, ClockTrust::Trusted};
    const auto lease = lease_until(now, plan, station.profile, station.overrides, *station.zone);
    INFO("now " << to_string(wall));
    REQUIRE(lease == lease_until(now, plan));  // the plan and the rules of this moment agree
    REQUIRE_FALSE(lease_until({wall, now.steady, ClockTrust::Untrusted}, plan).has_value());
    const Oracle oracle{station};
    const auto is_sounding = [&plan](WallTime t) {
        for (const Transmission& one : plan.transmissions) {
            if (!one.refused && one.start <= t && t < one.allowed_until) return true;
        }
        return false;
    };
    if (is_sounding(wall)) REQUIRE((lease && *lease > wall));
    if (!lease) return;
    for (WallTime t = wall; t < *lease; t += 1s) {
        if (!is_sounding(t) && t >= wall + kLeaseLead) FAIL("leased for nothing at " << to_string(t));
        if (is_sounding(t) && !oracle.is_overridden(t) && !oracle.is_in_hours(t)) FAIL("at " << to_string(t));
    }
}

}  // namespace

TEST_CASE("whatever profile, week and overrides: each second that may sound is permitted, each refusal has a reason") {
    const unsigned seed = std::random_device{}();
    for (unsigned round = 0; round < 150; ++round) {
        INFO("seed " << seed << ", round " << round);
        Dice dice{seed + round};
        const Place& place = kPlaces[dice.number(0, std::size(kPlaces) - 1)];
        const auto zone = make_zone(place.zone);
        const std::chrono::local_days first{day(place.date)};
        const TestStation station = random_station(dice, place, zone->to_utc(first));
        const WallTime from = zone->to_utc(first);
        const WallTime until = zone->to_utc(first + kLength);
        const Plan plan = make_plan(station.inputs(), from, until);
        Auditor{station, plan};
        for (int i = 0; i < 20; ++i) {
            check_lease(station, plan, from + std::chrono::seconds{dice.number(0, (until - from) / 1s)});
        }
    }
}

TEST_CASE("a short plan says of each transmission what a long one says") {
    const unsigned seed = std::random_device{}();
    for (unsigned round = 0; round < 100; ++round) {
        INFO("seed " << seed << ", round " << round);
        Dice dice{seed + round};
        const Place& place = kPlaces[dice.number(0, std::size(kPlaces) - 1)];
        const auto zone = make_zone(place.zone);
        const WallTime from = zone->to_utc(std::chrono::local_days{day(place.date)});
        TestStation station = random_station(dice, place, from);
        station.profile.quiet.push_back({kEveryDay, 3h, 3h + 5min});  // no session lasts for ever
        std::map<TransmissionKey, Transmission> all;
        for (const Transmission& one : make_plan(station.inputs(), from - 48h, from + 144h).transmissions) {
            all[one.key] = one;
        }
        for (int i = 0; i < 10; ++i) {
            const WallTime begin = from + std::chrono::seconds{dice.number(0, 86'400 * 4)};
            for (const Transmission& one : make_plan(station.inputs(), begin, begin + 6h).transmissions) {
                INFO(to_string(one.key) << " seen from " << to_string(begin));
                const Transmission& same = all.at(one.key);
                REQUIRE(one.start == same.start);
                REQUIRE(one.refused == same.refused);
                REQUIRE(one.allowed_until == same.allowed_until);
                REQUIRE(one.cut == same.cut);
            }
        }
    }
}

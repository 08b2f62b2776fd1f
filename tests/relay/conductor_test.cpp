// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The conductor in a world of its own: sources that fail on time, a listener who drains what is held, and a clock that
// is only a number. Hours in milliseconds, and every figure exact.
#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "audio/relay_conductor.h"
#include "tests/catch.h"

using namespace truyenthanh;
using wire::RelayFault;
using State = SourceFacts::State;

namespace {

constexpr double kStep = 0.05;

// What a source does at a time; the first script that holds wins.
struct Script {
    std::function<bool(double)> refuses = [](double) { return false; };  // the connection: at once
    std::function<bool(double)> ignores = [](double) { return false; };  // the connection: no answer at all
    std::function<bool(double)> stands = [](double) { return false; };   // connected, no sound
    std::function<bool(double)> hangs_up = [](double) { return false; };
    std::function<bool(double)> is_silent = [](double) { return false; };
    std::function<bool(double)> is_stuck = [](double) { return false; };
    std::function<bool(double)> is_damaged = [](double) { return false; };
    std::function<bool(double)> goes_back = [](double) { return false; };
    bool gives_old = false;  // what it has at each opening, though it stands
    RelayFault refusal = RelayFault::NotReachable;
    double segment = 0.0;  // s; 0: it flows
    double burst = 2.0;    // s of sound given at once
};

auto from(double begin, double end = 1e9) {
    return [=](double now) { return now >= begin && now < end; };
}

struct Simulated {
    Script script;
    State state = State::Closed;
    double opened = 0.0, sound = 0.0, held = 0.0, silent = 0.0, stuck = 0.0, damaged = 0.0, due = 0.0;
    int openings = 0;

    void open(double now) {
        state = State::Opening;
        opened = sound = now;
        held = silent = stuck = damaged = 0.0;
        ++openings;
    }
    void go_on(double now) {
        if (state == State::Opening && script.refuses(now)) state = State::Failed;
        const bool has_some = script.gives_old || !script.stands(now);
        if (state == State::Opening && now - opened > 0.2 && !script.ignores(now) && has_some) {
            state = State::Flowing;
            give(now, script.segment > 0.0 ? 3.0 * script.segment : script.burst);
            due = now + script.segment;
        }
        if (state != State::Flowing) return;
        if (script.hangs_up(now)) state = State::Failed;
        if (script.stands(now)) return;
        if (script.segment == 0.0) return give(now, kStep);
        if (now < due) return;
        give(now, script.segment);
        due += script.segment;
    }
    void give(double now, double seconds) {
        held += seconds;
        sound = now;
        silent = script.is_silent(now) ? silent + seconds : 0.0;
        stuck = script.is_stuck(now) ? stuck + seconds : 0.0;
        damaged = script.is_damaged(now) ? damaged + seconds : 0.0;
    }
};

struct World {
    ConductorLaw law;
    std::vector<Simulated> sources;
    RelayConductor conductor;
    double now = 0.0;
    double level = 0.0;         // s of the carried sound between it and the ear
    double dead = 0.0;          // s without anything
    double worthless = 0.0;     // s of silence that were heard
    double silent_level = 0.0;  // s of `level` that are silence, at its end
    bool has_begun = false;
    bool is_cut = false;
    std::function<bool(double)> has_pause = [](double) { return true; };  // what is held of the carried one
    std::vector<std::string> trace;
    std::vector<RelayConductor::Decision> decisions;
    std::vector<std::pair<double, std::size_t>> carried;  // from when on, which
    std::vector<RelayFault> causes;

    explicit World(std::vector<Script> scripts, const ConductorLaw& with = {})
        : law(with), conductor(scripts.size(), with) {
        for (Script& script : scripts) sources.emplace_back().script = std::move(script);
    }

    std::vector<SourceFacts> look(const std::optional<std::size_t>& current) {
        std::vector<SourceFacts> facts;
        for (std::size_t i = 0; i < sources.size(); ++i) {
            const Simulated& source = sources[i];
            SourceFacts fact;
            fact.state = source.state;
            fact.since_sound = now - source.sound;
            fact.usual_gap = source.script.segment;
            fact.held = current == i ? level : source.held;
            fact.silent_for = source.silent;
            fact.stuck_for = source.stuck;
            fact.damaged_for = source.damaged;
            fact.goes_back = source.script.goes_back(now);
            fact.is_leavable = current != i || has_pause(now);
            fact.fault =
                source.state == State::Failed && source.script.refuses(now) ? source.script.refusal : RelayFault::None;
            facts.push_back(fact);
        }
        return facts;
    }

    void turn() {
        now += kStep;
        const std::optional<std::size_t> before = decisions.empty() ? std::nullopt : decisions.back().carried;
        for (Simulated& source : sources) source.go_on(now);
        if (before) receive(sources[*before], !decisions.empty() && decisions.back().is_muted);
        const auto facts = look(before);
        trace.push_back(to_text(Look{now, facts}));
        const RelayConductor::Decision decision = conductor.decide(now, facts);
        obey(decision, before);
        if (decision.fault != RelayFault::None && (causes.empty() || causes.back() != decision.fault))
            causes.push_back(decision.fault);
        decisions.push_back(decision);
        hear();
    }
    void receive(Simulated& source, bool is_muted) {
        if (!is_muted || source.silent == 0.0) {
            level += source.held;
            silent_level = source.silent > 0.0 ? silent_level + source.held : 0.0;
        }
        source.held = 0.0;
    }
    void obey(const RelayConductor::Decision& decision, const std::optional<std::size_t>& before) {
        if (decision.cut > 0.0 && !is_cut) {
            level = std::max(0.0, level - std::min(decision.cut, silent_level));
            silent_level = 0.0;
        }
        is_cut = decision.cut > 0.0;
        if (decision.carried != before) {
            is_cut = false;
            if (decision.carried) carried.emplace_back(now, *decision.carried);
        }
        for (std::size_t i = 0; i < sources.size(); ++i) {
            if (decision.open[i] && sources[i].state == State::Closed) sources[i].open(now);
            if (!decision.open[i]) sources[i].state = State::Closed;
            if (decision.carried != i)
                sources[i].held = std::min(sources[i].held, std::max(5.0, 1.5 * sources[i].script.segment + 2.0));
        }
    }
    void hear() {
        has_begun = has_begun || level >= 2.0;
        if (!has_begun) return;
        if (level < kStep) dead += kStep;
        if (level <= silent_level && level >= kStep) worthless += kStep;
        level = std::max(0.0, level - kStep);
        silent_level = std::min(silent_level, level);
    }
    void run(double seconds) {
        for (const double end = now + seconds; now < end;) turn();
    }
    std::size_t carries() const { return decisions.back().carried.value_or(99); }
};

Script good() { return {}; }

Script hls(double segment) {
    Script script;
    script.segment = segment;
    return script;
}

}  // namespace

TEST_CASE("each way a source can fail costs no dead air where there is a second one, and its cause is told") {
    struct Fault {
        std::string name;
        Script first;
        RelayFault cause;
    };
    const auto with = [](auto member, std::function<bool(double)> when, Script script = {}) {
        script.*member = std::move(when);
        return script;
    };
    const auto refused = [&](RelayFault why) {
        Script script = with(&Script::refuses, from(30.05), with(&Script::hangs_up, from(30.0, 30.05)));
        script.refusal = why;
        return script;
    };
    std::vector<Fault> faults{
        {"the source dies", with(&Script::hangs_up, from(30.0)), RelayFault::Ended},
        {"it stalls without closing", with(&Script::stands, from(30.0)), RelayFault::Stalled},
        {"it stalls and is unreachable", with(&Script::ignores, from(30.0), with(&Script::stands, from(30.0))),
         RelayFault::Stalled},
        {"it loses pieces again and again", with(&Script::is_damaged, from(30.0)), RelayFault::Damaged},
        {"it turns to one tone", with(&Script::is_stuck, from(30.0)), RelayFault::Stuck},
        {"an HLS playlist of 2 s segments freezes", with(&Script::stands, from(30.0), hls(2.0)), RelayFault::Stalled},
        {"an HLS playlist of 6 s segments freezes", with(&Script::stands, from(30.0), hls(6.0)), RelayFault::Stalled},
        {"an HLS playlist of 10 s segments freezes", with(&Script::stands, from(30.0), hls(10.0)), RelayFault::Stalled},
        {"an HLS playlist goes backwards", with(&Script::goes_back, from(30.0), hls(4.0)), RelayFault::WentBack},
        {"HLS segments come again and again", with(&Script::is_stuck, from(30.0), hls(4.0)), RelayFault::Stuck},
        {"its name vanishes", refused(RelayFault::NoSuchHost), RelayFault::NoSuchHost},
        {"its mount vanishes", refused(RelayFault::HttpError), RelayFault::HttpError},
        {"its certificate runs out", refused(RelayFault::Untrusted), RelayFault::Untrusted},
        {"it is redirected in circles", refused(RelayFault::TooManyRedirects), RelayFault::TooManyRedirects},
        {"it is redirected to a forbidden place", refused(RelayFault::HostNotAllowed), RelayFault::HostNotAllowed},
        {"it flaps every 7 s",
         with(&Script::hangs_up, [](double now) { return now > 30.0 && std::fmod(now, 7.0) < 0.1; }),
         RelayFault::Ended},
        {"it stutters: 3 s of nothing in every 8",
         with(&Script::stands, [](double now) { return now > 30.0 && std::fmod(now, 8.0) < 3.0; }), RelayFault::None},
    };
    for (const Fault& fault : faults) {
        DYNAMIC_SECTION(fault.name) {
            World world({fault.first, good()});
            world.run(300.0);
            CHECK(world.dead == 0.0);
            CHECK(world.worthless == 0.0);
            const bool is_told = std::find(world.causes.begin(), world.causes.end(), fault.cause) != world.causes.end();
            CHECK((is_told || fault.cause == RelayFault::None));
            CHECK(world.conductor.decide(world.now, world.look(world.decisions.back().carried)).switches <= 41);
        }
    }
}

TEST_CASE("a source that is silent is left before its silence is heard, if more is held than the limit") {
    Script silent = hls(3.0);
    silent.is_silent = from(60.0, 120.0);
    World world({silent, good()});
    world.run(110.0);
    CHECK(world.carries() == 1);
    CHECK(world.dead == 0.0);
    CHECK(world.worthless == 0.0);
    world.run(60.0);
    CHECK(world.carries() == 0);
    CHECK(world.dead == 0.0);
}

TEST_CASE("a silent source with no other is muted, so that the filler is heard, and heard again when it has sound") {
    Script silent = good();
    silent.is_silent = from(60.0, 120.0);
    World world({silent});
    world.run(90.0);
    CHECK(world.decisions.back().is_muted);
    CHECK(world.level == 0.0);
    CHECK(world.causes.back() == RelayFault::Silent);
    world.run(31.0);
    CHECK_FALSE(world.decisions.back().is_muted);
    CHECK(world.carries() == 0);
}

TEST_CASE("the better source is back within 10 s of its return, opened beside the one that is heard") {
    const double lost_for = GENERATE(3.0, 20.0, 60.0, 600.0, 3600.0);
    const auto kind = GENERATE(0, 1);
    CAPTURE(lost_for, kind);
    Script best = good();
    (kind == 0 ? best.refuses : best.ignores) = from(30.0, 30.0 + lost_for);
    best.hangs_up = from(30.0, 30.05);
    World world({best, good()});
    constexpr double in_the_ring = 3.0;  // s that are still heard of the other
    world.run(30.0 + lost_for + 10.0 - in_the_ring + (kind == 1 ? world.law.first_sound : 0.0));
    CHECK(world.carries() == 0);
    CHECK(world.dead == 0.0);
}

TEST_CASE("a playlist that stands is not returned to for the old segments it gives at each opening") {
    Script frozen = hls(2.0);
    frozen.stands = [](double now) { return now > 30.0; };
    frozen.gives_old = true;
    World world({frozen, good()});
    world.run(600.0);
    CHECK(world.carries() == 1);
    CHECK(world.carried.size() == 2);
    CHECK(world.dead == 0.0);
}

TEST_CASE("a lost relay with one source is asked again until it is back, and carried within 5 s of its return") {
    const double lost_for = GENERATE(2.0, 14.0, 40.0, 900.0);
    CAPTURE(lost_for);
    Script only = good();
    only.refuses = from(30.0, 30.0 + lost_for);
    only.hangs_up = from(30.0, 30.05);
    World world({only});
    world.run(30.0 + lost_for + 5.0);
    CHECK(world.carries() == 0);
    CHECK(world.sources[0].openings <= 4 + static_cast<int>(lost_for / 2.0));
}

TEST_CASE("a source that recovers while enough is held was never left") {
    Script first = hls(4.0);
    first.stands = from(30.0, 37.0);
    World world({first, good()});
    world.run(120.0);
    CHECK(world.carried.size() == 1);
    CHECK(world.dead == 0.0);
    CHECK(world.sources[1].openings >= 1);
    CHECK(world.sources[1].state == State::Closed);
}

TEST_CASE("a better source that fails again and again is returned to ever more rarely") {
    Script flapping = good();
    flapping.hangs_up = [](double now) { return now > 30.0 && std::fmod(now, 10.0) < 0.1; };
    World world({flapping, good()});
    world.run(3600.0);
    CHECK(world.decisions.back().switches <= 12);
    CHECK(world.dead == 0.0);
}

TEST_CASE("no more than the permitted number of returns is made in one transmission") {
    ConductorLaw law;
    law.longest_prove = law.prove;  // nothing learnt: only the limit holds
    law.most_returns = 3;
    Script flapping = good();
    flapping.hangs_up = [](double now) { return std::fmod(now, 20.0) < 0.1; };
    World world({flapping, good()}, law);
    world.run(1000.0);
    const auto returns = std::count_if(world.carried.begin() + 1, world.carried.end(),
                                       [](const auto& change) { return change.second == 0; });
    CHECK(returns <= 3);
    CHECK(world.dead == 0.0);
}

TEST_CASE("of three sources the best that gives sound is heard, and the rest stay closed") {
    Script none = good();
    none.refuses = from(0.0);
    World world({none, good(), good()});
    world.run(60.0);
    CHECK(world.carries() == 1);
    CHECK(world.sources[2].openings == 0);
}

TEST_CASE("why a better source is not there is told while another is carried, and forgotten when it is back") {
    Script first = good();
    first.ignores = from(0.0, 100.0);
    World world({first, good()});
    world.run(60.0);
    CHECK(world.carries() == 1);
    CHECK(world.decisions.back().fault == RelayFault::None);
    CHECK(world.decisions.back().faults == std::vector{RelayFault::Stalled, RelayFault::None});
    world.run(80.0);
    CHECK(world.carries() == 0);
    CHECK(world.decisions.back().faults == std::vector{RelayFault::None, RelayFault::None});
}

TEST_CASE("a source that loses pieces is carried on where there is no other, and returned to when it is whole") {
    Script damaged = good();
    damaged.is_damaged = from(30.0, 90.0);
    World alone({damaged});
    alone.run(80.0);
    CHECK(alone.carries() == 0);
    CHECK(alone.dead == 0.0);
    CHECK_FALSE(alone.decisions.back().is_muted);
    World both({damaged, good()});
    both.run(80.0);
    CHECK(both.carries() == 1);
    both.run(40.0);
    CHECK(both.carries() == 0);
    CHECK(both.dead == 0.0);
}

TEST_CASE("silence and one tone of a source that is not carried are told too") {
    Script first = good();
    first.ignores = from(0.0, 30.0);
    first.is_silent = from(0.0, 100.0);
    first.is_stuck = from(100.0);
    World world({first, good()});
    world.run(60.0);
    CHECK(world.carries() == 1);
    CHECK(world.decisions.back().faults[0] == RelayFault::Silent);
    world.run(240.0);
    CHECK(world.carries() == 1);
    CHECK(world.decisions.back().faults[0] == RelayFault::Stuck);
}

TEST_CASE("a better source is returned to where the worse one may be left, and an ill one is left anywhere") {
    Script first = good();
    first.hangs_up = from(30.0, 40.0);
    first.refuses = from(30.0, 40.0);
    Script second = good();
    second.hangs_up = from(200.0, 200.1);
    World world({first, second});
    world.has_pause = from(80.0, 80.2);
    world.run(79.0);
    CHECK(world.carries() == 1);
    world.run(2.0);
    CHECK(world.carries() == 0);
    CHECK(world.carried.back().first - 80.0 < 0.25);
    World other({good(), first, second});
    other.sources[0].script.hangs_up = other.sources[0].script.refuses = from(10.0);
    other.has_pause = from(1e9);
    other.run(300.0);
    CHECK(other.carries() == 1);
    CHECK(other.dead == 0.0);
}

TEST_CASE("a recorded trace gives the same decisions again, to the last one") {
    Script first = hls(4.0);
    first.stands = from(30.0, 90.0);
    Script second = good();
    second.is_silent = from(50.0, 70.0);
    World world({first, second, good()});
    world.run(200.0);
    RelayConductor again(3, ConductorLaw{});
    for (std::size_t i = 0; i < world.trace.size(); ++i) {
        const auto look = look_from(world.trace[i]);
        REQUIRE(look);
        REQUIRE(again.decide(look->now, look->facts) == world.decisions[i]);
    }
    CHECK(world.decisions.back().switches > 0);
}

TEST_CASE("what is no look is not read as one") {
    for (const char* line :
         {"", "x", "1 | 9 0 0 0 0 0 0 0 1 0", "1 | 1 2 3", "1 ? 0 0 0 0 0 0 0 0 1 0", "1 | 0 0 0 0 0 0 0 0 1 -1"})
        CHECK_FALSE(look_from(line).has_value());
}

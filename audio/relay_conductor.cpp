// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See relay_conductor.h.
#include "audio/relay_conductor.h"

#include <algorithm>
#include <cassert>
#include <iomanip>
#include <limits>
#include <sstream>

namespace truyenthanh {

using State = SourceFacts::State;

RelayConductor::RelayConductor(std::size_t sources, const ConductorLaw& law) : law_(law), tracks_(sources) {
    decision_.open.assign(sources, false);
    decision_.faults.assign(sources, wire::RelayFault::None);
    for (Track& track : tracks_) {
        track.pause = law.first_pause;
        track.prove = law.prove;
    }
}

bool RelayConductor::is_silent(const SourceFacts& facts) const {
    return law_.silence > 0.0 && facts.silent_for >= law_.silence;
}

bool RelayConductor::is_stuck(const SourceFacts& facts) const {
    return law_.stuck > 0.0 && facts.stuck_for >= law_.stuck;
}

bool RelayConductor::is_damaged(const SourceFacts& facts) const {
    return law_.damaged > 0.0 && facts.damaged_for >= law_.damaged;
}

bool RelayConductor::is_sounding(const SourceFacts& facts) const {
    return facts.since_sound <= std::max(law_.ill, 1.5 * facts.usual_gap);
}

// Of what it sends; None where it sends nothing, or nothing is wrong with it.
wire::RelayFault RelayConductor::what_ails(const SourceFacts& facts) const {
    if (is_silent(facts)) return wire::RelayFault::Silent;
    if (is_stuck(facts)) return wire::RelayFault::Stuck;
    return is_damaged(facts) ? wire::RelayFault::Damaged : wire::RelayFault::None;
}

bool RelayConductor::is_ill(const SourceFacts& facts) const {
    return facts.state != State::Flowing || facts.goes_back || !is_sounding(facts) ||
           what_ails(facts) != wire::RelayFault::None;
}

// May be carried, or stay so.
bool RelayConductor::is_fit(std::size_t source) const {
    const SourceFacts& facts = (*facts_)[source];
    return !is_ill(facts) && (decision_.carried == source || facts.held >= law_.ready);
}

// What ends a source; None while it may go on.
wire::RelayFault RelayConductor::why_lost(std::size_t source) const {
    const SourceFacts& facts = (*facts_)[source];
    switch (facts.state) {
        case State::Failed:
            return facts.fault == wire::RelayFault::None ? wire::RelayFault::Ended : facts.fault;
        case State::Opening:
            if (facts.since_sound <= law_.first_sound) return wire::RelayFault::None;
            return facts.fault == wire::RelayFault::None ? wire::RelayFault::Stalled : facts.fault;
        case State::Flowing:
            if (facts.goes_back) return wire::RelayFault::WentBack;
            if (facts.since_sound > std::max(law_.stall, 3.0 * facts.usual_gap)) return wire::RelayFault::Stalled;
            return wire::RelayFault::None;
        case State::Closed:
            break;
    }
    return wire::RelayFault::None;
}

void RelayConductor::blame(std::size_t source, wire::RelayFault fault) {
    decision_.blamed = source;
    decision_.fault = fault;
    decision_.faults[source] = fault;
}

void RelayConductor::fail(std::size_t source, wire::RelayFault fault) {
    Track& track = tracks_[source];
    decision_.open[source] = false;
    blame(source, fault);
    track.not_before = now_ + track.pause;
    track.pause = std::min(2.0 * track.pause, law_.longest_pause);
    track.fit_since = -1.0;
    track.has_failed = true;
    if (decision_.carried != source) return;
    track.prove = std::min(2.0 * track.prove, law_.longest_prove);
    decision_.carried.reset();
    ++decision_.drops;
}

void RelayConductor::watch(std::size_t source) {
    Track& track = tracks_[source];
    if (!decision_.open[source]) return;
    const wire::RelayFault fault = why_lost(source);
    if (fault != wire::RelayFault::None) return fail(source, fault);
    if (!is_fit(source)) {
        track.fit_since = -1.0;
        const wire::RelayFault ailment = what_ails((*facts_)[source]);
        if (ailment != wire::RelayFault::None) decision_.faults[source] = ailment;
        return;
    }
    if (track.fit_since < 0.0) track.fit_since = now_;
    if (now_ - track.fit_since < law_.prove) return;
    track.pause = law_.first_pause;
    track.has_failed = false;
    decision_.faults[source] = wire::RelayFault::None;
}

std::optional<std::size_t> RelayConductor::best_fit() const {
    for (std::size_t i = 0; i < tracks_.size(); ++i) {
        if (decision_.carried != i && decision_.open[i] && is_fit(i)) return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> RelayConductor::better_proven() const {
    const auto found = best_fit();
    if (!found || *found > *decision_.carried || returns_ >= law_.most_returns) return std::nullopt;
    const Track& track = tracks_[*found];
    const double fit_for = now_ - track.fit_since;
    // A playlist that stands gives its last segments to whoever comes: new sound must have come meanwhile.
    const bool is_fresh = fit_for - (*facts_)[*found].since_sound >= track.prove / 2.0;
    const bool is_time = now_ - carried_since_ >= law_.dwell && fit_for >= track.prove;
    return is_time && is_fresh ? found : std::nullopt;
}

void RelayConductor::carry(std::size_t source) {
    if (last_carried_ && *last_carried_ != source) ++decision_.switches;
    decision_.carried = last_carried_ = source;
    carried_since_ = now_;
}

void RelayConductor::choose() {
    decision_.cut = 0.0;
    decision_.is_muted = false;
    const auto other = best_fit();
    if (!decision_.carried) {
        if (other) carry(*other);
        return;
    }
    const std::size_t carried = *decision_.carried;
    const SourceFacts& facts = (*facts_)[carried];
    if (!is_ill(facts)) {
        if (const auto better = facts.is_leavable ? better_proven() : std::nullopt) {
            ++returns_;
            carry(*better);
        } else if (now_ - carried_since_ >= law_.prove) {
            decision_.blamed.reset();
            decision_.fault = wire::RelayFault::None;
        }
        return;
    }
    if (is_silent(facts)) {
        decision_.cut = facts.silent_for;
        decision_.is_muted = !other;
        blame(carried, wire::RelayFault::Silent);
    }
    const wire::RelayFault why = is_sounding(facts) ? what_ails(facts) : wire::RelayFault::Stalled;
    if (!other || (why == wire::RelayFault::Stalled && facts.held >= law_.low)) return;
    if (decision_.cut == 0.0) blame(carried, why);
    if (why == wire::RelayFault::Damaged) decision_.cut = facts.damaged_for;
    tracks_[carried].prove = std::min(2.0 * tracks_[carried].prove, law_.longest_prove);
    ++decision_.drops;
    carry(*other);
}

void RelayConductor::want_open(std::size_t source, bool is_needed) {
    Track& track = tracks_[source];
    if (is_needed) {
        track.unneeded_since = -1.0;
        if (decision_.open[source] || now_ < track.not_before) return;
        decision_.open[source] = true;
        track.opened_at = now_;
        return;
    }
    if (track.unneeded_since < 0.0) track.unneeded_since = now_;
    if (now_ - track.unneeded_since < law_.linger) return;
    decision_.open[source] = false;
    track.fit_since = -1.0;
}

// The best ones down to the first that is well or still has its head start, and the one that is carried.
void RelayConductor::choose_open() {
    bool is_needed = true;
    for (std::size_t i = 0; i < tracks_.size(); ++i) {
        want_open(i, is_needed || decision_.carried == i);
        const bool has_head_start = decision_.open[i] && !tracks_[i].has_failed &&
                                    (*facts_)[i].state != State::Failed && tracks_[i].fit_since < 0.0 &&
                                    now_ - tracks_[i].opened_at < law_.head_start;
        const bool is_well = decision_.open[i] && !is_ill((*facts_)[i]);
        if (is_well || has_head_start) is_needed = false;
    }
}

const RelayConductor::Decision& RelayConductor::decide(double now, const std::vector<SourceFacts>& facts) {
    assert(facts.size() == tracks_.size());
    now_ = now;
    facts_ = &facts;
    for (std::size_t i = 0; i < tracks_.size(); ++i) watch(i);
    choose();
    choose_open();
    facts_ = nullptr;
    return decision_;
}

std::string to_text(const Look& look) {
    std::ostringstream text;
    text << std::setprecision(std::numeric_limits<double>::max_digits10) << look.now;
    for (const SourceFacts& facts : look.facts) {
        text << " | " << static_cast<int>(facts.state) << ' ' << facts.since_sound << ' ' << facts.usual_gap << ' '
             << facts.held << ' ' << facts.silent_for << ' ' << facts.stuck_for << ' ' << facts.damaged_for << ' '
             << (facts.goes_back ? 1 : 0) << ' ' << (facts.is_leavable ? 1 : 0) << ' ' << static_cast<int>(facts.fault);
    }
    return text.str();
}

std::optional<Look> look_from(const std::string& line) {
    std::istringstream text(line);
    Look look;
    if (!(text >> look.now)) return std::nullopt;
    for (std::string bar; text >> bar;) {
        SourceFacts facts;
        int state = 0;
        int back = 0;
        int leavable = 0;
        int fault = 0;
        if (bar != "|" || !(text >> state >> facts.since_sound >> facts.usual_gap >> facts.held >> facts.silent_for >>
                            facts.stuck_for >> facts.damaged_for >> back >> leavable >> fault))
            return std::nullopt;
        if (state < 0 || state > static_cast<int>(State::Failed) || fault < 0) return std::nullopt;
        facts.state = static_cast<State>(state);
        facts.goes_back = back != 0;
        facts.is_leavable = leavable != 0;
        facts.fault = static_cast<wire::RelayFault>(fault);
        look.facts.push_back(facts);
    }
    return look;
}

}  // namespace truyenthanh

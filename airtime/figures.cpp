// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See figures.h.
#include "airtime/figures.h"

#include <algorithm>
#include <span>
#include <utility>

namespace truyenthanh {
namespace {

Airtime relay_airtime(const std::optional<RelayLevel>& level) {
    switch (level.value_or(RelayLevel::City)) {
        case RelayLevel::Central:
            return Airtime::Central;
        case RelayLevel::Province:
            return Airtime::Province;
        case RelayLevel::City:
            break;
    }
    return Airtime::City;
}

// Nothing for dead air, which is silence, and for a session, of which nothing was heard.
std::optional<Airtime> airtime_of(const SoundSum& sum) {
    switch (sum.kind) {
        case EntryKind::Item:
        case EntryKind::Insert:
        case EntryKind::Bed:
            return Airtime::Local;
        case EntryKind::Relay:
            return relay_airtime(sum.level);
        case EntryKind::Sustainer:
            return Airtime::Filler;
        case EntryKind::Emergency:
            return Airtime::Emergency;
        case EntryKind::Test:
            return Airtime::Test;
        case EntryKind::DeadAir:
        case EntryKind::Session:
            break;
    }
    return std::nullopt;
}

Frames not_below_zero(Frames frames) { return std::max(frames, Frames{}); }

// Adds up one transmission after the other.
class Count {
public:
    explicit Count(Figures& figures) : figures_(figures) {}

    void add(std::span<const SoundSum> transmission) {
        day_ = &figures_.days[transmission.front().transmission.date];
        const bool has_rows = std::any_of(transmission.begin(), transmission.end(), [](const SoundSum& sum) {
            return sum.kind == EntryKind::Item || sum.kind == EntryKind::Insert || sum.kind == EntryKind::Relay;
        });
        Frames inserts;
        for (const SoundSum& sum : transmission) {
            if (sum.kind == EntryKind::Insert) inserts += sum.planned;
        }
        for (const SoundSum& sum : transmission) {
            add_heard(sum);
            if (sum.kind == EntryKind::Session && !has_rows) add_planned(sum, Airtime::Local, sum.planned);
            if (sum.kind == EntryKind::Item || sum.kind == EntryKind::Insert)
                add_planned(sum, Airtime::Local, sum.planned);
            if (sum.kind == EntryKind::Relay)
                add_planned(sum, relay_airtime(sum.level), not_below_zero(sum.planned - inserts));
        }
        count_transmission(transmission);
    }

    std::vector<Loss> losses() {
        std::vector<Loss> list;
        for (const auto& [key, loss] : losses_) list.push_back(loss);
        std::stable_sort(list.begin(), list.end(), [](const Loss& a, const Loss& b) { return a.lost > b.lost; });
        return list;
    }

private:
    void add_heard(const SoundSum& sum) {
        // What a person ordered by latch or hold is silence too, but asked for.
        if (sum.kind == EntryKind::DeadAir && sum.outcome != Outcome::Cancelled) day_->dead_air += sum.frames;
        figures_.starved += sum.starved;
        figures_.silenced += sum.silenced;
        if (const auto airtime = airtime_of(sum)) day_->airtime[index(*airtime)] += sum.heard();
        const bool is_item = sum.kind == EntryKind::Item || sum.kind == EntryKind::Insert;
        if (is_item && sum.item_kind && is_counted(*sum.item_kind)) day_->airings += sum.heard_entries;
    }

    // What is whole lost nothing: a crossfade may have taken a little of it.
    void add_planned(const SoundSum& sum, Airtime airtime, Frames planned) {
        day_->planned[index(airtime)] += planned;
        if (is_whole(sum.outcome)) return;
        const Frames lost = not_below_zero(planned - sum.heard());
        if (lost.count == 0) return;
        day_->lost[index(airtime)] += lost;
        Loss& loss = losses_[{sum.cause, airtime}];
        loss.cause = sum.cause;
        loss.airtime = airtime;
        loss.entries += sum.entries;
        loss.lost += lost;
    }

    void count_transmission(std::span<const SoundSum> transmission) {
        bool is_local = false, is_relayed = false, is_planned = false, is_emergency = false;
        for (const SoundSum& sum : transmission) {
            const bool is_heard = sum.heard().count > 0;
            const bool is_own = sum.kind == EntryKind::Item || sum.kind == EntryKind::Insert;
            is_local = is_local || (is_own && is_heard);
            is_relayed = is_relayed || (sum.kind == EntryKind::Relay && is_heard);
            is_emergency = is_emergency || (sum.kind == EntryKind::Emergency && is_heard);
            is_planned = is_planned || is_own || sum.kind == EntryKind::Relay || sum.kind == EntryKind::Session;
        }
        TransmissionCount& count = day_->transmissions;
        count.heard += is_local || is_relayed;
        count.local += is_local;
        count.relayed += is_relayed;
        count.unheard += is_planned && !is_local && !is_relayed;
        count.emergency += is_emergency;
    }

    Figures& figures_;
    DayFigures* day_ = nullptr;
    std::map<std::pair<std::string, Airtime>, Loss> losses_;
};

void count_items(const LedgerSums& sums, Figures& figures) {
    figures.heard = sums.items;
    for (const ItemSum& item : sums.items) {
        const bool is_older = item.first < figures.span.from;
        const ItemCount one{is_older ? 0 : 1, is_older ? 1 : 0, item.airings, item.whole, item.heard};
        figures.kinds[item.kind] += one;
        if (!is_counted(item.kind)) continue;
        figures.items += one;
        if (!is_older) ++figures.days[item.first].items;
    }
    for (const ProgrammeSum& programme : sums.programmes) {
        if (programme.first < figures.span.from) {
            ++figures.older_programmes;
        } else {
            ++figures.days[programme.first].programmes;
        }
    }
}

void add(AirtimeFrames& to, const AirtimeFrames& more) {
    for (std::size_t i = 0; i < kAirtimes; ++i) to[i] += more[i];
}

}  // namespace

Frames sum(const AirtimeFrames& parts) {
    Frames all;
    for (const Frames part : parts) all += part;
    return all;
}

Frames relayed(const AirtimeFrames& parts) {
    return parts[index(Airtime::Central)] + parts[index(Airtime::Province)] + parts[index(Airtime::City)];
}

ItemCount& ItemCount::operator+=(const ItemCount& other) {
    items += other.items;
    older += other.older;
    airings += other.airings;
    whole += other.whole;
    heard += other.heard;
    return *this;
}

TransmissionCount& TransmissionCount::operator+=(const TransmissionCount& other) {
    heard += other.heard;
    local += other.local;
    relayed += other.relayed;
    unheard += other.unheard;
    emergency += other.emergency;
    return *this;
}

DayFigures& DayFigures::operator+=(const DayFigures& other) {
    add(airtime, other.airtime);
    add(planned, other.planned);
    add(lost, other.lost);
    dead_air += other.dead_air;
    transmissions += other.transmissions;
    programmes += other.programmes;
    items += other.items;
    airings += other.airings;
    return *this;
}

Frames Figures::difference() const {
    const Frames aired = whole.airtime[index(Airtime::Local)] + relayed(whole.airtime);
    return aired - sum(whole.planned) + sum(whole.lost);
}

Figures figures_of(const LedgerSums& sums, DayRange span) {
    Figures figures;
    figures.span = span;
    figures.open = sums.open;
    Count count(figures);
    for (auto first = sums.sounds.begin(); first != sums.sounds.end();) {
        const auto end = std::find_if(first, sums.sounds.end(),
                                      [&](const SoundSum& sum) { return sum.transmission != first->transmission; });
        count.add({first, end});
        first = end;
    }
    figures.losses = count.losses();
    count_items(sums, figures);
    figures.whole = figures_within(figures, span);
    return figures;
}

DayFigures figures_within(const Figures& figures, DayRange part) {
    DayFigures sum;
    for (auto day = figures.days.lower_bound(part.from); day != figures.days.end() && day->first <= part.to; ++day)
        sum += day->second;
    return sum;
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See build.h.
#include "newsroom/build.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/names.h"
#include "newsroom/fill.h"

namespace truyenthanh {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::int64_t kGuidance = 100'000;
constexpr std::int64_t kNeverHeard = 1'000;
constexpr int kNewForDays = 90;

int days_between(LocalDate from, LocalDate until) {
    return static_cast<int>((sys_days{until} - sys_days{from}).count());
}

bool takes(const FormatPlace& place, const PoolItem& item) {
    const bool is_kind = std::find(place.kinds.begin(), place.kinds.end(), item.kind) != place.kinds.end();
    return is_kind && (!place.column || place.column == item.column) &&
           (place.field.empty() || place.field == item.field);
}

std::int64_t worth(const PoolItem& item, LocalDate date) {
    const int age = std::clamp(days_between(item.added, date), 0, kNewForDays);
    return (item.serves_guidance ? kGuidance : 0) + (item.last_aired ? 0 : kNeverHeard) + kNewForDays - age;
}

Fill fill_of(const BuildOrder& order) {
    Fill fill;
    fill.room = order.length - order.opening - order.closing;
    fill.join = order.stinger;
    fill.tolerance = order.tolerance;
    for (const FormatPlace& place : order.places) fill.places.push_back({place.least, place.most});
    return fill;
}

// One piece a place that takes the item: the filling uses at most one of them.
void add_pieces(Fill& fill, const PoolItem& item, std::size_t number, const BuildOrder& order) {
    FillPiece piece;
    piece.item = number;
    piece.frames = item.frames;
    piece.rank = static_cast<int>(item.priority);
    piece.worth = worth(item, order.date);
    piece.group = item.column.value;
    for (std::size_t place = 0; place < order.places.size(); ++place) {
        piece.place = place;
        if (takes(order.places[place], item)) fill.pieces.push_back(piece);
    }
}

struct Chosen {
    std::size_t item = 0;
    std::size_t place = 0;
};

// Exchanges an item whose field is heard already for one of no less worth and a field of its own, if the slot stays as
// full.
class Variety {
public:
    Variety(const std::vector<PoolItem>& pool, const BuildOrder& order, const std::vector<std::size_t>& eligible)
        : pool_(pool), order_(order), eligible_(eligible) {}

    void improve(std::vector<Chosen>& chosen) const {
        for (Chosen& one : chosen) {
            if (times_heard(chosen, pool_[one.item].field) < 2) continue;
            for (const std::size_t other : eligible_) {
                if (!may_stand_for(chosen, one, other)) continue;
                one.item = other;
                break;
            }
        }
    }

private:
    long times_heard(const std::vector<Chosen>& chosen, const std::string& field) const {
        if (field.empty()) return 0;
        return std::count_if(chosen.begin(), chosen.end(),
                             [&](const Chosen& c) { return pool_[c.item].field == field; });
    }
    Frames length(const std::vector<Chosen>& chosen, const Chosen& without, std::size_t with) const {
        std::vector<Frames> items;
        items.reserve(chosen.size());
        for (const Chosen& c : chosen) items.push_back(pool_[&c == &without ? with : c.item].frames);
        return programme_length(order_, items);
    }
    bool is_of_no_less_worth(const PoolItem& other, const PoolItem& present) const {
        return other.priority == present.priority && other.serves_guidance == present.serves_guidance &&
               (present.last_aired.has_value() || !other.last_aired);
    }
    bool may_stand_for(const std::vector<Chosen>& chosen, const Chosen& one, std::size_t with) const {
        const PoolItem& other = pool_[with];
        if (other.field.empty() || times_heard(chosen, other.field) > 0) return false;
        if (!takes(order_.places[one.place], other) || !is_of_no_less_worth(other, pool_[one.item])) return false;
        for (const Chosen& c : chosen) {
            const bool is_twice = c.item == with || (other.column && pool_[c.item].column == other.column);
            if (is_twice && &c != &one) return false;
        }
        const Frames total = length(chosen, one, with);
        return total <= order_.length && order_.length - total <= order_.tolerance;
    }

    const std::vector<PoolItem>& pool_;
    const BuildOrder& order_;
    const std::vector<std::size_t>& eligible_;
};

// Places in their order; within a place priority first, then what differs from the field just heard.
std::vector<Chosen> in_order(std::vector<Chosen> chosen, const std::vector<PoolItem>& pool) {
    std::stable_sort(chosen.begin(), chosen.end(), [&](const Chosen& a, const Chosen& b) {
        if (a.place != b.place) return a.place < b.place;
        return pool[a.item].priority > pool[b.item].priority;
    });
    for (std::size_t i = 1; i < chosen.size(); ++i) {
        const std::string& heard = pool[chosen[i - 1].item].field;
        for (std::size_t j = i; j < chosen.size(); ++j) {
            if (chosen[j].place != chosen[i].place) break;
            if (pool[chosen[j].item].priority != pool[chosen[i].item].priority) break;
            if (pool[chosen[j].item].field == heard) continue;
            std::rotate(chosen.begin() + static_cast<std::ptrdiff_t>(i),
                        chosen.begin() + static_cast<std::ptrdiff_t>(j),
                        chosen.begin() + static_cast<std::ptrdiff_t>(j) + 1);
            break;
        }
    }
    return chosen;
}

void remark_short_places(Proposal& proposal, const BuildOrder& order) {
    for (std::size_t place = 0; place < order.places.size(); ++place) {
        const auto count = std::count_if(proposal.items.begin(), proposal.items.end(), [&](const PlacedItem& item) {
            return static_cast<std::size_t>(item.place) == place;
        });
        if (count >= order.places[place].least) continue;
        proposal.remarks.push_back({"newsroom.place_not_filled",
                                    {{"place", std::to_string(place + 1)},
                                     {"least", std::to_string(order.places[place].least)},
                                     {"count", std::to_string(count)}}});
    }
}

void remark_left_out(Proposal& proposal, const std::vector<PoolItem>& pool, const BuildOrder& order) {
    for (const PoolItem& item : pool) {
        const bool is_taken = std::any_of(proposal.items.begin(), proposal.items.end(),
                                          [&](const PlacedItem& placed) { return placed.item == item.id; });
        if (is_taken || item.priority == ItemPriority::Normal) continue;
        const auto why = why_not_in_programme(item, order);
        proposal.remarks.push_back(why ? *why : Message{"newsroom.priority_left_out", {{"title", item.title}}});
    }
}

}  // namespace

Frames programme_length(const BuildOrder& order, const std::vector<Frames>& items) {
    Frames total = order.opening + order.closing;
    for (const Frames item : items) total += item;
    for (std::size_t joins = 1; joins < items.size(); ++joins) total += order.stinger;
    return total;
}

std::optional<Message> why_not_in_programme(const PoolItem& item, const BuildOrder& order) {
    if (item.refused) return item.refused;
    const bool is_early = item.valid_from && sys_days{*item.valid_from} > sys_days{order.date};
    const bool is_past = item.valid_until && sys_days{*item.valid_until} < sys_days{order.date};
    if (is_early || is_past) {
        return Message{"newsroom.not_valid_that_day", {{"title", item.title}, {"date", to_string(order.date)}}};
    }
    if (item.last_aired && days_between(*item.last_aired, order.date) <= order.no_repeat_days) {
        return Message{"newsroom.heard_lately",
                       {{"title", item.title},
                        {"date", to_string(*item.last_aired)},
                        {"days", std::to_string(order.no_repeat_days)}}};
    }
    const bool has_place = std::any_of(order.places.begin(), order.places.end(),
                                       [&](const FormatPlace& place) { return takes(place, item); });
    if (!has_place) return Message{"newsroom.no_place_for_it", {{"title", item.title}}};
    return std::nullopt;
}

Proposal propose(const std::vector<PoolItem>& pool, const BuildOrder& order) {
    std::vector<std::size_t> eligible;
    Fill fill = fill_of(order);
    for (std::size_t i = 0; i < pool.size(); ++i) {
        if (why_not_in_programme(pool[i], order)) continue;
        eligible.push_back(i);
        add_pieces(fill, pool[i], i, order);
    }
    std::vector<Chosen> chosen;
    for (const std::size_t piece : best_fill(fill)) {
        chosen.push_back({fill.pieces[piece].item, fill.pieces[piece].place});
    }
    Variety(pool, order, eligible).improve(chosen);
    Proposal proposal;
    std::vector<Frames> lengths;
    for (const Chosen& one : in_order(chosen, pool)) {
        proposal.items.push_back({pool[one.item].id, static_cast<int>(one.place)});
        lengths.push_back(pool[one.item].frames);
    }
    proposal.total = programme_length(order, lengths);
    proposal.over = proposal.total - order.length;
    proposal.fits =
        !proposal.items.empty() && proposal.over <= Frames{0} && Frames{0} - proposal.over <= order.tolerance;
    remark_short_places(proposal, order);
    remark_left_out(proposal, pool, order);
    return proposal;
}

}  // namespace truyenthanh

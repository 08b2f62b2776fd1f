// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What goes quiet under what: a relay under its inserts, everything under a bulletin. Ordered ahead with absolute
// frames, so that a dead station's relay is rejoined all the same.
#include <algorithm>

#include "scheduler/step.h"

namespace truyenthanh {
namespace {

struct Cover {
    Span span;
    double gain_db = kMuteDb;
};

// It will sound, as far as the chain can tell: nothing is ducked for a source that could not be opened.
bool is_coming(const Step& step, const Part& part) {
    const TakeMeter* meter = step.meter(part.take());
    return part.is_live() && !part.is_suspended && meter && meter->state >= TakeState::Ready &&
           meter->state <= TakeState::OnAir;
}

void add_covers(const Step& step, const Running& over, double duck_db, std::vector<Cover>& covers) {
    for (const Part& part : over.parts) {
        if (part.rank < Rank::Insert || !is_coming(step, part)) continue;
        const double gain = part.mix == Mix::Duck ? duck_db : kMuteDb;
        covers.push_back(Cover{Span{part.at, over.end_of(part)}, gain});
    }
}

std::vector<Cover> covers_over(const Step& step, const Running& running, const Part& part) {
    std::vector<Cover> covers;
    if (part.rank == Rank::Relay || part.rank == Rank::Sustainer)
        add_covers(step, running, running.transmission.slot.duck_db, covers);
    for (const Running& other : step.state.running) {
        if (other.rank > running.rank && other.is_over_others()) add_covers(step, other, kMuteDb, covers);
    }
    return covers;
}

double gain_at(const std::vector<Cover>& covers, Frames at) {
    double gain = 0.0;
    for (const Cover& cover : covers) {
        if (cover.span.begin <= at && at < cover.span.end) gain = std::min(gain, cover.gain_db);
    }
    return gain;
}

// Each change of gain within `sound`.
std::vector<GainOrder> changes(const std::vector<Cover>& covers, Span sound) {
    std::vector<Frames> edges{sound.begin};
    for (const Cover& cover : covers) {
        for (const Frames edge : {cover.span.begin, cover.span.end}) {
            if (sound.begin < edge && edge < sound.end) edges.push_back(edge);
        }
    }
    std::sort(edges.begin(), edges.end());
    std::vector<GainOrder> orders;
    double gain = 0.0;
    for (const Frames edge : edges) {
        const double wanted = gain_at(covers, edge);
        if (wanted == gain) continue;
        orders.push_back(GainOrder{wanted, edge, edge == sound.begin ? Frames{} : to_frames(kRejoinFade)});
        gain = wanted;
    }
    return orders;
}

// Changes ordered and not meant any more are undone where they would happen; the past stands.
void order(Step& step, TakeId take, const std::vector<Cover>& covers, const std::vector<GainOrder>& wanted) {
    std::vector<GainOrder>& known = step.state.gains[take];
    const auto missing_in = [](const std::vector<GainOrder>& list, const GainOrder& one) {
        return std::find(list.begin(), list.end(), one) == list.end();
    };
    std::vector<GainOrder> news;
    for (const GainOrder& old : known) {
        if (old.at <= step.here() || !missing_in(wanted, old)) continue;
        const GainOrder undo{gain_at(covers, old.at), old.at, old.ramp};
        if (missing_in(wanted, undo)) news.push_back(undo);
    }
    std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(news),
                 [&](const GainOrder& one) { return missing_in(known, one); });
    std::erase_if(known, [&](const GainOrder& old) { return missing_in(wanted, old) && old.at > step.here(); });
    for (const GainOrder& one : news) {
        step.issue(SetGain{take, one});
        known.push_back(one);
    }
}

// Sounding under a cover that has just gone, or come: the gain of this moment.
void correct(Step& step, TakeId take, const std::vector<Cover>& covers) {
    std::vector<GainOrder>& known = step.state.gains[take];
    const GainOrder* last = nullptr;
    for (const GainOrder& one : known) {
        if (one.at <= step.here() && (!last || one.at >= last->at)) last = &one;
    }
    const double gain = gain_at(covers, step.here());
    if (!last || last->gain_db == gain) return;
    const GainOrder now{gain, step.here(), to_frames(kRejoinFade)};
    step.issue(SetGain{take, now});
    known.push_back(now);
}

void order_part(Step& step, const Running& running, const Part& part) {
    if (!part.is_wanted || !step.state.taken.contains(part.take()) || !is_coming(step, part)) return;
    const auto covers = covers_over(step, running, part);
    const auto wanted = changes(covers, Span{part.at, running.end_of(part)});
    if (wanted.empty() && !step.state.gains.contains(part.take())) return;
    order(step, part.take(), covers, wanted);
    correct(step, part.take(), covers);
}

}  // namespace

void order_gains(Step& step) {
    if (!step.has_line()) return;
    for (const Running& running : step.state.running) {
        for (const Part& part : running.parts) {
            if (part.rank < Rank::Emergency) order_part(step, running, part);
        }
    }
}

}  // namespace truyenthanh

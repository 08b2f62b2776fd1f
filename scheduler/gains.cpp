// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What goes quiet under what: a relay under its inserts, everything under a bulletin. Ordered ahead with absolute
// frames, so that a dead station's relay is rejoined all the same.
#include <algorithm>

#include "scheduler/step.h"

namespace truyenthanh {
namespace {

constexpr std::chrono::milliseconds kBedAttack{400};     // a bed goes down so long before the first word over it
constexpr std::chrono::milliseconds kBedHold{1'500};     // and stays down so long after the last
constexpr std::chrono::milliseconds kBedRelease{2'000};  // until it is up again

struct Cover {
    Span span;
    double gain_db = kMuteDb;
    Frames ramp_in = to_frames(kRejoinFade);   // from span.begin on
    Frames ramp_out = to_frames(kRejoinFade);  // from span.end on
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

// Where it is heard, or was: what has ended keeps its bed down for a while yet.
std::optional<Span> sound_of(const Step& step, const Running& running, const Part& part) {
    const Frames end = running.end_of(part);
    if (is_coming(step, part)) return Span{part.at, end};
    if (!part.first || part.epoch != step.state.epoch) return std::nullopt;
    return Span{*part.first, part.cause ? *part.first + part.now.line : end};
}

// Without the silence its recording begins and ends with.
Span without_silence(const Running& running, const Part& part, Span sound) {
    for (const PlannedItem& item : running.transmission.items) {
        if (item.position != part.intent.position || !item.item.recording) continue;
        if (sound.begin == part.span.begin) sound.begin += item.item.recording->head_silence;
        if (sound.end == part.span.end) sound.end -= item.item.recording->tail_silence;
    }
    return sound;
}

// Speech over a bed: the bed is down when the first word comes, and up again when for a while none has come.
void add_speech(const Step& step, const Running& running, std::vector<Cover>& covers) {
    for (const Part& part : running.parts) {
        if (part.rank == Rank::Bed || !part.is_wanted) continue;
        const std::optional<Span> sound = sound_of(step, running, part);
        if (!sound) continue;
        const Span speech = without_silence(running, part, *sound);
        if (speech.is_empty()) continue;
        const Frames attack = to_frames(kBedAttack);
        covers.push_back(Cover{Span{speech.begin - attack, speech.end + to_frames(kBedHold)},
                               running.transmission.slot.duck_db, attack, to_frames(kBedRelease)});
    }
}

std::vector<Cover> covers_over(const Step& step, const Running& running, const Part& part) {
    std::vector<Cover> covers;
    if (part.rank == Rank::Bed) add_speech(step, running, covers);
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

// Of the change at `edge`: the shortest that is asked for.
Frames ramp_at(const std::vector<Cover>& covers, Frames edge) {
    Frames ramp = to_frames(kBedRelease);
    for (const Cover& cover : covers) {
        if (cover.span.begin == edge) ramp = std::min(ramp, cover.ramp_in);
        if (cover.span.end == edge) ramp = std::min(ramp, cover.ramp_out);
    }
    return ramp;
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
        orders.push_back(GainOrder{wanted, edge, edge == sound.begin ? Frames{} : ramp_at(covers, edge)});
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

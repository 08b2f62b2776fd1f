// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A transmission laid on the frame line: a part for each planned row, a filler for each hole known beforehand.
#include <algorithm>
#include <utility>

#include "scheduler/step.h"

namespace truyenthanh {
namespace {

Rank rank_of(const Running& running, const EntryIntent& row) {
    if (row.kind == EntryKind::Relay) return Rank::Relay;
    if (row.kind == EntryKind::Bed) return Rank::Bed;
    if (running.is_over_others()) return running.rank;
    return row.kind == EntryKind::Insert ? Rank::Insert : Rank::Programme;
}

Part part_of(const Running& running, const EntryIntent& row, Span span) {
    Part part;
    part.key = key_of(row);
    part.intent = row;
    part.span = span;
    part.rank = rank_of(running, row);
    part.at = std::max(span.begin, running.span.begin);
    part.is_wanted = row.kind != EntryKind::Relay;
    return part;
}

void refuse(const Running& running, Part& part, const Message& reason) {
    part.cause.reset();
    part.blame(reason, Outcome::Refused);
    part.is_cut_short = true;
    part.is_substituted = running.transmission.slot.substitute == SubstituteRule::Close;
    if (part.is_substituted) part.span.end = part.span.begin;  // the plan has closed up
}

Part item_part(const Running& running, const EntryIntent& row, const PlannedItem& item) {
    const Frames begin = running.origin + item.offset;
    Part part = part_of(running, row, Span{begin, begin + item.frames});
    part.mix = item.mix;
    part.fade_in = item.fade;
    join_late(running, part);
    if (item.refused) refuse(running, part, *item.refused);
    return part;
}

// Two that crossfade share frames; on the line they belong to the later one.
void share_crossfades(std::vector<Part>& parts) {
    Part* last = nullptr;
    for (Part& part : parts) {
        if (part.rank == Rank::Bed || part.rank == Rank::Relay || part.is_cut_short) continue;
        if (last) last->overlap = intersection(last->span, part.span).length();
        last = &part;
    }
}

const PlannedItem* item_at(const Transmission& transmission, const EntryIntent& row) {
    for (const PlannedItem& item : transmission.items) {
        if (item.position == row.position) return &item;
    }
    return nullptr;
}

}  // namespace

Running lay(const Step& step, const Transmission& transmission, Rank rank, const Placement& place) {
    Running running;
    running.transmission = transmission;
    running.rank = rank;
    running.span = Span{place.begin, place.end};
    running.origin = place.origin;
    running.due = place.begin;
    running.limit = step.frame_of(transmission.allowed_until);
    running.is_anchored = place.is_anchored;
    running.wall_minus_steady = step.world.now.wall.time_since_epoch() - step.world.now.steady.since_boot;
    for (const EntryIntent& row : planned_rows(transmission, rank)) {
        if (row.kind == EntryKind::Session || step.world.has_outcome(key_of(row))) continue;
        if (row.kind == EntryKind::Relay) {
            running.parts.push_back(part_of(running, row, Span{place.origin, place.end}));
        } else if (const PlannedItem* item = item_at(transmission, row)) {
            running.parts.push_back(item_part(running, row, *item));
        }
    }
    share_crossfades(running.parts);
    return running;
}

void join_late(const Running& running, Part& part) {
    if (part.span.begin >= running.span.begin || part.rank == Rank::Relay) return;
    const Message late{"asrun.joined_late", {{"slot", running.transmission.slot.name}}};
    part.blame(late, Outcome::Missed);
    part.is_cut_short = part.span.end <= running.span.begin;
}

Part make_filler(const Running& running, Span span, WallTime since) {
    Part part = part_of(running, filler_row(running.transmission, since), span);
    part.rank = Rank::Sustainer;
    part.at = span.begin;
    part.loops = true;
    part.is_wanted = false;
    part.fade_in = to_frames(kRejoinFade);
    return part;
}

}  // namespace truyenthanh

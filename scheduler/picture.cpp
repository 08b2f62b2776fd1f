// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person asks first: what is on, until when, what is next.
#include <algorithm>

#include "scheduler/runner.h"

namespace truyenthanh {
namespace {

Picture::Line line_of(const Transmission& transmission) {
    Picture::Line line;
    line.transmission = transmission.key;
    line.slot_name = transmission.slot.name;
    line.programme_name = transmission.programme_name;
    line.kind = transmission.relay ? EntryKind::Relay : EntryKind::Item;
    line.title = transmission.relay ? transmission.relay->name : transmission.programme_name;
    line.from = transmission.start;
    line.until = transmission.start + std::chrono::floor<std::chrono::microseconds>(to_duration(transmission.length));
    return line;
}

Picture::Line line_of(const PlayoutState& state, const Now& now, const Running& running, const Part& part) {
    Picture::Line line = line_of(running.transmission);
    line.kind = part.key.kind;
    line.title = part.intent.title;
    line.from = part.started.value_or(part.intent.planned_start);
    line.until = now.wall_at(state.clock->steady_at(running.end_of(part)));
    return line;
}

bool is_heard(const AirStatus& air, const Part& part) {
    return std::any_of(air.takes.begin(), air.takes.end(), [&](const TakeMeter& meter) {
        return meter.take == part.take() && meter.state == TakeState::OnAir;
    });
}

std::vector<Picture::Line> on_air(const PlayoutState& state, const AirStatus& air, const Now& now) {
    std::vector<std::pair<Rank, Picture::Line>> heard;
    for (const Running& running : state.running) {
        for (const Part& part : running.parts) {
            if (is_heard(air, part)) heard.emplace_back(part.rank, line_of(state, now, running, part));
        }
    }
    std::stable_sort(heard.begin(), heard.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<Picture::Line> lines;
    lines.reserve(heard.size());
    for (auto& [rank, line] : heard) lines.push_back(std::move(line));
    return lines;
}

std::optional<Picture::Line> next_of(const Plan& plan, const Now& now) {
    for (const Transmission& transmission : plan.transmissions) {
        if (!transmission.refused && transmission.start > now.wall) return line_of(transmission);
    }
    return std::nullopt;
}

}  // namespace

Picture Runner::picture() const {
    Picture picture;
    const Now now = doors_.clock.now();
    picture.air = doors_.air.status();
    if (state_.clock) picture.on_air = on_air(state_, picture.air, now);
    picture.next = next_of(plan_, now);
    picture.is_held = operators_.held_by.has_value();
    picture.is_killed = picture.air.is_killed;
    for (const auto& [name, fault] : state_.faults) picture.faults.push_back(fault);
    return picture;
}

}  // namespace truyenthanh

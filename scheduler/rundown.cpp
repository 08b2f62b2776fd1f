// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See rundown.h.
#include "scheduler/rundown.h"

#include <algorithm>

#include "scheduler/spans.h"

namespace truyenthanh {
namespace {

// The instant `offset` frames after `start`.
WallTime instant(WallTime start, Frames offset) {
    return start + std::chrono::floor<std::chrono::microseconds>(to_duration(offset));
}

class Layout {
public:
    Layout(const Transmission& transmission, const PlanInputs& inputs, std::size_t entries)
        : transmission_(transmission), inputs_(inputs) {
        items_.reserve(entries);
    }

    void add(const RundownEntry& entry) {
        PlannedItem item = start_of(entry);
        const bool is_bed = item.mix == Mix::Bed;
        if (!is_bed && !entry.at) item.offset -= overlap_with_last(item);
        fill(item);
        const bool is_beyond = item.offset >= transmission_.length;
        if (is_beyond && !item.refused) item.refused = about("plan.beyond_slot", item);
        // What lies beyond keeps its place, else the entry after it would be moved before it.
        const bool is_placed = !item.refused || is_beyond || transmission_.slot.substitute != SubstituteRule::Close;
        const bool is_on_line = is_placed && !is_bed;
        if (!is_on_line) item.fade = {};
        items_.push_back(std::move(item));
        if (!is_on_line) return;
        cursor_ = items_.back().offset + items_.back().frames;
        line_.push_back(items_.size() - 1);
    }

    std::vector<PlannedItem> finish() {
        trim_line();
        trim_beds();
        return std::move(items_);
    }

private:
    PlannedItem start_of(const RundownEntry& entry) const {
        PlannedItem item;
        item.position = static_cast<int>(items_.size()) + 1;
        const auto found = inputs_.week.items.find(entry.item);
        if (found != inputs_.week.items.end()) {
            item.item = found->second;
        } else {
            item.item.id = entry.item;
            item.item.title = "#" + std::to_string(entry.item.value);
        }
        item.offset = entry.at ? to_frames(*entry.at) : cursor_;
        if (item.item.recording) item.frames = item.item.recording->frames;
        item.mix = mix_of(entry.mix);
        item.fade = to_frames(entry.fade);
        if (transmission_.relay && item.mix != Mix::Bed) item.pause_window = to_frames(entry.pause_window);
        return item;
    }

    Mix mix_of(Mix wanted) const noexcept {
        if (wanted == Mix::Bed) return wanted;
        if (!transmission_.relay) return Mix::Replace;
        return wanted == Mix::Duck ? Mix::Duck : Mix::Mute;
    }

    // How far an entry without `at` reaches back into the one before it.
    Frames overlap_with_last(const PlannedItem& item) const {
        if (line_.empty() || items_[line_.back()].refused) return {};
        return std::min({item.fade, item.frames, items_[line_.back()].frames});
    }

    void fill(PlannedItem& item) const {
        const WallTime at = instant(transmission_.start, item.offset);
        item.refused = why_not(item.item, inputs_, at);
        if (!item.item.recording) return;
        item.gain_db = matching_gain_db(item.item.recording->loudness_lufs, inputs_.target_lufs) +
                       place_gain_db(transmission_.slot, inputs_, at);
    }

    static Message about(const char* key, const PlannedItem& item) { return {key, {{"item", item.item.title}}}; }

    // On the line the later start owns the frame: what is on ends there, a crossfade later.
    void trim_line() {
        std::stable_sort(line_.begin(), line_.end(),
                         [this](std::size_t a, std::size_t b) { return items_[a].offset < items_[b].offset; });
        PlannedItem* last = nullptr;
        for (const std::size_t index : line_) {
            PlannedItem& item = items_[index];
            if (last) {
                const Frames overlap = last->offset + last->frames - item.offset;
                item.fade = std::clamp(overlap, Frames{}, std::min(item.fade, item.frames));
                if (overlap > item.fade) last->frames = item.offset + item.fade - last->offset;
                if (last->frames == Frames{} && !last->refused) last->refused = about("plan.covered", *last);
            } else {
                item.fade = Frames{};
            }
            last = &item;
        }
    }

    // From the end backwards, so that a bed knows what follows it.
    void trim_beds() {
        Frames end;  // of what follows, up to the next bed
        for (auto item = items_.rbegin(); item != items_.rend(); ++item) {
            if (item->mix != Mix::Bed) {
                if (!item->refused) end = std::max(end, item->offset + item->frames);
                continue;
            }
            const Frames room = std::max(Frames{}, end - item->offset);
            item->frames = std::min(item->frames, room);
            if (room == Frames{} && !item->refused) item->refused = about("plan.bed_alone", *item);
            end = {};
        }
    }

    const Transmission& transmission_;
    const PlanInputs& inputs_;
    std::vector<PlannedItem> items_;
    std::vector<std::size_t> line_;  // indices of those on the line by themselves
    Frames cursor_;
};

}  // namespace

std::vector<PlannedItem> lay_out(const Programme& programme, const Transmission& transmission,
                                 const PlanInputs& inputs) {
    Layout layout{transmission, inputs, programme.rundown.size()};
    for (const RundownEntry& entry : programme.rundown) layout.add(entry);
    return layout.finish();
}

double matching_gain_db(double loudness_lufs, double target_lufs) noexcept {
    return std::clamp(target_lufs - loudness_lufs, kMostCutDb, kMostBoostDb);
}

double place_gain_db(const Slot& slot, const PlanInputs& inputs, WallTime at) {
    if (inputs.profile.daypart_gains.empty()) return slot.gain_db;
    const LocalTime local = inputs.zone.to_local(at);
    for (const DaypartGain& daypart : inputs.profile.daypart_gains) {
        if (is_within(daypart.window, local)) return slot.gain_db + daypart.gain_db;
    }
    return slot.gain_db;
}

std::optional<Message> why_not(const Item& item, const PlanInputs& inputs, WallTime at) {
    if (inputs.week.items.find(item.id) == inputs.week.items.end()) {
        return Message{"plan.no_item", {{"item", item.title}}};
    }
    if (!item.recording) return Message{"plan.no_recording", {{"item", item.title}}};
    return inputs.why_not(item.recording->id, at);
}

}  // namespace truyenthanh

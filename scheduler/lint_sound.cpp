// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The linter's look at the sound of one transmission; see lint_report.h.
#include <algorithm>

#include "scheduler/lint_report.h"
#include "scheduler/rundown.h"

namespace truyenthanh {
namespace {

constexpr Frames kTolerance = to_frames(kLintTolerance);

class SoundCheck {
public:
    SoundCheck(LintReport& report, const Transmission& one, const PlanInputs& inputs)
        : report_(report), one_(one), inputs_(inputs) {}

    void run() {
        if (one_.cut) report_.error(row(), *one_.cut, date());
        for (const PlannedItem& item : one_.items) check_item(item);
        check_rundown();
        one_.relay ? check_relay() : check_fill();
        check_sustainer();
    }

private:
    Blame row() const { return blame(one_.key); }
    Blame programme_row() const { return {LintRow::Programme, one_.programme->value}; }
    LocalDate date() const { return one_.key.date; }
    Frames end_of(const PlannedItem& item) const { return item.offset + item.frames; }

    Message about(const char* key, std::vector<std::pair<std::string, std::string>> more = {}) const {
        Message message{key, {{"slot", one_.slot.name}}};
        message.args.insert(message.args.end(), more.begin(), more.end());
        return message;
    }

    // An item that may not be heard is the item's fault; one without room the programme's.
    void check_item(const PlannedItem& item) {
        if (!item.refused) return;
        const std::string& key = item.refused->key;
        const bool is_programme =
            key == "plan.no_item" || key == "plan.beyond_slot" || key == "plan.covered" || key == "plan.bed_alone";
        report_.error(is_programme ? programme_row() : Blame{LintRow::Item, item.item.id.value}, *item.refused, date());
    }

    // The rundown as written, where the plan had to read it otherwise.
    void check_rundown() {
        if (!one_.programme) return;
        const auto found = inputs_.week.programmes.find(*one_.programme);
        for (const RundownEntry& entry : found->second.rundown) {
            const bool is_over_relay = entry.mix == Mix::Mute || entry.mix == Mix::Duck;
            if (one_.relay && entry.mix == Mix::Replace)
                report_.warn(programme_row(), misplaced("lint.replace_on_relay"));
            if (!one_.relay && is_over_relay) report_.warn(programme_row(), misplaced("lint.insert_without_relay"));
        }
        for (const PlannedItem& item : one_.items) check_whole(item);
    }

    Message misplaced(const char* key) const { return about(key, {{"programme", one_.programme_name}}); }

    // An item that a later one cuts.
    void check_whole(const PlannedItem& item) {
        if (item.refused || item.mix == Mix::Bed || !item.item.recording) return;
        const Frames lost = item.item.recording->frames - item.frames;
        if (lost < kTolerance) return;
        report_.warn(programme_row(), about("lint.item_cut", {{"programme", one_.programme_name},
                                                              {"item", item.item.title},
                                                              {"seconds", seconds_text(lost)}}));
    }

    void check_relay() {
        if (one_.relay->urls.empty()) {
            report_.error({LintRow::Relay, one_.relay->id.value},
                          about("lint.relay_without_url", {{"relay", one_.relay->name}}), date());
        }
        const SlotContent& content = one_.slot.content;
        if (!one_.programme && (content.programme || !content.series.empty())) {
            report_.warn(row(), about("lint.no_inserts", {{"date", to_string(date())}}), date());
        }
        const Frames end = content_end();
        if (end - one_.length >= kTolerance)
            report_.warn(programme_row(), overrun("lint.insert_overruns", end), date());
    }

    // Where the last item that will be heard ends.
    Frames content_end() const {
        Frames end;
        for (const PlannedItem& item : one_.items) {
            if (!item.refused && item.mix != Mix::Bed) end = std::max(end, end_of(item));
        }
        return end;
    }

    Message overrun(const char* key, Frames end) const {
        return about(key, {{"programme", one_.programme_name}, {"seconds", seconds_text(end - one_.length)}});
    }

    void check_fill() {
        const Frames end = content_end();
        const Frames over = end - one_.length;
        if (over >= kTolerance) {
            check_overrun(end);
        } else if (Frames{} - over >= kTolerance) {
            report_.warn(programme_row(),
                         about("lint.underfilled",
                               {{"programme", one_.programme_name}, {"seconds", seconds_text(Frames{} - over)}}),
                         date());
        }
        check_gaps();
    }

    void check_overrun(Frames end) {
        const bool may_finish = one_.slot.overrun == OverrunRule::Finish;
        const Frames room = may_finish ? to_frames(one_.slot.finish_within) : Frames{};
        if (may_finish && end - one_.length <= room) {
            report_.warn(programme_row(), overrun("lint.finishes_late", end), date());
        } else {
            report_.error(programme_row(), overrun("lint.overfilled", end), date());
        }
    }

    // Silence between items that stand at times of their own.
    void check_gaps() {
        std::vector<const PlannedItem*> line;
        for (const PlannedItem& item : one_.items) {
            if (!item.refused && item.mix != Mix::Bed) line.push_back(&item);
        }
        std::sort(line.begin(), line.end(), [](auto* a, auto* b) { return a->offset < b->offset; });
        Frames reached;
        for (const PlannedItem* item : line) {
            const Frames gap = item->offset - reached;
            if (gap >= kTolerance && !follows_kept_place(*item)) {
                report_.warn(programme_row(),
                             about("lint.gap", {{"programme", one_.programme_name},
                                                {"item", item->item.title},
                                                {"seconds", seconds_text(gap)}}),
                             date());
            }
            reached = std::max(reached, end_of(*item));
        }
    }

    // The place of a refused item is kept for the sustainer or for silence: its own finding, not a gap.
    bool follows_kept_place(const PlannedItem& item) const {
        return std::any_of(one_.items.begin(), one_.items.end(), [&](const PlannedItem& other) {
            return other.refused && other.frames.count > 0 && end_of(other) == item.offset;
        });
    }

    void check_sustainer() {
        if (one_.sustainer) return;
        const bool is_wanted = one_.slot.substitute == SubstituteRule::Sustainer;
        if (one_.slot.sustainer) {
            report_.error({LintRow::Item, one_.slot.sustainer->value}, about("lint.sustainer_refused"), date());
        } else if (is_wanted) {
            report_.error(row(), about("lint.no_sustainer"));
        } else if (one_.relay) {
            report_.warn(row(), about("lint.relay_without_sustainer", {{"relay", one_.relay->name}}));
        }
    }

    LintReport& report_;
    const Transmission& one_;
    const PlanInputs& inputs_;
};

// The programme is to blame where it has nothing to play.
Blame blame_for(const Message& refusal, const Transmission& one) {
    if (refusal.key == "plan.empty_programme" && one.programme) return {LintRow::Programme, one.programme->value};
    return blame(one.key);
}

}  // namespace

void lint_sound(LintReport& report, const Transmission& one, const PlanInputs& inputs) {
    if (one.refused) {
        report.error(blame_for(*one.refused, one), *one.refused, one.key.date);
        return;
    }
    SoundCheck{report, one, inputs}.run();
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See calendar.h.
#include "scheduler/calendar.h"

#include <algorithm>

#include "core/names.h"

namespace truyenthanh {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_days;

// The exceptions of one date, as they bear on slots.
struct DayRules {
    bool is_suspended = false;
    std::map<SlotId, const CalendarException*> by_slot;  // what holds: suspension first, else the newest replacement
    std::vector<const CalendarException*> added;

    void take(const CalendarException& exception) {
        if (exception.kind == ExceptionKind::Add) {
            if (exception.slot) added.push_back(&exception);
        } else if (!exception.target) {
            is_suspended = is_suspended || exception.kind == ExceptionKind::Suspend;
        } else {
            const CalendarException*& held = by_slot[*exception.target];
            if (!held || outranks(exception, *held)) held = &exception;
        }
    }
};

class Collector {
public:
    Collector(const Zone& zone, WallTime from, WallTime until) : zone_(zone), from_(from), until_(until) {}

    void day(const Week& week, local_days day, const DayRules& rules) {
        if (zone_.to_utc(day) == zone_.to_utc(day + days{1})) return;  // the zone skips this date
        const LocalDate date{day};
        for (const Slot& slot : week.slots) {
            if (rules.is_suspended || !is_on(slot, date)) continue;
            const auto rule = rules.by_slot.find(slot.id);
            if (rule == rules.by_slot.end()) {
                add({date, slot.id, {}}, slot, slot.content, day);
            } else if (rule->second->kind == ExceptionKind::Replace) {
                add({date, slot.id, {}}, slot, rule->second->content, day);
            }
        }
        for (const CalendarException* added : rules.added) {
            add({date, {}, added->id}, *added->slot, added->slot->content, day);
        }
    }

    std::vector<Occurrence> sorted() {
        std::sort(found_.begin(), found_.end(), [](const Occurrence& a, const Occurrence& b) {
            return a.start != b.start ? a.start < b.start : a.key < b.key;
        });
        return std::move(found_);
    }

private:
    void add(TransmissionKey key, const Slot& slot, const SlotContent& content, local_days day) {
        const WallTime start = zone_.to_utc(day + slot.start);
        const WallTime end = start + slot.length;
        if (end > from_ && start < until_) found_.push_back({key, &slot, &content, start, end});
    }

    const Zone& zone_;
    WallTime from_;
    WallTime until_;
    std::vector<Occurrence> found_;
};

}  // namespace

bool outranks(const CalendarException& a, const CalendarException& b) noexcept {
    if (a.kind != b.kind) return a.kind == ExceptionKind::Suspend;
    return a.id > b.id;
}

WallTime Occurrence::latest() const noexcept {
    const bool may_wait = slot->start_rule == StartRule::Follow;
    std::chrono::seconds late = may_wait ? slot->grace : std::chrono::seconds{0};
    if (slot->late == LateRule::Restart) late = std::max(late, slot->restart_within);
    return end + late + (slot->overrun == OverrunRule::Finish ? slot->finish_within : std::chrono::seconds{0});
}

bool is_on(const Slot& slot, LocalDate date) noexcept {
    if (slot.from && date < *slot.from) return false;
    if (slot.until && date > *slot.until) return false;
    return (slot.days & weekday_bit(std::chrono::weekday{local_days{date}})) != 0;
}

std::vector<Occurrence> occurrences(const Week& week, const Zone& zone, WallTime from, WallTime until) {
    // A slot of a day before may reach into the stretch, and a gap may push a start over midnight.
    const local_days first = floor<days>(zone.to_local(from)) - days{2};
    const local_days last = floor<days>(zone.to_local(until));
    std::map<LocalDate, DayRules> rules;
    for (const CalendarException& exception : week.exceptions) {
        const local_days day{exception.date};
        if (day >= first && day <= last) rules[exception.date].take(exception);
    }
    Collector collector{zone, from, until};
    const DayRules none;
    for (local_days day = first; day <= last; day += days{1}) {
        const auto found = rules.find(LocalDate{day});
        collector.day(week, day, found == rules.end() ? none : found->second);
    }
    return collector.sorted();
}

Contents::Contents(const Week& week) : week_(week) {
    for (const auto& [id, programme] : week.programmes) {
        if (programme.series.empty() || !programme.date) continue;
        editions_[{*programme.date, programme.series}] = &programme;  // by rising id: the newer one stays
    }
}

const Programme* Contents::edition(std::string_view series, LocalDate date) const {
    const auto found = editions_.find({date, series});
    return found == editions_.end() ? nullptr : found->second;
}

const Programme* Contents::programme_of(const SlotContent& content, LocalDate date) const {
    if (content.programme) {
        const auto found = week_.programmes.find(*content.programme);
        return found == week_.programmes.end() ? nullptr : &found->second;
    }
    return content.series.empty() ? nullptr : edition(content.series, date);
}

Content Contents::of(const Occurrence& occurrence) const {
    const SlotContent& wanted = *occurrence.content;
    const std::string& slot = occurrence.slot->name;
    const std::string date = to_string(occurrence.key.date);
    Content content{programme_of(wanted, occurrence.key.date), nullptr, std::nullopt};
    if (wanted.relay) {
        const auto relay = week_.relays.find(*wanted.relay);
        if (relay != week_.relays.end()) {
            content.relay = &relay->second;
            return content;
        }
        const std::string number = "#" + std::to_string(wanted.relay->value);
        content.missing = Message{"plan.no_relay", {{"slot", slot}, {"date", date}, {"relay", number}}};
    } else if (!content.programme) {
        std::string what = wanted.series.empty() ? "–" : wanted.series;
        if (wanted.programme) what = "#" + std::to_string(wanted.programme->value);
        content.missing = Message{"plan.no_programme", {{"slot", slot}, {"date", date}, {"what", what}}};
    } else if (content.programme->rundown.empty()) {
        content.missing =
            Message{"plan.empty_programme", {{"slot", slot}, {"date", date}, {"programme", content.programme->name}}};
    }
    return content;
}

}  // namespace truyenthanh

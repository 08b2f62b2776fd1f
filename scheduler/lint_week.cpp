// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The linter's look at rows by themselves; see lint_report.h.
#include <algorithm>
#include <map>
#include <utility>

#include "scheduler/calendar.h"
#include "scheduler/lint_report.h"

namespace truyenthanh {
namespace {

const Slot* find_slot(const Week& week, SlotId id) {
    const auto found =
        std::find_if(week.slots.begin(), week.slots.end(), [id](const Slot& slot) { return slot.id == id; });
    return found == week.slots.end() ? nullptr : &*found;
}

Message about(const char* key, const CalendarException& exception) {
    Message message{key, {{"exception", std::to_string(exception.id.value)}, {"date", to_string(exception.date)}}};
    if (exception.target) message.args.emplace_back("slot", "#" + std::to_string(exception.target->value));
    return message;
}

void lint_target(LintReport& report, const Week& week, const CalendarException& exception) {
    const Blame row{LintRow::Exception, exception.id.value};
    const Slot* slot = find_slot(week, *exception.target);
    if (!slot) {
        report.error(row, about("lint.exception_without_slot", exception), exception.date);
    } else if (!is_on(*slot, exception.date)) {
        Message message = about("lint.exception_hits_nothing", exception);
        message.args.back().second = slot->name;
        report.warn(row, message, exception.date);
    }
}

void lint_exception(LintReport& report, const Week& week, const CalendarException& exception) {
    const Blame row{LintRow::Exception, exception.id.value};
    if (exception.kind == ExceptionKind::Add) {
        if (!exception.slot) report.error(row, about("lint.added_nothing", exception), exception.date);
    } else if (exception.target) {
        lint_target(report, week, exception);
    } else if (exception.kind == ExceptionKind::Replace) {
        report.error(row, about("lint.replaced_nothing", exception), exception.date);
    }
}

}  // namespace

void lint_exceptions(LintReport& report, const Week& week, LocalDate first, LocalDate last) {
    std::map<std::pair<LocalDate, SlotId>, const CalendarException*> held;
    for (const CalendarException& exception : week.exceptions) {
        if (exception.date < first || exception.date > last) continue;
        lint_exception(report, week, exception);
        if (exception.kind == ExceptionKind::Add || !exception.target) continue;
        const CalendarException*& other = held[{exception.date, *exception.target}];
        if (!other) {
            other = &exception;
            continue;
        }
        const bool is_stronger = outranks(exception, *other);
        const CalendarException& loser = is_stronger ? *other : exception;
        const CalendarException& winner = is_stronger ? exception : *other;
        Message message = about("lint.exception_twice", loser);
        message.args.emplace_back("other", std::to_string(winner.id.value));
        report.warn({LintRow::Exception, loser.id.value}, message, loser.date);
        other = &winner;
    }
}

void lint_slots(LintReport& report, const Week& week) {
    for (const Slot& slot : week.slots) {
        const Blame row{LintRow::Slot, slot.id.value};
        const bool is_empty_range = slot.from && slot.until && *slot.until < *slot.from;
        if ((slot.days & kEveryDay) == 0 || is_empty_range) {
            report.warn(row, {"lint.slot_never", {{"slot", slot.name}}});
        }
        if (slot.content.programme && !slot.content.series.empty()) {
            report.warn(row, {"lint.slot_names_both", {{"slot", slot.name}, {"series", slot.content.series}}});
        }
    }
}

void lint_editions(LintReport& report, const Week& week, LocalDate first, LocalDate last) {
    std::map<std::pair<LocalDate, std::string>, const Programme*> seen;
    for (const auto& [id, programme] : week.programmes) {
        if (programme.series.empty() || !programme.date) continue;
        if (*programme.date < first || *programme.date > last) continue;
        const Programme*& older = seen[{*programme.date, programme.series}];
        if (older) {
            report.warn({LintRow::Programme, older->id.value},
                        {"lint.two_editions",
                         {{"series", programme.series},
                          {"date", to_string(*programme.date)},
                          {"programme", older->name},
                          {"other", programme.name}}},
                        programme.date);
        }
        older = &programme;
    }
}

}  // namespace truyenthanh

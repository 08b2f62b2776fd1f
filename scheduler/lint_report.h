// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the checks of the linter write down what they find, and the checks themselves (see lint.h).
// Thread: any; a report belongs to one run.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "scheduler/lint.h"

namespace truyenthanh {

// A row of the week.
struct Blame {
    LintRow row = LintRow::Slot;
    std::int64_t id = 0;
};
Blame blame(const TransmissionKey& key) noexcept;

// Says the same of one row once, however many dates it shows on.
class LintReport {
public:
    void error(Blame row, const Message& message, std::optional<LocalDate> date = {});
    void warn(Blame row, const Message& message, std::optional<LocalDate> date = {});
    std::vector<Finding> sorted() const;

private:
    void add(LintSeverity severity, Blame row, const Message& message, std::optional<LocalDate> date);

    std::map<std::tuple<LintSeverity, LintRow, std::int64_t, std::string>, Finding> findings_;
};

// What the arguments of messages look like.
std::string seconds_text(std::chrono::nanoseconds duration);  // rounded to the nearest second
std::string seconds_text(Frames frames);
std::string local_time_text(const Zone& zone, WallTime at);  // "07:30", "07:30:05"

// lint_week.cpp – rows by themselves: exceptions without effect, slots that never come, editions twice.
void lint_exceptions(LintReport& report, const Week& week, LocalDate first, LocalDate last);
void lint_slots(LintReport& report, const Week& week);
void lint_editions(LintReport& report, const Week& week, LocalDate first, LocalDate last);

// lint_air.cpp – transmissions against each other and against the clock. `plan` is sorted.
void lint_collisions(LintReport& report, const Plan& plan, const Zone& zone);
void lint_repeats(LintReport& report, const Plan& plan);
void lint_clock_change(LintReport& report, const Transmission& one, const Zone& zone);

// lint_sound.cpp – one transmission: what the gate and the approvals refuse, how full it is, what fills it.
void lint_sound(LintReport& report, const Transmission& one, const PlanInputs& inputs);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See lint.h.
#include "scheduler/lint.h"

#include <algorithm>

#include "scheduler/lint_report.h"

namespace truyenthanh {

using std::chrono::days;
using std::chrono::local_days;

Blame blame(const TransmissionKey& key) noexcept {
    if (key.slot) return {LintRow::Slot, key.slot.value};
    return {LintRow::Exception, key.exception.value};
}

void LintReport::error(Blame row, const Message& message, std::optional<LocalDate> date) {
    add(LintSeverity::Error, row, message, date);
}

void LintReport::warn(Blame row, const Message& message, std::optional<LocalDate> date) {
    add(LintSeverity::Warning, row, message, date);
}

void LintReport::add(LintSeverity severity, Blame row, const Message& message, std::optional<LocalDate> date) {
    const auto [place, is_new] = findings_.try_emplace({severity, row.row, row.id, to_string(message)},
                                                       Finding{severity, message, row.row, row.id, date, 1});
    Finding& finding = place->second;
    if (is_new || finding.date == date) return;
    ++finding.dates;
    finding.date = std::min(finding.date, date);
}

std::vector<Finding> LintReport::sorted() const {
    std::vector<Finding> all;
    for (const auto& [key, finding] : findings_) all.push_back(finding);
    std::stable_sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) {
        return std::tie(a.severity, a.date, a.row, a.id) < std::tie(b.severity, b.date, b.row, b.id);
    });
    return all;
}

std::string seconds_text(std::chrono::nanoseconds duration) {
    return std::to_string(std::chrono::round<std::chrono::seconds>(duration).count());
}

std::string seconds_text(Frames frames) { return seconds_text(to_duration(frames)); }

std::string local_time_text(const Zone& zone, WallTime at) {
    const LocalTime local = zone.to_local(at);
    const auto of_day = local - std::chrono::floor<days>(local);
    return to_string_time_of_day(std::chrono::floor<std::chrono::seconds>(of_day));
}

std::vector<Finding> lint(const PlanInputs& inputs, LocalDate first, LocalDate last) {
    LintReport report;
    lint_exceptions(report, inputs.week, first, last);
    lint_slots(report, inputs.week);
    lint_editions(report, inputs.week, first, last);
    Plan plan =
        make_plan(inputs, inputs.zone.to_utc(local_days{first}), inputs.zone.to_utc(local_days{last} + days{1}));
    lint_collisions(report, plan, inputs.zone);
    std::erase_if(plan.transmissions, [first](const Transmission& one) { return one.key.date < first; });
    lint_repeats(report, plan);
    for (const Transmission& one : plan.transmissions) {
        lint_sound(report, one, inputs);
        lint_clock_change(report, one, inputs.zone);
    }
    return report.sorted();
}

}  // namespace truyenthanh

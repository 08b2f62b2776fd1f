// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is wrong with a week before anybody hears it: every refusal, cut, gap and contradiction of the coming days, each
// with the row to blame. The sentence of a finding says how to mend it. Pure.
// Thread: any.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/message.h"
#include "core/names.h"
#include "core/units.h"
#include "scheduler/plan.h"

namespace truyenthanh {

// Error: something planned will not be heard, or not as planned. Warning: it will, but perhaps not as meant.
enum class LintSeverity { Error, Warning };
enum class LintRow { Slot, Exception, Programme, Item, Relay };

template <>
struct EnumNames<LintSeverity> {
    static constexpr std::array<std::string_view, 2> names{"error", "warning"};
};
template <>
struct EnumNames<LintRow> {
    static constexpr std::array<std::string_view, 5> names{"slot", "exception", "programme", "item", "relay"};
};

// `date` is the first local date it shows on, `dates` on how many; without a date it is so on every day.
struct Finding {
    LintSeverity severity = LintSeverity::Error;
    Message message;
    LintRow row = LintRow::Slot;
    std::int64_t id = 0;
    std::optional<LocalDate> date;
    int dates = 1;
};

// Longer or shorter by less than this is as long as asked for.
inline constexpr std::chrono::seconds kLintTolerance{1};
// A programme more often than this on one date is probably a slip of the pen: the complaint is "the same again".
inline constexpr int kMostRepeatsADay = 3;

// What is wrong with the transmissions that begin on the local dates `first` to `last`, both included, and with the
// rows they come from. Errors first, then by date and row.
std::vector<Finding> lint(const PlanInputs& inputs, LocalDate first, LocalDate last);

}  // namespace truyenthanh

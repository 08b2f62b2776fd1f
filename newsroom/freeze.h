// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Until when a day's programme may be changed. Pure; any thread.
//   Open:   anybody who makes programmes changes it.
//   Frozen: by hand, or by itself some time before its first start: a change needs a reason, which the diary keeps.
//   Closed: from one minute before its first start on: it is what is heard. Only a take or a hold changes that.
#pragma once

#include <optional>
#include <string>

#include "core/editorial.h"

namespace truyenthanh {

inline constexpr std::chrono::seconds kClosedBefore{60};

enum class ProgrammeState { Open, Frozen, Closed };

ProgrammeState state_of(const ProgrammeBuild& build, WallTime now);

// Why the programme `name` must not be changed now; `reason` empty: none given. Empty where it may be.
std::optional<Message> why_not_change(const std::string& name, const ProgrammeBuild& build, WallTime now,
                                      const std::string& reason);

}  // namespace truyenthanh

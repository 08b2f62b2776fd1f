// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See freeze.h.
#include "newsroom/freeze.h"

#include "core/names.h"

namespace truyenthanh {

ProgrammeState state_of(const ProgrammeBuild& build, WallTime now) {
    if (build.starts_at && now >= *build.starts_at - kClosedBefore) return ProgrammeState::Closed;
    const bool is_due = build.freezes_at && now >= *build.freezes_at;
    return build.frozen_at || is_due ? ProgrammeState::Frozen : ProgrammeState::Open;
}

std::optional<Message> why_not_change(const std::string& name, const ProgrammeBuild& build, WallTime now,
                                      const std::string& reason) {
    const ProgrammeState state = state_of(build, now);
    if (state == ProgrammeState::Closed) return Message{"newsroom.programme_closed", {{"name", name}}};
    if (state == ProgrammeState::Open || reason.find_first_not_of(' ') != std::string::npos) return std::nullopt;
    return Message{"newsroom.programme_frozen", {{"name", name}}};
}

}  // namespace truyenthanh

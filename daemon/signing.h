// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A signature under an item's text or sound: the route of its block, its days, and the row. Thread: the station's.
#pragma once

#include <optional>
#include <string>

#include "core/newsroom.h"
#include "daemon/desk_context.h"

namespace truyenthanh {

struct Signature {
    std::string by;
    std::optional<WallTime> valid_until{};
    std::string document_number{};
    std::optional<LocalDate> document_date{};
};

// An emergency's approval lasts no longer than this.
inline constexpr std::chrono::hours kLongestEmergency{24};

// Throw RequestError where the route of the item's block does not lead to the person, or as store/approvals.h and
// store/items.h do. An item without a block has no route: any second person approves its sound. No approval outlasts
// the item's last valid day.
void sign_sound(const DeskContext& context, RecordingId recording, const Signature& signature);
void sign_text(const DeskContext& context, ItemId item, const Signature& signature);

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The names by which playout, the chain and the ledger mean the same thing. They follow from the plan alone, so a
// restarted station finds its own takes in the chain and its own rows in the ledger without having remembered anything.
// Thread: any.
#pragma once

#include <optional>

#include "core/air.h"
#include "core/as_run.h"
#include "core/transmission.h"

namespace truyenthanh {

// One row to be: which part of which transmission. `since` tells fillers and gaps apart, of which there may be several;
// it is their planned start in the ledger, and zero for planned parts.
struct PartKey {
    TransmissionKey transmission;
    EntryKind kind = EntryKind::Item;
    int position = 0;
    WallTime since{};

    auto operator<=>(const PartKey&) const = default;
};

constexpr bool is_planned(EntryKind kind) noexcept {
    return kind != EntryKind::Sustainer && kind != EntryKind::DeadAir;
}

PartKey key_of(const EntryIntent& intent);

inline constexpr int kMaxAttempts = 65'536;

// The take of the given attempt at a part: 48 bits of a hash over the key, 16 bits of attempt. Never 0.
TakeId take_id(const PartKey& part, int attempt);
// Which attempt at `part` this take is, if it is one.
std::optional<int> attempt_of(TakeId take, const PartKey& part);

// What a person puts on the air by hand is a transmission of its own, outside the week: no slot, and an exception
// number below zero that counts the seconds of the day. Unique to the second.
TransmissionKey manual_key(LocalTime local);
constexpr bool is_manual(const TransmissionKey& key) noexcept { return key.exception.value < 0; }

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which slots and added exceptions fall on which dates, and what each is to play: the week against the calendar, before
// any rundown is looked at.
// Thread: any.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/message.h"
#include "core/transmission.h"
#include "core/units.h"
#include "core/week.h"
#include "core/zone.h"

namespace truyenthanh {

// One slot or added exception on one date. Points into its Week.
struct Occurrence {
    TransmissionKey key;
    const Slot* slot = nullptr;
    const SlotContent* content = nullptr;  // a replacement's where there is one
    WallTime start;
    WallTime end;  // planned

    // The last instant at which it may sound: the item on air may finish, a following start may be late.
    WallTime latest() const noexcept;
};

// Those that touch [from, until), sorted by start and then by key.
std::vector<Occurrence> occurrences(const Week& week, const Zone& zone, WallTime from, WallTime until);

// What an occurrence plays. `missing` says why there is nothing to play.
struct Content {
    const Programme* programme = nullptr;  // over a relay: its inserts
    const Relay* relay = nullptr;
    std::optional<Message> missing;
};

// Finds what slots name. Points into its Week.
class Contents {
public:
    explicit Contents(const Week& week);
    Content of(const Occurrence& occurrence) const;
    // The edition of a series on a date; nullptr where there is none.
    const Programme* edition(std::string_view series, LocalDate date) const;

private:
    const Programme* programme_of(const SlotContent& content, LocalDate date) const;

    const Week& week_;
    std::map<std::pair<LocalDate, std::string_view>, const Programme*> editions_;
};

// Which of two exceptions to one slot on one date holds: a suspension, else the newer.
bool outranks(const CalendarException& a, const CalendarException& b) noexcept;

// Whether `slot` is written for `date`, exceptions aside.
bool is_on(const Slot& slot, LocalDate date) noexcept;

}  // namespace truyenthanh

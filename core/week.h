// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The week as the operator wrote it: slots, dated exceptions, programmes, relays. Values only.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/library.h"
#include "core/units.h"

namespace truyenthanh {

// How an entry of a rundown lies against what is around it.
//   Replace: on the line by itself, right after the entry before it.
//   Mute:    over the slot's relay, which is silent meanwhile and rejoined live.
//   Duck:    over the slot's relay, which goes on quietly (Slot::duck_db).
//   Bed:     under the entries that follow, quietly (Slot::duck_db) wherever one is heard, until they end.
enum class Mix { Replace, Mute, Duck, Bed };

struct RundownEntry {
    ItemId item;
    std::optional<std::chrono::milliseconds> at;  // offset from the start; absent: right after the one before
    Mix mix = Mix::Replace;
    std::chrono::milliseconds fade{0};  // crossfade with the entry before; 0: gapless join
    // Over the slot's relay: begins up to so long before `at`, in the first pause the relay makes; 0: at its time.
    std::chrono::milliseconds pause_window{0};
};

// One edition. `series` and `date` together name the edition that a slot of that series plays that day.
struct Programme {
    ProgrammeId id;
    std::string name;
    std::string series;  // empty: none
    std::optional<LocalDate> date;
    std::vector<RundownEntry> rundown;
};

enum class RelayLevel { Central, Province, City };

struct Relay {
    RelayId id;
    std::string name;
    RelayLevel level = RelayLevel::City;
    std::vector<std::string> urls;  // best first
    bool allow_private = false;     // loopback and private addresses, allowed by name only
    std::chrono::seconds open_ahead{45};
};

enum class StartRule { Hard, Follow };        // Follow: when what is on has ended, within `grace`
enum class OverrunRule { Cut, Finish };       // Finish: the item on air may end, within `finish_within`
enum class LateRule { Join, Restart, Skip };  // Restart: if late by less than `restart_within` and it still fits
enum class RelayReturn { AtOnce, InPause };   // to a better source of a relay, once it has proved itself
enum class SubstituteRule { Close, Sustainer, Silence };  // for a refused or lost item: close the gap | fill | nothing

// Days of the week as a bit set, Monday = bit 0.
using Weekdays = unsigned;
inline constexpr Weekdays kEveryDay = 0x7f;

// What a slot plays. A relay slot may have inserts: the programme or the series' edition of the day.
struct SlotContent {
    std::optional<ProgrammeId> programme;
    std::string series;  // empty: none
    std::optional<RelayId> relay;

    bool operator==(const SlotContent&) const = default;
};

struct Slot {
    SlotId id;
    std::string name;
    Weekdays days = kEveryDay;
    std::chrono::seconds start{0};   // local time of day, 0 ≤ start < 24 h
    std::chrono::seconds length{0};  // > 0, ≤ 24 h; may cross midnight
    SlotContent content;
    std::optional<LocalDate> from;  // first and last date, both included
    std::optional<LocalDate> until;
    StartRule start_rule = StartRule::Hard;
    std::chrono::seconds grace{60};
    OverrunRule overrun = OverrunRule::Cut;
    std::chrono::seconds finish_within{30};
    LateRule late = LateRule::Join;
    std::chrono::seconds restart_within{60};
    SubstituteRule substitute = SubstituteRule::Close;
    std::optional<ItemId> sustainer;  // approved filler, looped while needed
    RelayReturn relay_return = RelayReturn::AtOnce;
    double duck_db = -15.0;
    double gain_db = 0.0;
    std::uint32_t zones = 1;  // bit mask
    int priority = 0;         // a higher one wins where Hard slots collide
};

enum class ExceptionKind { Add, Replace, Suspend };

// Add: one more transmission, described by `slot` (its id is the exception's own, days ignored).
// Replace: what `target` plays on that date. Suspend: `target`, or every slot where absent.
struct CalendarException {
    ExceptionId id;
    LocalDate date;
    ExceptionKind kind = ExceptionKind::Suspend;
    std::optional<SlotId> target;
    std::optional<Slot> slot;  // Add
    SlotContent content;       // Replace
    std::string reason;
};

// Everything a plan is made from, read in one transaction.
struct Week {
    std::vector<Slot> slots;
    std::vector<CalendarException> exceptions;
    std::map<ProgrammeId, Programme> programmes;
    std::map<ItemId, Item> items;
    std::map<RelayId, Relay> relays;
};

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a station counts, from the ledger's sums; the one place that counts. docs/decisions/0071 says what each figure
// means. All lengths stay in frames here; airtime/rounding.h makes seconds of them. Pure.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "core/ledger_sums.h"

namespace truyenthanh {

// Where airtime belongs. Local is the station's own: items, inserts over a relay, beds. Filler is a sustainer in a lost
// source's place. Dead air is silence within a transmission and no airtime at all.
enum class Airtime { Local, Central, Province, City, Filler, Emergency, Test };
inline constexpr std::size_t kAirtimes = 7;
constexpr std::size_t index(Airtime airtime) noexcept { return static_cast<std::size_t>(airtime); }

using AirtimeFrames = std::array<Frames, kAirtimes>;
Frames sum(const AirtimeFrames& parts);
// The relays' three levels.
Frames relayed(const AirtimeFrames& parts);

// Counts of one kind of item, or of several together. An item is counted where it was heard for the first time ever, so
// that months add up to their quarter; one heard before the span is a repeat of an older one.
struct ItemCount {
    std::int64_t items = 0;
    std::int64_t older = 0;  // distinct items heard here that had been heard before the span
    std::int64_t airings = 0;
    std::int64_t whole = 0;  // airings of which nothing was missing
    Frames heard;

    ItemCount& operator+=(const ItemCount& other);
};

// Airtime that was planned and not heard.
struct Loss {
    std::string cause;  // key of the sentence; empty: none was noted
    Airtime airtime = Airtime::Local;
    std::int64_t entries = 0;
    Frames lost;
};

// A transmission is local where something of the station's own was heard, and relayed where a relay was; it may be
// both.
struct TransmissionCount {
    std::int64_t heard = 0;  // anything of the plan
    std::int64_t local = 0;
    std::int64_t relayed = 0;
    std::int64_t unheard = 0;  // planned, and nothing of it was heard
    std::int64_t emergency = 0;

    TransmissionCount& operator+=(const TransmissionCount& other);
};

struct DayFigures {
    AirtimeFrames airtime{};
    AirtimeFrames planned{};  // of Local and the relays only
    AirtimeFrames lost{};
    Frames dead_air;
    TransmissionCount transmissions;
    std::int64_t programmes = 0;  // heard for the first time ever
    std::int64_t items = 0;
    std::int64_t airings = 0;

    DayFigures& operator+=(const DayFigures& other);
};

// planned − lost + difference = aired, in each class: the difference is what crossfades took and late ends gave.
struct Figures {
    DayRange span;
    DayFigures whole;
    std::map<LocalDate, DayFigures> days;  // only those with anything in them
    std::int64_t older_programmes = 0;     // heard here, first heard before the span
    std::map<ItemKind, ItemCount> kinds;   // music included, frame kinds not
    ItemCount items;                       // of the kinds that count as tin, bài
    std::vector<ItemSum> heard;            // each of these items, and music
    std::vector<Loss> losses;              // the longest first
    Frames starved;                        // within entries: sound that did not come in time
    Frames silenced;                       // within entries: under the kill latch
    std::int64_t open = 0;                 // entries still on air, not counted

    Frames difference() const;
};

// News, features, columns and the like; neither a programme's frame nor music.
constexpr bool is_counted(ItemKind kind) noexcept { return !is_frame(kind) && kind != ItemKind::Music; }

Figures figures_of(const LedgerSums& sums, DayRange span);
// The part of a span's figures that lies on these days.
DayFigures figures_within(const Figures& figures, DayRange part);

// The same sums as the store's, from closed entries alone, in any order: of an export, without a database.
LedgerSums sums_of(const std::vector<AsRunEntry>& entries, DayRange span);

}  // namespace truyenthanh

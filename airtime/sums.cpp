// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ledger's sums from entries alone: what store/ledger_sums.cpp asks of the database, without one.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "airtime/figures.h"
#include "core/names.h"

namespace truyenthanh {
namespace {

bool is_own(const AsRunEntry& entry) {
    return entry.intent.kind == EntryKind::Item || entry.intent.kind == EntryKind::Insert;
}

void add_sound(SoundSum& sum, const AsRunEntry& entry) {
    ++sum.entries;
    sum.heard_entries += entry.count.heard().count > 0;
    sum.planned += entry.intent.planned_frames;
    sum.frames += entry.count.frames;
    sum.starved += entry.count.starved;
    sum.silenced += entry.count.silenced;
}

std::vector<SoundSum> sounds_of(const std::vector<AsRunEntry>& entries, DayRange span) {
    using Key = std::tuple<TransmissionKey, EntryKind, std::optional<RelayLevel>, std::optional<ItemKind>, Outcome,
                           std::string>;
    std::map<Key, SoundSum> sums;
    for (const AsRunEntry& entry : entries) {
        const EntryIntent& intent = entry.intent;
        if (!entry.outcome || !span.contains(intent.transmission.date)) continue;
        const std::string cause = entry.cause && !is_whole(*entry.outcome) ? entry.cause->key : "";
        const auto level = intent.kind == EntryKind::Relay ? intent.relay_level : std::nullopt;
        SoundSum& sum = sums[{intent.transmission, intent.kind, level, intent.item_kind, *entry.outcome, cause}];
        sum.transmission = intent.transmission;
        sum.kind = intent.kind;
        sum.level = level;
        sum.item_kind = intent.item_kind;
        sum.outcome = *entry.outcome;
        sum.cause = cause;
        add_sound(sum, entry);
    }
    std::vector<SoundSum> list;
    list.reserve(sums.size());
    for (auto& [key, sum] : sums) list.push_back(std::move(sum));
    return list;
}

// First days ever and in the span, for an ItemSum or a ProgrammeSum.
template <class Sum>
void note_day(Sum& sum, LocalDate date, DayRange span, bool is_new) {
    if (is_new || date < sum.first) sum.first = date;
    if (span.contains(date) && (!sum.first_here.ok() || date < sum.first_here)) sum.first_here = date;
}

std::vector<ItemSum> items_of(const std::vector<AsRunEntry>& entries, DayRange span) {
    std::map<ItemId, ItemSum> sums;
    for (const AsRunEntry& entry : entries) {
        const LocalDate date = entry.intent.transmission.date;
        const ItemKind kind = entry.intent.item_kind.value_or(ItemKind::News);
        if (!entry.outcome || !is_own(entry) || !entry.intent.item || entry.count.heard().count <= 0) continue;
        if (is_frame(kind)) continue;
        const auto [at, is_new] = sums.try_emplace(*entry.intent.item);
        at->second.item = *entry.intent.item;
        note_day(at->second, date, span, is_new);
        if (!span.contains(date)) continue;
        if (at->second.airings == 0 || name(kind) < name(at->second.kind)) at->second.kind = kind;
        ++at->second.airings;
        at->second.whole += is_whole(*entry.outcome);
        at->second.heard += entry.count.heard();
    }
    std::vector<ItemSum> list;
    for (auto& [id, sum] : sums) {
        if (sum.airings > 0) list.push_back(sum);
    }
    return list;
}

std::vector<ProgrammeSum> programmes_of(const std::vector<AsRunEntry>& entries, DayRange span) {
    std::map<ProgrammeId, ProgrammeSum> sums;
    std::set<std::pair<ProgrammeId, TransmissionKey>> sent;
    for (const AsRunEntry& entry : entries) {
        const TransmissionKey& key = entry.intent.transmission;
        if (!entry.outcome || !is_own(entry) || !entry.intent.programme || entry.count.heard().count <= 0) continue;
        const auto [at, is_new] = sums.try_emplace(*entry.intent.programme);
        at->second.programme = *entry.intent.programme;
        note_day(at->second, key.date, span, is_new);
        if (span.contains(key.date) && sent.emplace(*entry.intent.programme, key).second) ++at->second.transmissions;
    }
    std::vector<ProgrammeSum> list;
    for (auto& [id, sum] : sums) {
        if (sum.transmissions > 0) list.push_back(sum);
    }
    return list;
}

}  // namespace

LedgerSums sums_of(const std::vector<AsRunEntry>& entries, DayRange span) {
    const auto open = std::count_if(entries.begin(), entries.end(), [&](const AsRunEntry& entry) {
        return !entry.outcome && span.contains(entry.intent.transmission.date);
    });
    return {sounds_of(entries, span), items_of(entries, span), programmes_of(entries, span), open};
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See verify.h.
#include "store/verify.h"

#include <algorithm>
#include <set>

#include "core/error.h"
#include "store/ledger.h"
#include "store/ledger_record.h"

namespace truyenthanh {
namespace {

// Output and wall clock may disagree by so much before time counts as crowded.
constexpr std::chrono::seconds kSlack{2};
constexpr double kClockSlack = 0.001;
// No entry is longer; an export may claim anything.
constexpr std::chrono::hours kLongest{24 * 366};

Message fault(const char* key, const AsRunEntry& entry) {
    return {key,
            {{"number", std::to_string(entry.number)},
             {"entry", std::to_string(entry.id.value)},
             {"title", entry.intent.title}}};
}

bool is_plausible(const EntryCount& count) {
    const Frames most = to_frames(kLongest);
    for (const Frames frames : {count.frames, count.starved, count.silenced}) {
        if (frames < Frames{} || frames > most) return false;
    }
    return count.starved + count.silenced <= count.frames;
}

std::optional<Message> chain_fault(const std::vector<AsRunEntry>& chained, const Sha256& genesis) {
    Sha256 previous = genesis;
    std::int64_t number = 0;
    for (const AsRunEntry& entry : chained) {
        if (entry.number != ++number) return fault("store.verify_gap", entry);
        if (entry.previous_hash != previous) return fault("store.verify_chain", entry);
        if (entry.hash != chain_hash(entry)) return fault("store.verify_changed", entry);
        if (!entry.outcome || !is_plausible(entry.count)) return fault("store.verify_count", entry);
        previous = entry.hash;
    }
    return std::nullopt;
}

// Numbers given at opening run from 1 without a hole, closed and open ones together.
std::optional<Message> id_fault(const std::vector<AsRunEntry>& chained, const std::vector<EntryId>& open) {
    std::set<EntryId> ids(open.begin(), open.end());
    for (const AsRunEntry& entry : chained) {
        if (!ids.insert(entry.id).second) return fault("store.verify_twice", entry);
    }
    std::int64_t expected = 0;
    for (const EntryId id : ids) {
        if (id.value != ++expected) return Message{"store.verify_missing", {{"entry", std::to_string(expected)}}};
    }
    return std::nullopt;
}

bool is_on_line(const AsRunEntry& entry) {
    const EntryCount& count = entry.count;
    if (entry.intent.kind == EntryKind::Bed || !count.started || !count.ended || !is_plausible(count)) return false;
    return count.frames > Frames{} && *count.ended >= *count.started && *count.ended - *count.started <= kLongest;
}

// Within the time of one entry, all that lies wholly inside it must fit.
std::vector<EntryId> crowded_entries(const std::vector<AsRunEntry>& chained) {
    std::vector<const AsRunEntry*> sounded;
    for (const AsRunEntry& entry : chained) {
        if (is_on_line(entry)) sounded.push_back(&entry);
    }
    std::sort(sounded.begin(), sounded.end(), [](const AsRunEntry* a, const AsRunEntry* b) {
        return std::pair(*a->count.started, a->id) < std::pair(*b->count.started, b->id);
    });
    std::vector<EntryId> crowded;
    for (auto outer = sounded.begin(); outer != sounded.end(); ++outer) {
        const WallTime end = *(*outer)->count.ended;
        Frames inside = (*outer)->count.frames;
        for (auto inner = std::next(outer); inner != sounded.end() && *(*inner)->count.started < end; ++inner) {
            if (*(*inner)->count.ended <= end) inside += (*inner)->count.frames;
        }
        const Frames room = to_frames(end - *(*outer)->count.started + kSlack);
        const auto drift = static_cast<std::int64_t>(static_cast<double>(room.count) * kClockSlack);
        if (inside > room + Frames{drift}) crowded.push_back((*outer)->id);
    }
    return crowded;
}

void note_span(LedgerVerdict& verdict, const AsRunEntry& entry) {
    const WallTime at = entry.count.started.value_or(entry.intent.planned_start);
    if (!verdict.first || at < *verdict.first) verdict.first = at;
    if (!verdict.last || at > *verdict.last) verdict.last = at;
}

}  // namespace

LedgerVerdict verify_entries(const std::vector<AsRunEntry>& chained, const std::vector<EntryId>& open) {
    LedgerVerdict verdict;
    verdict.is_rehearsal = !chained.empty() && chained.front().previous_hash == kRehearsalGenesis;
    verdict.closed = static_cast<std::int64_t>(chained.size());
    verdict.open = static_cast<std::int64_t>(open.size());
    verdict.fault = chain_fault(chained, verdict.is_rehearsal ? kRehearsalGenesis : kStationGenesis);
    if (!verdict.fault) verdict.fault = id_fault(chained, open);
    for (const AsRunEntry& entry : chained) note_span(verdict, entry);
    verdict.head = chained.empty() ? kStationGenesis : chained.back().hash;
    verdict.crowded = crowded_entries(chained);
    return verdict;
}

LedgerVerdict verify_ledger(Connection& connection) {
    const ReadSnapshot snapshot(connection);
    const bool is_rehearsal = scalar(connection, false, "SELECT is_rehearsal FROM meta");
    const std::string genesis = scalar(connection, std::string(), "SELECT genesis FROM meta");
    Query query(connection, "SELECT id FROM as_run WHERE number IS NULL");
    std::vector<EntryId> open;
    while (query.next()) query.read(open.emplace_back());
    LedgerVerdict verdict;
    try {
        verdict = verify_entries(chained_entries(connection), open);
    } catch (const Error& error) {
        verdict.fault = error.message();
    }
    if (verdict.closed == 0) verdict.head = genesis;
    const bool is_right_genesis = genesis == (is_rehearsal ? kRehearsalGenesis : kStationGenesis);
    const bool is_right_chain = verdict.closed == 0 || verdict.is_rehearsal == is_rehearsal;
    if (!verdict.fault && (!is_right_genesis || !is_right_chain)) verdict.fault = Message{"store.verify_genesis", {}};
    verdict.is_rehearsal = verdict.is_rehearsal || is_rehearsal;
    return verdict;
}

}  // namespace truyenthanh

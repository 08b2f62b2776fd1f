// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See ledger_sums.h.
#include "store/ledger_sums.h"

#include <algorithm>
#include <array>
#include <memory_resource>
#include <unordered_map>

#include "store/number_list.h"

namespace truyenthanh {
namespace {

// In the order of the index as_run_airtime, which holds all these columns: entries that are alike lie together.
#define ROWS                                                                                               \
    "SELECT date, slot, exception, kind, relay_level, item_kind, outcome, cause, programme, item,"         \
    " planned_frames, frames, starved + silenced, starved, silenced FROM as_run INDEXED BY as_run_airtime" \
    " WHERE date BETWEEN ?1 AND ?2 AND outcome IS NOT NULL AND number <= ?3"                               \
    " ORDER BY date, slot, exception, kind, relay_level, item_kind, outcome, cause"

// As the partial indexes as_run_item_heard and as_run_programme_heard have it; ?1 is a JSON list of numbers, of which
// come those that were heard before the day ?3.
#define HEARD " kind IN ('item', 'insert') AND outcome IS NOT NULL AND frames > starved + silenced "
#define FIRST_OF(column)                                                               \
    "SELECT value, (SELECT date FROM as_run AS a WHERE a." column " = value AND" HEARD \
    "AND number <= ?2 ORDER BY date LIMIT 1) AS first FROM json_each(?1) WHERE first < ?3"

// Where these columns stand in a row.
enum Column {
    kDate,
    kSlot,
    kException,
    kKind,
    kLevel,
    kItemKind,
    kOutcome,
    kCause,
    kProgramme,
    kItem,
    kPlanned,
    kFrames,
    kUnheard,
    kStarved,
    kSilenced
};
// Those of text that tell one sum from another, beside slot and exception; what is nothing reads as "". The level only
// does for a relay, the cause only for what was not whole.
constexpr std::array<int, 6> kTexts{kDate, kKind, kItemKind, kOutcome, kLevel, kCause};
constexpr std::size_t kAlways = 4, kLevelText = 4, kCauseText = 5;

// Of a busy commune's quarter; more are no harm.
constexpr std::size_t kSounds = 8'192, kItems = 16'384, kProgrammes = 1'024;

// The rows of one span, added up as they come.
class Gathering {
public:
    explicit Gathering(LedgerSums& sums) : sums_(sums) {
        places_.reserve(kItems);
        sums_.sounds.reserve(kSounds);
        sums_.items.reserve(kItems);
        programmes_.reserve(kProgrammes);
    }

    // Numbers are never 0 where they are there.
    void take(const Query& row) {
        if (!is_like_the_last(row)) begin_sum(row);
        SoundSum& sum = sums_.sounds.back();
        const Frames frames{row.integer(kFrames)}, unheard{row.integer(kUnheard)}, heard = frames - unheard;
        ++sum.entries;
        sum.heard_entries += heard.count > 0;
        sum.planned += Frames{row.integer(kPlanned)};
        sum.frames += frames;
        if (unheard.count != 0) {
            sum.starved += Frames{row.integer(kStarved)};
            sum.silenced += Frames{row.integer(kSilenced)};
        }
        if (!is_own_ || heard.count <= 0) return;
        if (!is_frame_) take_item(sum, ItemId{row.integer(kItem)}, heard);
        if (const ProgrammeId programme{row.integer(kProgramme)}; programme) take_programme(sum, programme);
    }

    void finish() {
        for (auto& [id, programme] : programmes_) sums_.programmes.push_back(programme.sum);
        const auto by_number = [](const ItemSum& a, const ItemSum& b) { return a.item < b.item; };
        if (!std::is_sorted(sums_.items.begin(), sums_.items.end(), by_number))
            std::sort(sums_.items.begin(), sums_.items.end(), by_number);
        std::sort(sums_.programmes.begin(), sums_.programmes.end(),
                  [](const ProgrammeSum& a, const ProgrammeSum& b) { return a.programme < b.programme; });
    }

private:
    bool is_like_the_last(const Query& row) const {
        if (sums_.sounds.empty()) return false;
        const TransmissionKey& last = sums_.sounds.back().transmission;
        if (row.integer(kSlot) != last.slot.value || row.integer(kException) != last.exception.value) return false;
        const auto is_same = [&](std::size_t i) { return row.text(kTexts[i]) == last_[i]; };
        for (std::size_t i = kAlways; i-- > 0;) {
            if (!is_same(i)) return false;
        }
        return (!is_relay_ || is_same(kLevelText)) && (is_whole_ || is_same(kCauseText));
    }

    void begin_sum(const Query& row) {
        const bool is_same_day = row.text(kDate) == last_.front();
        const LocalDate day = is_same_day ? sums_.sounds.back().transmission.date : LocalDate{};
        for (std::size_t i = 0; i < kTexts.size(); ++i) last_[i] = row.text(kTexts[i]);
        SoundSum& sum = sums_.sounds.emplace_back();
        sum.transmission = {day, SlotId{row.integer(kSlot)}, ExceptionId{row.integer(kException)}};
        if (!is_same_day) from_sql(row.value(kDate), sum.transmission.date);
        from_sql(row.value(kKind), sum.kind);
        from_sql(row.value(kItemKind), sum.item_kind);
        from_sql(row.value(kOutcome), sum.outcome);
        is_relay_ = sum.kind == EntryKind::Relay;
        is_whole_ = is_whole(sum.outcome);
        if (is_relay_) from_sql(row.value(kLevel), sum.level);
        if (!is_whole_) sum.cause = last_[kCauseText];
        is_own_ = sum.kind == EntryKind::Item || sum.kind == EntryKind::Insert;
        is_frame_ = is_frame(sum.item_kind.value_or(ItemKind::News));
    }

    void take_item(const SoundSum& sum, ItemId id, Frames heard) {
        if (!id) return;
        const ItemKind kind = sum.item_kind.value_or(ItemKind::News);
        const auto [at, is_new] = places_.try_emplace(id.value, sums_.items.size());
        ItemSum& item = is_new ? sums_.items.emplace_back() : sums_.items[at->second];
        if (is_new) {
            item.item = id;
            item.first = item.first_here = sum.transmission.date;
        }
        if (is_new || name(kind) < name(item.kind)) item.kind = kind;
        ++item.airings;
        item.whole += is_whole_;
        item.heard += heard;
    }

    void take_programme(const SoundSum& sum, ProgrammeId id) {
        if (newest_ != nullptr && newest_->sum.programme == id && newest_->last == sum.transmission) return;
        const auto [at, is_new] = programmes_.try_emplace(id.value);
        newest_ = &at->second;
        ProgrammeSum& programme = at->second.sum;
        if (is_new) {
            programme.programme = id;
            programme.first = programme.first_here = sum.transmission.date;
        } else if (at->second.last == sum.transmission) {
            return;
        }
        ++programme.transmissions;
        at->second.last = sum.transmission;
    }

    struct Sent {
        ProgrammeSum sum;
        TransmissionKey last;
    };
    LedgerSums& sums_;
    std::array<std::string, kTexts.size()> last_;
    bool is_own_ = false;
    bool is_relay_ = false;
    bool is_whole_ = false;
    bool is_frame_ = false;
    std::pmr::monotonic_buffer_resource memory_;  // of all places; each alone would take longer than its row
    std::pmr::unordered_map<std::int64_t, std::size_t> places_{&memory_};  // of an item in the sums
    std::unordered_map<std::int64_t, Sent> programmes_;
    const Sent* newest_ = nullptr;
};

// The first day ever of each, by number: without an older one it is the first of the span, which is known.
template <class Sum, class Number>
void find_firsts(Connection& connection, const char* sql, std::vector<Sum>& sums, std::int64_t last, LocalDate from,
                 Number number) {
    Query query(connection, sql, number_list(sums, number), last, from);
    auto sum = sums.begin();
    while (query.next()) {
        while (number(*sum) != query.integer(0)) ++sum;
        from_sql(query.value(1), sum->first);
    }
}

}  // namespace

LedgerSums ledger_sums(Connection& connection, DayRange span, std::int64_t last) {
    LedgerSums sums;
    sums.open = scalar(connection, std::int64_t{0},
                       "SELECT count(*) FROM as_run WHERE number IS NULL AND date BETWEEN ? AND ?", span.from, span.to);
    Gathering gathering(sums);
    Query rows(connection, ROWS, span.from, span.to, last);
    while (rows.next()) gathering.take(rows);
    gathering.finish();
    find_firsts(connection, FIRST_OF("item"), sums.items, last, span.from,
                [](const ItemSum& sum) { return sum.item.value; });
    find_firsts(connection, FIRST_OF("programme"), sums.programmes, last, span.from,
                [](const ProgrammeSum& sum) { return sum.programme.value; });
    return sums;
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See ledger_sums.h.
#include "store/ledger_sums.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace truyenthanh {
namespace {

// In the order of the index as_run_airtime, which holds all these columns: entries that are alike lie together.
#define ROWS                                                                                       \
    "SELECT date, slot, exception, kind, relay_level, item_kind, outcome, cause, programme, item," \
    " planned_frames, frames, starved, silenced FROM as_run INDEXED BY as_run_airtime"             \
    " WHERE date BETWEEN ?1 AND ?2 AND outcome IS NOT NULL AND number <= ?3"                       \
    " ORDER BY date, slot, exception, kind, relay_level, item_kind, outcome, cause"

// As the partial indexes as_run_item_heard and as_run_programme_heard have it; ?1 is a JSON list of numbers.
#define HEARD " kind IN ('item', 'insert') AND outcome IS NOT NULL AND frames > starved + silenced "
#define FIRST_OF(column)                                                               \
    "SELECT value, (SELECT date FROM as_run AS a WHERE a." column " = value AND" HEARD \
    "AND number <= ?2 ORDER BY date LIMIT 1) FROM json_each(?1)"

constexpr std::size_t kAlike = 8;  // columns that tell one sum from another

// Of integers, texts and nothing.
bool is_same(const SqlValue& a, const SqlValue& b) {
    if (a.index() != b.index()) return false;
    if (const auto* number = std::get_if<std::int64_t>(&a)) return *number == std::get<std::int64_t>(b);
    if (const auto* text = std::get_if<std::string>(&a)) return *text == std::get<std::string>(b);
    return true;
}

// The rows of one span, added up as they come.
class Gathering {
public:
    explicit Gathering(LedgerSums& sums) : sums_(sums) {}

    void take(const Query& row) {
        begin_sum(row);
        std::optional<ProgrammeId> programme;
        std::optional<ItemId> item;
        Frames planned, frames, starved, silenced;
        const auto read = [&](int column, auto& out) { from_sql(row.value(column), out); };
        read(8, programme);
        read(9, item);
        read(10, planned);
        read(11, frames);
        read(12, starved);
        read(13, silenced);
        SoundSum& sum = sums_.sounds.back();
        const Frames heard = frames - starved - silenced;
        ++sum.entries;
        sum.heard_entries += heard.count > 0;
        sum.planned += planned;
        sum.frames += frames;
        sum.starved += starved;
        sum.silenced += silenced;
        const bool is_own = sum.kind == EntryKind::Item || sum.kind == EntryKind::Insert;
        if (!is_own || heard.count <= 0) return;
        if (item) take_item(sum, *item, heard);
        if (programme) take_programme(sum, *programme);
    }

    void finish() {
        for (auto& [id, item] : items_) sums_.items.push_back(item);
        for (auto& [id, programme] : programmes_) sums_.programmes.push_back(programme.sum);
        std::sort(sums_.items.begin(), sums_.items.end(),
                  [](const ItemSum& a, const ItemSum& b) { return a.item < b.item; });
        std::sort(sums_.programmes.begin(), sums_.programmes.end(),
                  [](const ProgrammeSum& a, const ProgrammeSum& b) { return a.programme < b.programme; });
    }

private:
    // A new sum where this row is not like the one before.
    void begin_sum(const Query& row) {
        bool is_alike = !sums_.sounds.empty();
        for (std::size_t i = kAlike; i-- > 0;) {
            SqlValue value = row.value(static_cast<int>(i));
            if (is_same(value, last_[i])) continue;
            last_[i] = std::move(value);
            is_alike = false;
        }
        if (is_alike) return;
        SoundSum& sum = sums_.sounds.emplace_back();
        std::optional<std::string> cause;
        row.read(sum.transmission.date, sum.transmission.slot, sum.transmission.exception, sum.kind, sum.level,
                 sum.item_kind, sum.outcome, cause);
        sum.cause = cause.value_or("");
    }

    void take_item(const SoundSum& sum, ItemId id, Frames heard) {
        const ItemKind kind = sum.item_kind.value_or(ItemKind::News);
        if (is_frame(kind)) return;
        const auto [at, is_new] = items_.try_emplace(id.value);
        ItemSum& item = at->second;
        if (is_new) {
            item.item = id;
            item.first = item.first_here = sum.transmission.date;
        }
        if (is_new || name(kind) < name(item.kind)) item.kind = kind;
        ++item.airings;
        item.whole += sum.outcome == Outcome::Aired || sum.outcome == Outcome::AiredLate;
        item.heard += heard;
    }

    void take_programme(const SoundSum& sum, ProgrammeId id) {
        const auto [at, is_new] = programmes_.try_emplace(id.value);
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
    std::array<SqlValue, kAlike> last_;
    std::unordered_map<std::int64_t, ItemSum> items_;
    std::unordered_map<std::int64_t, Sent> programmes_;
};

// The first day ever of each, both lists by number.
template <class Sum, class Number>
void find_firsts(Connection& connection, const char* sql, std::vector<Sum>& sums, std::int64_t last, Number number) {
    std::string ids = "[";
    for (const Sum& sum : sums) ids.append(ids.size() == 1 ? "" : ",").append(std::to_string(number(sum)));
    Query query(connection, sql, ids + "]", last);
    for (auto sum = sums.begin(); sum != sums.end() && query.next(); ++sum) from_sql(query.value(1), sum->first);
}

}  // namespace

const LedgerSumsSql kLedgerSumsSql{ROWS, FIRST_OF("item"), FIRST_OF("programme")};

LedgerSums ledger_sums(Connection& connection, DayRange span, std::int64_t last) {
    LedgerSums sums;
    sums.open = scalar(connection, std::int64_t{0},
                       "SELECT count(*) FROM as_run WHERE number IS NULL AND date BETWEEN ? AND ?", span.from, span.to);
    Gathering gathering(sums);
    Query rows(connection, kLedgerSumsSql.rows, span.from, span.to, last);
    while (rows.next()) gathering.take(rows);
    gathering.finish();
    find_firsts(connection, kLedgerSumsSql.first_of_items, sums.items, last,
                [](const ItemSum& sum) { return sum.item.value; });
    find_firsts(connection, kLedgerSumsSql.first_of_programmes, sums.programmes, last,
                [](const ProgrammeSum& sum) { return sum.programme.value; });
    return sums;
}

}  // namespace truyenthanh

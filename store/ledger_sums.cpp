// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See ledger_sums.h.
#include "store/ledger_sums.h"

namespace truyenthanh {
namespace {

// Grouped in the order of the index as_run_airtime, which holds all these columns.
#define SOUNDS                                                                                          \
    "SELECT date, slot, exception, kind, relay_level, item_kind, outcome, ifnull(cause, ''), count(*)," \
    " sum(frames > starved + silenced), sum(planned_frames), sum(frames), sum(starved), sum(silenced)"  \
    " FROM as_run WHERE date BETWEEN ?1 AND ?2 AND outcome IS NOT NULL AND number <= ?3"                \
    " GROUP BY date, slot, exception, kind, relay_level, item_kind, outcome, cause"

// As the partial indexes as_run_item_heard and as_run_programme_heard have it.
#define HEARD " kind IN ('item', 'insert') AND outcome IS NOT NULL AND frames > starved + silenced "

#define ITEMS                                                                                                        \
    "SELECT item, kinds, first_here, airings, whole, heard, (SELECT date FROM as_run AS a WHERE a.item = here.item " \
    "AND" HEARD                                                                                                      \
    "AND number <= ?3 ORDER BY date LIMIT 1) FROM (SELECT item, min(item_kind) AS kinds, min(date) AS"               \
    " first_here, count(*) AS airings, sum(outcome IN ('aired', 'aired_late')) AS whole,"                            \
    " sum(frames - starved - silenced) AS heard FROM as_run INDEXED BY as_run_airtime"                               \
    " WHERE date BETWEEN ?1 AND ?2 AND" HEARD                                                                        \
    "AND number <= ?3 AND item IS NOT NULL AND ifnull(item_kind, '') NOT IN ('ident', 'tune', 'call',"               \
    " 'stinger', 'close') GROUP BY item) AS here ORDER BY item"

#define PROGRAMMES                                                                                                  \
    "SELECT programme, first_here, transmissions, (SELECT date FROM as_run AS a WHERE a.programme = here.programme" \
    " AND" HEARD                                                                                                    \
    "AND number <= ?3 ORDER BY date LIMIT 1) FROM (SELECT programme, min(date) AS first_here, count(*) AS"          \
    " transmissions FROM (SELECT DISTINCT programme, date, slot, exception FROM as_run INDEXED BY"                  \
    " as_run_airtime WHERE date BETWEEN ?1 AND ?2 AND" HEARD                                                        \
    "AND number <= ?3 AND programme IS NOT NULL) GROUP BY programme) AS here ORDER BY programme"

std::vector<SoundSum> sounds(Connection& connection, DayRange span, std::int64_t last) {
    Query query(connection, SOUNDS, span.from, span.to, last);
    std::vector<SoundSum> list;
    while (query.next()) {
        SoundSum& s = list.emplace_back();
        query.read(s.transmission.date, s.transmission.slot, s.transmission.exception, s.kind, s.level, s.item_kind,
                   s.outcome, s.cause, s.entries, s.heard_entries, s.planned, s.frames, s.starved, s.silenced);
    }
    return list;
}

std::vector<ItemSum> items(Connection& connection, DayRange span, std::int64_t last) {
    Query query(connection, ITEMS, span.from, span.to, last);
    std::vector<ItemSum> list;
    while (query.next()) {
        ItemSum& s = list.emplace_back();
        std::optional<ItemKind> kind;
        query.read(s.item, kind, s.first_here, s.airings, s.whole, s.heard, s.first);
        s.kind = kind.value_or(ItemKind::News);
    }
    return list;
}

std::vector<ProgrammeSum> programmes(Connection& connection, DayRange span, std::int64_t last) {
    Query query(connection, PROGRAMMES, span.from, span.to, last);
    std::vector<ProgrammeSum> list;
    while (query.next()) {
        ProgrammeSum& s = list.emplace_back();
        query.read(s.programme, s.first_here, s.transmissions, s.first);
    }
    return list;
}

}  // namespace

const std::array<const char*, 3> kLedgerSumsSql{SOUNDS, ITEMS, PROGRAMMES};

LedgerSums ledger_sums(Connection& connection, DayRange span, std::int64_t last) {
    const auto open =
        scalar(connection, std::int64_t{0}, "SELECT count(*) FROM as_run WHERE number IS NULL AND date BETWEEN ? AND ?",
               span.from, span.to);
    return {sounds(connection, span, last), items(connection, span, last), programmes(connection, span, last), open};
}

}  // namespace truyenthanh

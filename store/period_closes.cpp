// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See period_closes.h.
#include "store/period_closes.h"

#include "core/error.h"
#include "store/people.h"
#include "store/texts.h"

namespace truyenthanh {
namespace {

std::vector<PeriodCorrection> corrections_of(Connection& connection, std::int64_t close) {
    Query query(connection,
                "SELECT figure, change, reason, (SELECT name FROM person WHERE id = made_by), made_at"
                " FROM period_correction WHERE close_id = ? ORDER BY id",
                close);
    std::vector<PeriodCorrection> list;
    while (query.next()) {
        PeriodCorrection& c = list.emplace_back();
        query.read(c.figure, c.change, c.reason, c.by, c.at);
    }
    return list;
}

}  // namespace

std::int64_t close_period(Connection& connection, const PeriodName& name, std::int64_t entries, const Sha256& head,
                          const std::string& figures, const std::string& by, WallTime now) {
    Transaction transaction(connection);
    if (find_period_close(connection, name)) throw RequestError({"store.period_closed", {{"period", name.period}}});
    run(connection,
        "INSERT INTO period_close (period, first_day, entries, head, figures, closed_by, closed_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        name.period, name.first_day, entries, head, figures, person_named(connection, by, now), now);
    const std::int64_t id = connection.last_row();
    transaction.commit();
    return id;
}

void correct_period(Connection& connection, const PeriodName& name, const std::string& figure, std::int64_t change,
                    const std::string& reason, const std::string& by, WallTime now) {
    check_title(reason);
    Transaction transaction(connection);
    const std::optional<PeriodClose> close = find_period_close(connection, name);
    if (!close) throw RequestError({"store.no_period_close", {{"period", name.period}}});
    run(connection,
        "INSERT INTO period_correction (close_id, figure, change, reason, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?)",
        close->id, figure, change, reason, person_named(connection, by, now), now);
    transaction.commit();
}

std::optional<PeriodClose> find_period_close(Connection& connection, const PeriodName& name) {
    Query query(connection,
                "SELECT id, period, first_day, entries, head, figures, (SELECT name FROM person WHERE id = closed_by),"
                " closed_at FROM period_close WHERE period = ? AND first_day = ?",
                name.period, name.first_day);
    if (!query.next()) return std::nullopt;
    PeriodClose c;
    query.read(c.id, c.name.period, c.name.first_day, c.entries, c.head, c.figures, c.by, c.at);
    c.corrections = corrections_of(connection, c.id);
    return c;
}

void set_target(Connection& connection, const PeriodName& name, const std::string& figure, std::int64_t value,
                const std::string& by, WallTime now) {
    Transaction transaction(connection);
    run(connection,
        "INSERT OR REPLACE INTO target (period, first_day, figure, value, set_by, set_at) VALUES (?, ?, ?, ?, ?, ?)",
        name.period, name.first_day, figure, value, person_named(connection, by, now), now);
    transaction.commit();
}

std::map<std::string, std::int64_t> targets_of(Connection& connection, const PeriodName& name) {
    Query query(connection, "SELECT figure, value FROM target WHERE period = ? AND first_day = ?", name.period,
                name.first_day);
    std::map<std::string, std::int64_t> targets;
    while (query.next()) {
        std::string figure;
        std::int64_t value = 0;
        query.read(figure, value);
        targets[figure] = value;
    }
    return targets;
}

std::pair<std::int64_t, Sha256> chain_end(Connection& connection) {
    Query query(connection, "SELECT number, hash FROM as_run WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1");
    std::pair<std::int64_t, Sha256> end{0, ""};
    if (query.next()) {
        query.read(end.first, end.second);
    } else {
        end.second = scalar(connection, std::string(), "SELECT genesis FROM meta");
    }
    return end;
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See events.h.
#include "store/events.h"

#include <algorithm>
#include <array>

#include "store/ledger_record.h"

namespace truyenthanh {

void Diary::note(Severity severity, const Message& message, WallTime now) {
    run(connection_,
        "INSERT INTO station_event (id, at, severity, message, args)"
        " VALUES ((SELECT coalesce(max(id), 0) + 1 FROM station_event), ?, ?, ?, ?)",
        now, severity, message.key, written_args(message));
}

std::optional<std::string> holder_on_record(Connection& connection) {
    Query query(connection,
                "SELECT message, args FROM station_event WHERE message IN ('station.held', 'station.resumed')"
                " ORDER BY id DESC LIMIT 1");
    std::string key;
    std::string args;
    if (!query.next()) return std::nullopt;
    query.read(key, args);
    if (key != "station.held") return std::nullopt;
    for (const auto& [name, value] : read_message(key, args).args) {
        if (name == "by") return value;
    }
    return std::string{};
}

std::vector<Message> states_at(Connection& connection, WallTime at) {
    constexpr std::array<std::pair<const char*, const char*>, 6> kStates{
        {{"playout.output_lost", "playout.output_lost_over"},
         {"playout.chain_gone", "playout.chain_gone_over"},
         {"playout.latched", "playout.latched_over"},
         {"playout.held", "playout.held_over"},
         {"playout.clock_untrusted", "playout.clock_untrusted_over"},
         {"station.stopped", "station.started"}}};
    const auto started = scalar(
        connection, std::int64_t{0},
        "SELECT max(id) FROM station_event WHERE message = 'station.started' AND at <= ? HAVING max(id) > 0", at);
    std::vector<Message> states;
    for (const auto& [begins, ends] : kStates) {
        Query last(connection,
                   "SELECT message, args FROM station_event WHERE id >= ?1 AND at <= ?2 AND message IN (?3, ?4)"
                   " ORDER BY id DESC LIMIT 1",
                   started, at, begins, ends);
        std::string key, args;
        if (!last.next()) continue;
        last.read(key, args);
        if (key == begins) states.push_back(read_message(key, args));
    }
    return states;
}

std::vector<StationEvent> station_events(Connection& connection, WallTime from, WallTime until, int most) {
    Query query(connection,
                "SELECT id, at, severity, message, args FROM station_event WHERE at >= ? AND at < ?"
                " ORDER BY id DESC LIMIT ?",
                from, until, most);
    std::vector<StationEvent> events;
    while (query.next()) {
        StationEvent& event = events.emplace_back();
        std::string args;
        query.read(event.number, event.at, event.severity, event.message.key, args);
        event.message = read_message(event.message.key, args);
    }
    std::reverse(events.begin(), events.end());
    return events;
}

}  // namespace truyenthanh

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See offline_status.h.
#include "cli/offline_status.h"

#include <chrono>
#include <thread>

#include "audio/kill_latch.h"
#include "cli/offline_plans.h"
#include "daemon/air_client.h"
#include "daemon/documents.h"
#include "daemon/status_document.h"
#include "daemon/system_clock.h"
#include "daemon/technical_documents.h"
#include "store/ledger.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using namespace std::chrono_literals;

// Rows still open: what was on air when the station was last heard of; the chain may well be playing it on.
json open_lines(Session& session) {
    Ledger ledger(session.database());
    json lines = json::array();
    for (const AsRunEntry& entry : ledger.open_entries()) {
        const WallTime until = entry.intent.planned_start +
                               std::chrono::floor<std::chrono::microseconds>(to_duration(entry.intent.planned_frames));
        if (until < session.now()) continue;
        json line = document(entry, session.zone());
        put_time(line, "from", entry.intent.planned_start, session.zone());
        put_time(line, "until", until, session.zone());
        lines.push_back(line);
    }
    return lines;
}

json next_line(Session& session) {
    OfflinePlans offline(session);
    const WallTime now = session.now();
    for (const Transmission& transmission : offline.plans.make(now, now + std::chrono::days{7}).transmissions) {
        if (transmission.start < now || transmission.refused) continue;
        json line = document(transmission, session.zone());
        line.erase("items");
        put_time(line, "from", transmission.start, session.zone());
        return line;
    }
    return nullptr;
}

bool is_killed(Session& session) {
    const auto file = session.places().kill_latch;
    return std::filesystem::exists(file) && KillLatch(file).is_set();
}

// What the chain says of itself; null where it is away or still hears a station, which it does one at a time.
json ask_chain(Session& session) {
    const SystemClock clock{{}};
    AirClient air(session.places().air_socket, clock);
    AirStatus status = air.status();
    for (int i = 0; i < 30 && !(status.is_reachable && status.clock); ++i) {
        std::this_thread::sleep_for(10ms);
        status = air.status();
    }
    return status.is_reachable ? output_document(status) : json();
}

}  // namespace

json offline_status(Session& session) {
    json status{{"source", "database"},
                {"station", session.settings().station_name},
                {"zone", session.zone().name()},
                {"is_held", false},
                {"is_killed", is_killed(session)},
                {"on_air", open_lines(session)},
                {"next", next_line(session)},
                {"relays", json::array()},
                {"faults", json::array()},
                {"reminders", reminders_document(session.database(), session.zone(), session.now(),
                                                 session.settings().inspections.a_month)}};
    if (const json output = ask_chain(session); output.is_object()) status["output"] = output;
    put_time(status, "now", session.now(), session.zone());
    return status;
}

}  // namespace truyenthanh

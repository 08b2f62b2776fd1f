// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See status_document.h.
#include "daemon/status_document.h"

#include "core/names.h"
#include "daemon/desk_protocol.h"
#include "daemon/documents.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

json line_document(const Picture::Line& line, const Zone& zone) {
    json object{{"transmission", to_string(line.transmission)},
                {"slot", line.slot_name},
                {"programme", line.programme_name},
                {"kind", name(line.kind)},
                {"title", line.title}};
    put_time(object, "from", line.from, zone);
    put_time(object, "until", line.until, zone);
    return object;
}

}  // namespace

json output_document(const AirStatus& air) {
    return {{"is_reachable", air.is_reachable},   {"state", name(air.output)},    {"device", air.device},
            {"epoch", std::to_string(air.epoch)}, {"emitted", air.emitted.count}, {"peak_dbfs", air.peak_dbfs}};
}

json document(const RelayEvidence& evidence) {
    return {{"open_s", evidence.open_s},
            {"lost_s", evidence.lost_s},
            {"drops", evidence.drops},
            {"switches", evidence.switches},
            {"ppm", evidence.ppm ? json(*evidence.ppm) : json()},
            {"errors", evidence.errors},
            {"silent_s", evidence.silent_s},
            {"stuck_s", evidence.stuck_s}};
}

json status_document(const std::string& station, const Now& now, const Zone& zone, const Picture& picture,
                     const std::vector<RelayState>& relays) {
    json status{{"source", "station"},
                {"station", station},
                {"zone", zone.name()},
                {"clock", name(now.trust)},
                {"is_held", picture.is_held},
                {"is_killed", picture.is_killed},
                {"on_air", json::array()},
                {"next", picture.next ? line_document(*picture.next, zone) : json()},
                {"output", output_document(picture.air)},
                {"relays", json::array()},
                {"faults", json::array()}};
    put_time(status, "now", now.wall, zone);
    for (const Picture::Line& line : picture.on_air) status["on_air"].push_back(line_document(line, zone));
    for (const RelayState& state : relays) {
        json row = document(state.health);
        row["id"] = state.relay.id.value;
        row["name"] = state.relay.name;
        row["day"] = document(state.day);
        status["relays"].push_back(row);
    }
    for (const Message& fault : picture.faults) status["faults"].push_back(message_json(fault));
    return status;
}

}  // namespace truyenthanh
